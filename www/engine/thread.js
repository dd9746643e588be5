// A thread of the messages engine: a worker with an instance and a memory of its own. Through a port the coordinator
// hands it shares of chunks, {share}, which it answers in their order by {part, added}; in between it tells {added},
// and {cancel} it answers by {cancelled} once it adds no more.

import { add } from "./share.js";
import { greet, isWorker, startWasm } from "./worker.js";

/** 64 KiB pages of memory, at first and at most: for the spans of 65,536 chunks. Some browsers set aside all of it. */
const PAGES = { initial: 32, maximum: 256 };

/** How often the integers added are told, in milliseconds. */
const NEWS_INTERVAL = 100;

function serve(port) {
  const waiting = [];
  let [isAdding, isCancelled] = [false, false];

  const cancel = () => {
    waiting.length = 0;
    isCancelled = false;
    port.postMessage({ cancelled: true });
  };
  const addAll = async () => {
    isAdding = true;
    while (waiting.length > 0 && !isCancelled) {
      let [added, tellAt] = [0, performance.now() + NEWS_INTERVAL];
      const onAdded = (integers) => {
        added += integers;
        if (performance.now() < tellAt) return;
        port.postMessage({ added });
        [added, tellAt] = [0, performance.now() + NEWS_INTERVAL];
      };
      const part = await add(waiting.shift(), { isCancelled: () => isCancelled, onAdded });
      if (part) port.postMessage({ part, added });
    }
    isAdding = false;
    if (isCancelled) cancel();
  };
  port.onmessage = ({ data }) => {
    if (data.share) waiting.push(data.share);
    else if (isAdding) isCancelled = true;
    else cancel();
    if (!isAdding) addAll();
  };
}

if (isWorker("thread")) {
  addEventListener("message", async ({ data: { compiled, port } }) => {
    await startWasm(compiled, new WebAssembly.Memory({ ...PAGES, shared: true }));
    serve(port);
    postMessage({ up: true });
  });
  greet();
}
