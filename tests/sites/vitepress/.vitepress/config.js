export default {
  title: "The sum",
  base: "/docs/",
  head: [["link", { rel: "icon", href: "data:," }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "parallel-sum" } } },
  themeConfig: { search: { provider: "local" } },
};
