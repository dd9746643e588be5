// Adds chunks in slices between which messages are handled, for threads that share no memory to be cancelled through.

import { wasm } from "./instance.js";

/** Integers of a slice: a millisecond or two. */
const SLICE = 2 ** 22;

/** How long to add before messages are handled, in milliseconds; a page that adds itself still draws frames. */
const TURN = 10;

const { port1: here, port2: there } = new MessageChannel();

/**
 * Adds the chunks from `first` to before `end` of the share that this wasm has begun, until they are done or `isCancelled`.
 * @param {{first: number, end: number}} range
 * @param {{isCancelled: () => boolean, onAdded: (integers: number) => void}} hooks
 */
export async function add({ first, end }, { isCancelled, onAdded }) {
  wasm.take(first, end);
  let until = performance.now() + TURN;
  for (let added = SLICE; added === SLICE && !isCancelled(); ) {
    added = wasm.advance(SLICE);
    onAdded(added);
    if (added < SLICE || performance.now() < until) continue;
    await messagesHandled();
    until = performance.now() + TURN;
  }
}

/** Resolves after the messages that are waiting have been handled. */
export function messagesHandled() {
  return new Promise((resolve) => {
    here.onmessage = resolve;
    there.postMessage(null);
  });
}
