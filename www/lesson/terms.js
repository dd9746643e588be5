// The terms of the account wherever the text says them: who points at one, or goes there by keyboard or finger, sees its
// stretches in the element.

const TERMS = "[data-part]";
const EVENTS = { pointerover: true, focusin: true, pointerout: false, focusout: false };

export function lightTerms(element) {
  for (const [type, isOn] of Object.entries(EVENTS)) {
    document.addEventListener(type, ({ target }) => {
      const term = target.closest?.(TERMS);
      if (term) element.light?.(isOn ? term.dataset.part : null);
    });
  }
}

/** Has the keyboard reach them: again after each change of the language, which brings new ones. */
export function reachTerms() {
  for (const term of document.querySelectorAll(TERMS)) term.tabIndex = 0;
}
