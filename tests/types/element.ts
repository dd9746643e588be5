// The element from a program, as README has it. After each line that expects an error stands what no reader of ours may write.
import { ParallelSumElement, type Comparison, type GpuMeasurement, type Growth, type Measurement, type Race, type RunOptions, type Sweep } from "parallel-sum";

const element = document.querySelector("parallel-sum")!;
const made: ParallelSumElement = document.createElement("parallel-sum");
made.append(element);

element.n = 1e8;
element.n = 10n ** 12n;
element.n = "100_000_000";
element.n = null;
const digits: string = element.n;
element.threads = "8";
const threads: number | string = element.threads;
element.schedule = "static";
element.kernel = null;
element.loading = "eager";
element.view = "compact";
element.lang = "ko";
const view: "full" | "compact" = element.view;
await element.ready;
const engine: "shared-memory" | "messages" | null = element.engine;
console.log(digits, threads, view, engine);

const options: RunOptions = { mode: "parallel", n: 1e9, threads: 4 };
const measured: Measurement = await element.run(options);
const { serial, parallel, speedup, account }: Comparison = await element.compare();
const { points, amdahl, usl, reason }: Sweep = await element.sweep({ maxThreads: 16 });
await element.sweep({ counts: [1, 2, 4], engine: "messages" });
const weak: Sweep = await element.sweep({ scaling: "weak", maxThreads: 4 });
const grown: Growth = await element.sweep({ over: "n", maxN: 1e7, threads: 4 });
const even: string | null = grown.breakEven ?? grown.halfEfficiency;
console.log(weak.gustafson?.serialFraction, weak.points[0]!.n, even, grown.points[0]!.parallel.median);
const onGpu: GpuMeasurement = await element.run({ mode: "gpu", n: 1e9 });
const trip: number = onGpu.gpu.floor + onGpu.gpu.upload + (onGpu.gpu.kernel ?? 0);
const { lanes, absent, breakEven }: Race = await element.race({ lanes: ["serial", "parallel-simd"], threads: 4 });
await element.race();
const pays: string = breakEven ?? absent[0]!.reason;
const rate: number = (lanes[0]!.perSecond ?? 0) / (lanes[1]!.threads ?? 1);
const architecture: string | undefined = lanes.find(({ name }) => name === "gpu")?.gpu?.architecture;
console.log(onGpu.threads === null, trip, pays, rate, architecture);
const nothing: void = await element.cancel();
const sum: string = measured.sum;
const median: number = parallel.seconds.median - serial.seconds.median;
const lost: number = account ? account.imbalance + account.slowerThreads : (speedup ?? 0);
const fraction: number | undefined = amdahl?.serialFraction ?? usl?.sigma;
const ends: [number, number] | null = parallel.seconds.ci95;
const span: number = parallel.spans[0]!.end;
console.log(nothing, sum, median, lost, fraction, ends, span, points.length, reason === "tooFewPoints");

element.addEventListener("parallel-sum-progress", ({ detail }) => console.log(detail.fraction.toFixed(2), detail.lanes.length, detail.left ?? 0));
document.addEventListener("parallel-sum-result", ({ detail }) => console.log("amdahl" in detail ? detail.best : detail.warnings));
addEventListener("parallel-sum-error", ({ detail }) => console.log(detail.name, detail.message.length));
element.addEventListener("click", ({ clientX }) => console.log(clientX));
const told = ({ detail }: CustomEvent<{ name: string }>) => console.log(detail.name);
element.addEventListener("parallel-sum-error", told, { once: true });
element.removeEventListener("parallel-sum-error", told);

// @ts-expect-error
element.n = true;
// @ts-expect-error
element.threads = [8];
// @ts-expect-error
element.schedule = "guided";
// @ts-expect-error
element.kernel = "SIMD";
// @ts-expect-error
element.view = "small";
// @ts-expect-error
element.loading = "auto";
// @ts-expect-error
element.thread = 8;
// @ts-expect-error
element.engine = "messages";
// @ts-expect-error
element.ready = Promise.resolve();
// @ts-expect-error
element.run();
// @ts-expect-error
element.run({ n: 1e9 });
// @ts-expect-error
element.run({ mode: "both" });
// @ts-expect-error
element.run({ mode: "serial", thread: 4 });
// @ts-expect-error
element.run({ mode: "gpu", threads: 4 });
// @ts-expect-error
element.race({ lanes: ["vectors"] });
// @ts-expect-error
element.race({ kernel: "simd" });
// @ts-expect-error
measured.gpu;
// @ts-expect-error
element.compare({ engine: "shared" });
// @ts-expect-error
element.compare({ mode: "serial" });
// @ts-expect-error
element.sweep({ threads: 4 });
// @ts-expect-error
element.sweep({ counts: 4 });
// @ts-expect-error
element.sweep({ over: "n", counts: [1, 2] });
// @ts-expect-error
element.sweep({ maxN: 1e7 });
// @ts-expect-error
element.sweep({ scaling: "ideal" });
// @ts-expect-error
grown.amdahl;
// @ts-expect-error
measured.speedup;
// @ts-expect-error
speedup.toFixed(2);
// @ts-expect-error
points[0].kernel;
// @ts-expect-error
element.addEventListener("parallel-sum-progress", ({ detail }) => detail.percent);
// @ts-expect-error
element.addEventListener("parallel-sum-error", ({ detail }) => detail.fraction);
