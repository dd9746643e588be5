// The parts of the account: their names, and in what order and company they are told of.

/** What threads are lost to. */
export const LOST = ["start", "gaps", "imbalance", "join", "slowerThreads"];

/** All that became of them. */
export const PARTS = ["speedup", ...LOST];

/** Parts below this fraction of the threads stand together; below this number of threads there is nothing to tell. */
const LITTLE = 0.01;
const NOTHING = 0.005;

/** By what name a part of that size goes: slower threads that are faster are a gain. */
export const labelOf = (part, size) => (part === "slowerThreads" && size < 0 ? "gain" : part);

/** Those, and what of an author's threads nobody knows; an account has more in it than its parts. */
const DRAWN = [...PARTS, "unknown"];

/** The names of the parts that there are: the speedup, then by their size, largest first. */
export const inOrder = (parts) => DRAWN.filter((part) => part in parts).sort((a, b) => (b === "speedup") - (a === "speedup") || parts[b] - parts[a]);

/**
 * The names in that order: those that are told of one by one, `apart`, and those that are so `small` that they are told of as
 * one. A gain is by itself, since it and losses would add up to less than either.
 */
export function grouped(parts, threads) {
  const order = inOrder(parts);
  const isNothing = (part) => Math.abs(parts[part]) < NOTHING;
  const isSmall = (part) => part !== "speedup" && Math.abs(parts[part]) < LITTLE * threads && (parts[part] >= 0 || isNothing(part));
  const small = order.filter(isSmall);
  const isSeen = small.reduce((sum, part) => sum + parts[part], 0) >= NOTHING;
  const [only] = small.length === 1 && isSeen ? small : [];
  return { apart: order.filter((part) => !isSmall(part) || part === only), small: isSeen && !only ? small : [] };
}
