// One trip to the GPU and back: what is to be added is handed over, the kernel adds it, and the workgroups' sums are fetched. Each
// has buffers of its own, so that the GPU can begin one while another's sums are on their way.

import { GROUP_BLOCKS, MOST_GROUPS } from "./gpu-kernel.js";

/** Bytes of a workgroup's sum, of the two timestamps of a kernel, and of what the GPU is told to add. */
const [SUM, STAMPS, WORK] = [8, 16, 32];

export class Trip {
  #device;
  #pipeline;
  #work;
  #sums;
  #fetched;
  #bindings;
  /** What notes when the kernel begins and ends, null where the browser tells no timestamps. */
  #stamps = null;

  /** @param {GPUDevice} device  @param {GPUComputePipeline} pipeline of the kernel */
  constructor(device, pipeline) {
    const { COPY_DST, COPY_SRC, MAP_READ, QUERY_RESOLVE, STORAGE, UNIFORM } = GPUBufferUsage;
    const buffer = (size, usage) => device.createBuffer({ size, usage });
    [this.#device, this.#pipeline] = [device, pipeline];
    this.#work = buffer(WORK, UNIFORM | COPY_DST);
    this.#sums = buffer(MOST_GROUPS * SUM, STORAGE | COPY_SRC);
    this.#fetched = buffer(STAMPS + MOST_GROUPS * SUM, MAP_READ | COPY_DST);
    const entries = [this.#work, this.#sums].map((buffer, binding) => ({ binding, resource: { buffer } }));
    this.#bindings = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    if (device.features.has("timestamp-query")) {
      this.#stamps = { set: device.createQuerySet({ type: "timestamp", count: 2 }), resolved: buffer(STAMPS, QUERY_RESOLVE | COPY_SRC) };
    }
  }

  /**
   * Hands over integers; the rest takes its time.
   * @param {{first: number, whole: number, rest: number}} work: the first integer of so many whole blocks, and how many integers there
   *   are in the one after them
   * @returns {Promise<{sum: bigint, kernel: number | null}>} kernel in seconds, as the GPU tells; rejects when the GPU is lost
   */
  async add({ first, whole, rest }) {
    const groups = Math.ceil((whole + 1) / GROUP_BLOCKS);
    const { queue } = this.#device;
    queue.writeBuffer(this.#work, 0, Uint32Array.of(first % 2 ** 32, first / 2 ** 32, whole, rest, 1));
    const encoder = this.#device.createCommandEncoder();
    const { set, resolved } = this.#stamps ?? {};
    const pass = encoder.beginComputePass(set && { timestampWrites: { querySet: set, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } });
    pass.setPipeline(this.#pipeline);
    pass.setBindGroup(0, this.#bindings);
    pass.dispatchWorkgroups(groups);
    pass.end();
    if (set) {
      encoder.resolveQuerySet(set, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, this.#fetched, 0, STAMPS);
    }
    encoder.copyBufferToBuffer(this.#sums, 0, this.#fetched, STAMPS, groups * SUM);
    queue.submit([encoder.finish()]);

    const size = STAMPS + groups * SUM;
    await this.#fetched.mapAsync(GPUMapMode.READ, 0, size);
    const bytes = this.#fetched.getMappedRange(0, size);
    const sum = merged(new Uint32Array(bytes, STAMPS));
    const kernel = set ? secondsBetween(...new BigUint64Array(bytes, 0, 2)) : null;
    this.#fetched.unmap();
    return { sum, kernel };
  }
}

/** The sum of 64-bit sums by their halves. Those of the lower halves stay below 2^48, and of the upper ones below that. */
function merged(halves) {
  let [lower, upper] = [0, 0];
  for (let i = 0; i < halves.length; i += 2) {
    lower += halves[i];
    upper += halves[i + 1];
  }
  return BigInt(upper) * 2n ** 32n + BigInt(lower);
}

/** Of nanoseconds; null where they make no sense, as some drivers' do. */
const secondsBetween = (begin, end) => (end >= begin ? Number(end - begin) / 1e9 : null);
