import DefaultTheme from "vitepress/theme";

if (!import.meta.env.SSR) import("parallel-sum");

export default DefaultTheme;
