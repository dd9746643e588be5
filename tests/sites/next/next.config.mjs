export default { reactStrictMode: true, basePath: "/docs" };
