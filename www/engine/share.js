// Adds chunks in slices between which messages are handled, for threads that share no memory to be cancelled through.

import { wasm } from "./worker.js";

/** Integers of a slice: a millisecond or two. */
const SLICE = 2 ** 22;

/** How long to add before messages are handled, in milliseconds; a page that adds itself still draws frames. */
const TURN = 10;

const { port1: here, port2: there } = new MessageChannel();

/**
 * Adds chunks `first` and following, below `end`.
 * @param {{n: bigint, chunks: number, first: number, end: number, thread: number, kernel: number}} share
 * @param {{isCancelled: () => boolean, onAdded: (integers: number) => void}} hooks
 * @returns {Promise<{sum: BigUint64Array, spans: Float64Array} | undefined>} the part; undefined when cancelled
 */
export async function add({ n, chunks, first, end, thread, kernel }, { isCancelled, onAdded }) {
  const share = new wasm.Share(n, chunks, first, end, thread, kernel);
  let until = performance.now() + TURN;
  for (;;) {
    onAdded(share.advance(SLICE));
    if (share.isDone) break;
    if (performance.now() < until) continue;
    await messagesHandled();
    if (isCancelled()) return void share.free();
    until = performance.now() + TURN;
  }
  const part = share.intoPart();
  const { sum, spans } = part;
  part.free();
  return { sum, spans };
}

/** Resolves after the messages that are waiting have been handled. */
function messagesHandled() {
  return new Promise((resolve) => {
    here.onmessage = resolve;
    there.postMessage(null);
  });
}
