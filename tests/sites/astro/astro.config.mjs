export default { base: "/docs" };
