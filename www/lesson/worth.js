// What a hardware thread is worth: half of them and all of them, with a kernel that leaves much of a core free and one that fills
// it. Which cores there are a browser does not tell, so the words say what the four comparisons are consistent with, and no more.

import { hardwareThreads } from "../options.js";
import { formats } from "./language.js";
import { standBelow } from "./place.js";
import { tryPreset } from "./presets.js";
import { ratio } from "./totals.js";

const NONE = "–";

/** Of each kernel the n that takes a few tenths of a second on one thread, enough for any browser's clock on several. */
const KERNELS = { scalar: "1e9", simd: "4e9" };

/** Nearly double: what equal cores give that lose a seventh to a lower clock and to each other. */
const NEARLY_DOUBLE = 1.7;
/** Hardly anything: no more than another program or the clock may make of it. */
const HARDLY = 1.15;
/** One kernel gains clearly more than the other: by more than a core's clock differs with what it adds by. */
const CLEARLY = 1.1;

/** Of each kernel the comparisons on `half` of the threads and on `all`; those that have run. */
let found = {};
/** The key of what is said of them. */
let said = null;

/** How many hardware threads are compared with half of them: an even number; none where there is but one. */
const mostThreads = () => 2 * Math.floor(hardwareThreads() / 2);

/** Has the button run the four comparisons in `element`, one after the other; the last press counts. */
export function offerWorth(element) {
  const button = document.querySelector("[data-worth=try]");
  button.addEventListener("click", async () => {
    standBelow(button);
    const mine = (found = {});
    said = null;
    drawWorth();
    const say = (key) => {
      if (found !== mine) return;
      said = key;
      drawWorth();
    };
    try {
      for (const [kernel, n] of Object.entries(KERNELS)) {
        mine[kernel] = {};
        for (const [part, threads] of Object.entries({ half: mostThreads() / 2, all: mostThreads() })) {
          mine[kernel][part] = await tryPreset(element, { attributes: { n, threads, kernel }, run: () => element.compare() });
          drawWorth();
        }
      }
      say(worthOf(mine));
    } catch {
      say("worthMissing"); // the element shows why
    }
  });
}

/** Writes what is known, in the page's language. */
export function drawWorth() {
  const format = formats();
  const most = mostThreads();
  const isOne = most < 2;
  for (const it of document.querySelectorAll("[data-worth]")) {
    const [what, kernel] = it.dataset.worth.split(" ");
    if (what === "several") it.hidden = isOne;
    else if (what === "one") it.hidden = !isOne;
    else if (what === "says") it.hidden = it.dataset.text !== said;
    else if (what === "count") it.textContent = format.whole(kernel === "half" ? most / 2 : most);
    else if (what === "gain") it.textContent = gainText(found[kernel], format);
    else if (what === "half" || what === "all") it.textContent = ratio(found[kernel]?.[what]?.speedup, format);
  }
}

function gainText(comparisons, format) {
  const gain = comparisons && gainOf(comparisons);
  return gain ? `${format.ratio(gain.times)} (${[gain.low, gain.high].map(format.ratio).join("–")})` : NONE;
}

/**
 * How many times as fast all threads are as half of them, and from where to where that may be: as far as both intervals reach,
 * which is further than 95 % ask for. Null where one of them has not run, or has no interval.
 */
function gainOf({ half, all }) {
  if (!half?.speedupCi95 || !all?.speedupCi95) return null;
  const [low, high] = half.speedupCi95;
  return { times: all.speedup / half.speedup, low: all.speedupCi95[0] / high, high: all.speedupCi95[1] / low };
}

/**
 * What four comparisons are consistent with, as the key of its text. Intervals have to be apart for a kernel to gain more than the
 * other, and to be on one side of what is nearly double or hardly anything.
 * @param {Object<string, {half: object, all: object}>} comparisons by kernel: their speedup and speedupCi95
 */
export function worthOf({ scalar, simd }) {
  const gains = [scalar, simd].map((it) => it && gainOf(it));
  if (gains.includes(undefined) || gains.includes(null)) return "worthUnknown";
  const [one, other] = gains;
  if (one.low > other.high && one.times >= CLEARLY * other.times) return "worthShared";
  if (gains.every(({ low }) => low >= NEARLY_DOUBLE)) return "worthOwn";
  if (gains.every(({ high }) => high <= HARDLY)) return "worthNothing";
  if (gains.every(({ low, high }) => low > HARDLY && high < NEARLY_DOUBLE)) return "worthLess";
  return "worthUnknown";
}
