// What the tests of places.rs see of an element that has a result, in a page whose style sheets they make.

const card = root.querySelector(".card");
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Makes `css` the page's only style. */
function style(css) {
  for (const it of document.querySelectorAll("link[rel=stylesheet]")) it.remove();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}

const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
function rgba(color) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return Array.from(canvas.getImageData(0, 0, 1, 1).data, (value) => value / 255);
}

const over = ([r, g, b, alpha], ground) => [r, g, b].map((value, i) => value * alpha + ground[i] * (1 - alpha));

function groundOf(it) {
  if (!it) return [1, 1, 1];
  const own = rgba(getComputedStyle(it).backgroundColor);
  return own[3] === 1 ? own.slice(0, 3) : over(own, groundOf(it.parentElement ?? it.getRootNode().host));
}

/** As WCAG has it. */
function contrast(a, b) {
  const luminance = (color) => {
    const [r, g, b] = color.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The texts that cannot be read well, with their contrast. */
function pale() {
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { data, parentElement: it } = walker.currentNode;
    if (!data.trim() || it.matches(":disabled, option") || !it.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fill } = getComputedStyle(it);
    const ground = groundOf(it);
    const seen = contrast(over(rgba(it.closest("svg") ? fill : color), ground), ground);
    if (seen < 4.5) found.push([data, seen]);
  }
  return found;
}

/** What sticks out of the card, but for what scrolls. */
function protruding() {
  const { left, right } = card.getBoundingClientRect();
  const found = [...card.querySelectorAll(":not(svg *, .scroll *, option)")].filter((it) => {
    const box = it.getBoundingClientRect();
    return box.width > 0 && (box.right > right || box.left < left || (it.matches("button, p, li, dd") && it.scrollWidth > it.clientWidth));
  });
  return found.map((it) => it.outerHTML.slice(0, 80));
}

/** How its text is set; lengths but its size in that. */
function textStyle() {
  const style = getComputedStyle(root.querySelector(".info"));
  const set = "textAlign letterSpacing textIndent textTransform fontStyle fontWeight fontVariantCaps wordSpacing direction textShadow".split(" ").map((name) => style[name]);
  return [...set, (parseFloat(style.lineHeight) / parseFloat(style.fontSize)).toFixed(2)].join();
}

/** Puts the element into a page: where `html` has a <b>, whose `data-style` becomes its own, as others' does theirs. */
async function place(html, css) {
  style(`html { background: white } body { margin: 8px } ${css}`);
  const box = document.createElement("div");
  box.innerHTML = html;
  for (const it of box.querySelectorAll("[data-style]")) it.style.cssText = it.dataset.style;
  const hole = box.querySelector("b");
  element.style.cssText = hole.dataset.style ?? "";
  document.body.replaceChildren(box);
  hole.replaceWith(element);
  await drawn();
}
