import DefaultTheme from "vitepress/theme";
import "parallel-sum";

export default DefaultTheme;
