// Making elements without markup in strings.

/** A new element with properties, attributes (names with a dash, "role" and "part") and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "part") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** A new SVG element with attributes and children. */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(element, attributes);
  element.append(...children);
  return element;
}

export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/**
 * Sets a text only when it changes, so that a live region is read once. As a new node, since Chromium takes one that is
 * aligned to the right and gets longer for a shift of the layout.
 */
export function setText(element, text) {
  if (element.textContent !== text) element.replaceChildren(text);
}
