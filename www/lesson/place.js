// Where the element stands: on a wide page beside the text, on a narrow one where it was last asked for something, so that
// nobody is carried off to another place of the page.

const isBeside = matchMedia("(min-width: 68.75em)"); // as page.css has it

const lab = document.getElementById("lab");
const home = document.getElementById("place");

/** Puts the element below a button that has it run, while the button stays where it is on the screen. */
export function standBelow(button) {
  const spot = button.closest(".lesson p");
  if (isBeside.matches || spot?.nextElementSibling === lab) return;
  const before = button.getBoundingClientRect().top;
  const off = () => button.getBoundingClientRect().top - before;
  home.style.minHeight = "";
  if (spot) move(spot.parentNode, spot.nextSibling);
  else move(home, null);
  scrollBy({ top: off(), behavior: "instant" });
  // There may be less above the button than has to go: then that much stays empty.
  if (off() < 0) home.style.minHeight = `${-off()}px`;
}

/** Brings it home where the page becomes wide, and has page.css know how high it is. */
export function watchPlace() {
  isBeside.addEventListener("change", () => {
    home.style.minHeight = "";
    if (isBeside.matches && lab.parentNode !== home) move(home, null);
  });
  new ResizeObserver(() => home.style.setProperty("--height", `${lab.offsetHeight}px`)).observe(lab, { box: "border-box" });
}

/** As it is, where the browser can do that: what is in it keeps its focus and its state. */
function move(parent, next) {
  const move = parent.moveBefore ?? parent.insertBefore; // which moves it as if it were new, in older browsers
  move.call(parent, lab, next);
}
