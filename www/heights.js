// Tells the page around a frame how high the frame's content is, in the ways in which pages listen: ours, {type:
// "parallel-sum-height", height}; that of iframe-resizer 4 and 5, whose messages are texts of fields; and WordPress's, which
// gives the frame a secret in its address. Heights are in CSS pixels.

const RESIZER = "[iFrameSizer]";

/** Tells the height of `page`, the root element, now and whenever it changes or the page around asks. */
export function tellHeights(page) {
  /** What iframe-resizer calls this frame, and its version, once it has asked. */
  let [id, version] = [null, null];
  const tell = (message) => parent.postMessage(message, "*"); // any page may show this one; a height is no secret
  const tellAll = (kind = "size") => {
    const [width, height] = sizeOf(page);
    tell({ type: "parallel-sum-height", height });
    if (id !== null) tell(`${RESIZER}${[id, height, width, kind, version].join(":")}`);
    const [, secret] = /[#?&]secret=(\w+)/.exec(location.hash) ?? [];
    if (secret) tell({ message: "height", value: height, secret });
  };
  const asked = (fields) => {
    const [first, , isToSize] = fields;
    const isInit = isToSize === "true" || isToSize === "false"; // the other messages begin with a command
    if (isInit) [id, version] = [first, fields[20] ?? "4"];
    if (isInit) tellAll("init");
    else if (first === "resize") tellAll();
    else if (first === "reset") tellAll("resetPage");
  };
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (typeof data === "string" && data.startsWith(RESIZER)) asked(data.slice(RESIZER.length).split(":"));
    if (data?.message === "ready") tellAll();
  });
  addEventListener("hashchange", () => tellAll());
  new ResizeObserver(() => tellAll()).observe(page);
  tell("[iFrameResizerChild]Ready");
  tellAll(); // browsers observe nothing in a frame that is hidden until its height is known
}

function sizeOf(page) {
  const { width, height } = page.getBoundingClientRect();
  return [Math.ceil(width), Math.ceil(height)];
}
