// Adds chunks in slices between which messages are handled, for threads that share no memory to be cancelled through.

/** Integers of a slice: a millisecond or two. */
const SLICE = 2 ** 22;

/** How long to add before messages are handled, in milliseconds; a page that adds itself still draws frames. */
const TURN = 10;

const { port1: here, port2: there } = new MessageChannel();

/**
 * Adds the chunks that a share of the wasm has taken, until they are done or `isCancelled`.
 * @param {object} share  @param {{isCancelled: () => boolean, onAdded: (integers: number) => void}} hooks
 */
export async function add(share, { isCancelled, onAdded }) {
  let until = performance.now() + TURN;
  while (!share.isDone && !isCancelled()) {
    onAdded(share.advance(SLICE));
    if (performance.now() < until) continue;
    await messagesHandled();
    until = performance.now() + TURN;
  }
}

/** The part that a share has come to, in numbers that can be sent to another instance of the wasm. */
export function partOf(share) {
  const { sum, spans } = share;
  share.free();
  return { sum, spans };
}

/** Resolves after the messages that are waiting have been handled. */
function messagesHandled() {
  return new Promise((resolve) => {
    here.onmessage = resolve;
    there.postMessage(null);
  });
}
