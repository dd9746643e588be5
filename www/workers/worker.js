// The script of every worker of the engine: its name tells which part is its own.

import { serve } from "./coordinator.js";
import { serveThread } from "./thread.js";
import { VERSION } from "../pkg/version.js";

const PARTS = { coordinator: serve, thread: serveThread };

// Whoever started this worker hears of every failure that nobody here handles.
addEventListener("unhandledrejection", ({ reason }) => {
  throw reason;
});
PARTS[globalThis.name](globalThis);
postMessage({ hello: VERSION });
