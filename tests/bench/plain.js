// What the page is compared with, in plain JavaScript. Run in the page; `element` is its <parallel-sum>, whose engine
// is asleep meanwhile. Returns functions by name; `seconds` are those of each sample.

const url = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
const now = () => performance.now() / 1000;
const median = (samples) => samples.sort((a, b) => a - b)[samples.length >> 1];

/** A loop over doubles: no longer exact beyond 2^53, but what a page would do without wasm. */
const summing = url("onmessage = ({ data: [first, last] }) => { let sum = 0; for (let i = first; i <= last; i++) sum += i; postMessage(sum); }");
const workers = [0, 1].map(() => new Worker(summing));

const ask = (worker, range) =>
  new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(range);
  });

/** Sums 1..=n in `chunks` chunks, each handed by message to the next of `pool` that is free. */
async function pooled(pool, n, chunks) {
  let [next, sum] = [0, 0];
  const work = async (worker) => {
    while (next < chunks) {
      const chunk = next++;
      sum += await ask(worker, [Math.floor((n * chunk) / chunks) + 1, Math.floor((n * (chunk + 1)) / chunks)]);
    }
  };
  await Promise.all(pool.map(work));
  return sum;
}

async function timed(job) {
  const start = now();
  await job();
  return now() - start;
}

return {
  /** Seconds of a plain loop in one worker, and of a pool of two. */
  async sums(n) {
    return { serial: await timed(() => pooled(workers.slice(0, 1), n, 1)), parallel: await timed(() => pooled(workers, n, 32)) };
  },

  /** Medians in one worker, in turn: a round trip to two plain workers, an empty run of ours; and a cold start's steps. */
  latencies: () =>
    new Promise((resolve, reject) => {
      const measuring = url(`
        const echo = ${JSON.stringify(url("onmessage = () => postMessage(0)"))};
        const base = ${JSON.stringify(new URL("www/pkg/", location.href).href)};
        const now = () => performance.now() / 1000;
        const steps = {};
        const step = async (name, job) => { const start = now(); const result = await job(); steps[name] = now() - start; return result; };
        const wasm = await import(base + "parallel_sum.js");
        const bytes = await step("fetch", async () => (await fetch(base + "parallel_sum_bg.wasm", { cache: "reload" })).arrayBuffer());
        const module = await step("compile", () => WebAssembly.compile(bytes));
        await step("instantiate", () => wasm.default({ module_or_path: module }));
        await step("spawn", () => wasm.initThreadPool(1));
        await step("firstRun", () => wasm.parallel(100_000_000n, 2, 32, "dynamic", "scalar").free());

        const workers = [0, 1].map(() => new Worker(echo));
        const roundTrip = () => new Promise((resolve) => {
          let awaited = workers.length;
          for (const worker of workers) {
            worker.onmessage = () => --awaited === 0 && resolve();
            worker.postMessage(0);
          }
        });
        const [roundTrips, forkJoins] = [[], []];
        for (let i = 0; i < 501; i++) {
          const start = now();
          await roundTrip();
          roundTrips.push(now() - start);
          const sample = wasm.parallel(2n, 2, 2, "static", "scalar");
          forkJoins.push(sample.seconds);
          sample.free();
        }
        const { median } = wasm.summarize(roundTrips);
        postMessage({ ...steps, roundTrip: median, forkJoin: wasm.summarize(forkJoins).median });
        close();
      `);
      const worker = new Worker(measuring, { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    }),
};
