// What the start of the engine is made of: the seconds of each step, in a worker, as the coordinator takes them. Run in the
// page; it asks of the built folder no more than what wasm-bindgen and wasm-bindgen-rayon put there for anybody.

const measuring = `
  const base = ${JSON.stringify(new URL("www/pkg/", location.href).href)};
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
  await step("instantiate", () => wasm.default({ module_or_path: module }));
  await step("spawn", () => wasm.initThreadPool(1));
  postMessage(steps);
  close();
`;
return new Promise((resolve, reject) => {
  const worker = new Worker(URL.createObjectURL(new Blob([measuring], { type: "text/javascript" })), { type: "module" });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
});
