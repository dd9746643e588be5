// The page for teachers: nothing but its language.

import { TEACHERS_TEXTS } from "../pkg/lang/teachers/languages.js";
import { speakAsAsked } from "./language.js";

const lesson = document.getElementById("lesson");

speakAsAsked(async (code) => TEACHERS_TEXTS[code]?.(), () => (lesson.search = `?lang=${document.documentElement.lang}`));
