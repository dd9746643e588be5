// The keys that something in the element uses go no further than it, lest slides turn, searches open, or a notebook take them
// for commands: outside of a shadow tree nobody sees that they are for a field.

/** The keys that are used by what no text can be typed into. */
const PRESSING = ["Enter", " "];
const MOVING = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];

/** Notebooks that listen before anybody leave a tree alone that has this attribute. */
const NOTEBOOK = "data-lm-suppress-shortcuts";

export function keepKeys(root) {
  const { host } = root;
  for (const type of ["keydown", "keypress", "keyup"]) {
    root.addEventListener(type, (event) => {
      if (isUsed(event)) event.stopPropagation();
    });
  }
  // Only while it has the focus: what a server has rendered has no such attribute.
  root.addEventListener("focusin", () => host.setAttribute(NOTEBOOK, "true"));
  root.addEventListener("focusout", () => host.removeAttribute(NOTEBOOK));
}

function isUsed({ key, target, ctrlKey, altKey, metaKey }) {
  if (target.matches("input, select, textarea")) return true;
  if (ctrlKey || altKey || metaKey) return false;
  if (target.matches("button, summary, a")) return PRESSING.includes(key);
  return target.tabIndex >= 0 && MOVING.includes(key);
}
