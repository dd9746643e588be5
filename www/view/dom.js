// Making elements without markup in strings.

/** A new element with properties, attributes (names with a dash, "role" and "part") and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "part" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** Sets a text only when it changes, so that a live region is read once. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
