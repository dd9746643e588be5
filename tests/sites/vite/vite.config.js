export default {
  build: { rolldownOptions: { input: ["index.html", "away.html"] } },
};
