// The terms of the account wherever the text says them: who points at one, or goes there by keyboard, sees its stretches in the
// element; who presses one keeps them lit, until it is pressed again.

const TERMS = "[data-part]";
const EVENTS = { pointerover: true, focusin: true, pointerout: false, focusout: false };

export function lightTerms(element) {
  const termAt = ({ target }) => target.closest?.(TERMS);
  const pressed = () => document.querySelector(`${TERMS}[aria-pressed=true]`);
  const light = (term) => element.light((term ?? pressed())?.dataset.part ?? null);
  const press = (term) => {
    const isPressed = term.ariaPressed !== "true";
    for (const it of document.querySelectorAll(TERMS)) it.ariaPressed = isPressed && it === term;
    light(term);
  };
  for (const [type, isOn] of Object.entries(EVENTS)) {
    document.addEventListener(type, (event) => {
      const term = termAt(event);
      if (term) light(isOn ? term : null);
    });
  }
  document.addEventListener("click", (event) => termAt(event) && press(termAt(event)));
  document.addEventListener("keydown", (event) => {
    const term = ["Enter", " "].includes(event.key) && termAt(event);
    if (!term) return;
    event.preventDefault();
    press(term);
  });
}

/** Has the keyboard reach them: again after each change of the language, which brings new ones. */
export function reachTerms() {
  for (const term of document.querySelectorAll(TERMS)) Object.assign(term, { tabIndex: 0, role: "button", ariaPressed: "false" });
}
