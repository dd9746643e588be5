// What the start of the engine is made of: the seconds of each step, in a worker, as the coordinator takes them. Run in the
// page; it asks of the built folder no more than what wasm-bindgen and wasm-bindgen-rayon put there for anybody.

const base = JSON.stringify(new URL("www/pkg/", location.href).href);
const thread = `
  onmessage = async ({ data: { module, memory, receiver } }) => {
    const wasm = await import(${base} + "parallel_sum.js");
    await wasm.default({ module_or_path: module, memory });
    postMessage(null);
    wasm.wbg_rayon_start_worker(receiver);
  };
`;
const measuring = `
  const base = ${base};
  const steps = {};
  const step = async (name, job) => {
    const start = performance.now();
    const result = await job();
    steps[name] = (performance.now() - start) / 1000;
    return result;
  };
  const wasm = await import(base + "parallel_sum.js");
  const bytes = await step("fetch", async () => (await fetch(base + "parallel_sum_bg.wasm", { cache: "reload" })).arrayBuffer());
  const module = await step("compile", () => WebAssembly.compile(bytes));
  const { memory } = await step("instantiate", () => wasm.default({ module_or_path: module }));
  await step("spawn", async () => {
    const builder = await wasm.initThreadPool(1);
    const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(thread)}], { type: "text/javascript" })), { type: "module" });
    await new Promise((resolve) => {
      worker.onmessage = resolve;
      worker.postMessage({ module, memory, receiver: builder.receiver() });
    });
    builder.build();
  });
  postMessage(steps);
  close();
`;
return new Promise((resolve, reject) => {
  const worker = new Worker(URL.createObjectURL(new Blob([measuring], { type: "text/javascript" })), { type: "module" });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
});
