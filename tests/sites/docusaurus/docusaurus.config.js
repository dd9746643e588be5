module.exports = {
  title: "The sum",
  url: "https://sums.example",
  baseUrl: "/docs/",
  headTags: [{ tagName: "link", attributes: { rel: "icon", href: "data:," } }],
  clientModules: ["./parallel-sum.js"],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false, pages: false }]],
  themes: [["@easyops-cn/docusaurus-search-local", { docsRouteBasePath: "/", indexBlog: false, searchBarShortcutKeymap: "/" }]],
};
