// What the page is compared with, in plain JavaScript. Run in the page. Returns functions by name, which give seconds.

const url = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
const now = () => performance.now() / 1000;

/** A loop over doubles: no longer exact beyond 2^53, but what a page would do without wasm. */
const summing = url("onmessage = ({ data: [first, last] }) => { let sum = 0; for (let i = first; i <= last; i++) sum += i; postMessage(sum); }");

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
  /** A loop in one worker, and a pool of workers. */
  async sums(n, threads) {
    const workers = Array.from({ length: threads }, () => new Worker(summing));
    return { serial: await timed(() => pooled(workers.slice(0, 1), n, 1)), parallel: await timed(() => pooled(workers, n, 16 * threads)) };
  },

  /** The median of so many round trips from a worker to `threads` others and back, which do nothing. */
  roundTrip: (threads, repeats) =>
    new Promise((resolve, reject) => {
      const measuring = url(`
        const workers = Array.from({ length: ${threads} }, () => new Worker(${JSON.stringify(url("onmessage = () => postMessage(0)"))}));
        const roundTrip = () => new Promise((resolve) => {
          let awaited = workers.length;
          for (const worker of workers) {
            worker.onmessage = () => --awaited === 0 && resolve();
            worker.postMessage(0);
          }
        });
        (async () => {
          await roundTrip(); // until they are there
          const samples = [];
          for (let i = 0; i < ${repeats}; i++) {
            const start = performance.now();
            await roundTrip();
            samples.push(performance.now() - start);
          }
          postMessage(samples.sort((a, b) => a - b)[samples.length >> 1] / 1000);
          close();
        })();
      `);
      const worker = new Worker(measuring);
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    }),
};
