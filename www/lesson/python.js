// The reader's own Python beside the page: a script to copy, which prints an address that leads back here, and a form for
// who would rather type.

import { numberReader } from "../lang/format.js";

/** What stands in the script for the address of the page that shows it. */
const ADDRESS = /^PAGE = ".*"$/m;

const MOST_SECONDS = 1e6;
const PROCESSES = [2, 256];

/** The numbers in a text such as "7.964,2.237,8", which anybody may have written into an address; null where it is no such text. */
export function numbersIn(text) {
  if (!/^\d{1,6}(\.\d{1,9})?,\d{1,6}(\.\d{1,9})?,\d{1,3}$/.test(text)) return null;
  const [serial, parallel, threads] = text.split(",").map(Number);
  const isTime = (seconds) => seconds > 0 && seconds <= MOST_SECONDS;
  return isTime(serial) && isTime(parallel) && threads >= PROCESSES[0] && threads <= PROCESSES[1] ? { serial, parallel, threads } : null;
}

/** Writes the page's address into the script, again where that has changed with the language. */
export function addressScript() {
  const script = document.querySelector("#sums code");
  const { search, origin, pathname, protocol } = location;
  const lang = new URLSearchParams(search).get("lang") ? `lang=${document.documentElement.lang}&` : "";
  const page = `${protocol === "file:" ? "file://" : origin}${pathname}?${lang}python=`;
  script.textContent = script.textContent.replace(ADDRESS, () => `PAGE = ${JSON.stringify(page)}`);
}

/** Has the script copied, and `take` called with the numbers that are typed. */
export function offerScript(take) {
  const [copy, said] = document.querySelectorAll("#sums button, #sums [role=status]");
  copy.addEventListener("click", async () => {
    const isCopied = await write(document.querySelector("#sums code").textContent);
    for (const it of said.children) it.hidden = it.classList.contains("wrong") === isCopied;
  });

  const form = document.getElementById("typed");
  const wrong = form.querySelector(".wrong");
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // there is nobody to send it to
    const read = numberReader(document.documentElement.lang);
    const numbers = numbersIn([...form.querySelectorAll("input")].map(({ value }) => read(value)).join());
    wrong.hidden = numbers !== null;
    if (numbers) take(numbers);
  });
}

const write = async (text) => navigator.clipboard.writeText(text).then(() => true, () => false);
