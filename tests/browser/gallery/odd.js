// What a picture may hide from the eye: an element's size, and what in it scrolls, is cut off, lies outside or upon something
// else, or breaks within a word.

const shown = [...root.querySelectorAll("*")].filter((it) => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
const named = (it) => `${it.localName}${[...it.classList].map((name) => `.${name}`).join("")}${it.part.length ? `[${it.part}]` : ""}`;
const words = (it) => (it.textContent.trim() || it.value || "").slice(0, 30);
const around = element.getBoundingClientRect();
const odd = [];
const say = (what, it) => odd.push(`${what}: ${named(it)} ${JSON.stringify(words(it))}`);
// For those who listen alone.
const isForEyes = (it) => !getComputedStyle(it).clipPath.startsWith("inset(50%");

for (const it of shown.filter((it) => it instanceof HTMLElement && isForEyes(it))) {
  const { overflowX, overflowY } = getComputedStyle(it);
  const [wider, higher] = [it.scrollWidth > it.clientWidth + 1, it.scrollHeight > it.clientHeight + 1];
  if (it.clientWidth && ((wider && /auto|scroll/.test(overflowX)) || (higher && /auto|scroll/.test(overflowY)))) say("scrolls", it);
  if (it.clientWidth && ((wider && /hidden|clip/.test(overflowX)) || (higher && /hidden|clip/.test(overflowY)))) say("is cut off", it);
  if (it.localName === "input" && wider) say("is cut off", it);
  const { left, right } = it.getBoundingClientRect();
  if (left < around.left - 1 || right > around.right + 1) say("lies outside", it);
}

const texts = [];
const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const { currentNode: node } = walker;
  const it = node.parentElement;
  if (!shown.includes(it) || !node.data.trim() || it.localName === "option" || it.localName === "style" || !isForEyes(it)) continue;
  const range = new Range();
  range.selectNodeContents(node);
  texts.push(...[...range.getClientRects()].filter(({ width }) => width > 1).map((rect) => ({ rect, it })));
  for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const tops = [...range.getClientRects()].filter(({ width }) => width > 1).map(({ top }) => Math.round(top));
    if (new Set(tops).size > 1 && !/[-/–—…]/.test(word)) odd.push(`breaks within a word: ${JSON.stringify(word)} in ${named(it)}`);
  }
}
texts.forEach((a, i) => {
  for (const b of texts.slice(i + 1)) {
    if (a.it === b.it || a.it.contains(b.it) || b.it.contains(a.it)) continue;
    const width = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
    const height = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
    if (width > 2 && height > 4) odd.push(`overlap: ${named(a.it)} ${JSON.stringify(words(a.it))} and ${named(b.it)} ${JSON.stringify(words(b.it))}`);
  }
});
return [`${Math.round(around.width)} x ${Math.round(around.height)}`, ...new Set(odd)];
