export default { reactStrictMode: true, devIndicators: false, basePath: "/docs" };
