// A result that the page's address has brought, as the views draw what stands beside the reader's own.

import { say } from "../lang/format.js";
import { receivedIn } from "../result-link.js";
import { memoryFacts } from "./told.js";

/**
 * @param {string | null} place of the element, as resultLink takes it
 * @param {object} texts
 * @returns {{label: string, serial: number, parallel: number, threads: number, parts: object | null, isReceived: true} | null}
 *   `parts` are those of an account
 */
export function receivedBy(place, texts) {
  const received = receivedIn(location.hash, place);
  if (!received) return null;
  const { serial, parallel, threads, account, date } = received;
  const label = [say(texts.received, { date: texts.format.date(new Date(date)) }), ...memoryFacts(received, texts)].join(", ");
  return { label, serial, parallel, threads, parts: account, isReceived: true };
}
