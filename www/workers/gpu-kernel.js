// What the GPU runs: the kernel that adds, in WGSL, and the sizes that it works in.
//
// WebGPU has no 64-bit integers, so integers and sums are pairs of 32 bits, the lower half first. An invocation adds a block of
// consecutive integers, four at a time, each into a sum of its own; those of a workgroup are brought together in its memory, and
// each workgroup leaves one sum. Blocks begin at multiples of their size, the first at 0, which adds nothing: so the upper half of
// an integer is the same throughout its block, and the lower one never wraps within.
//
// Compilers replace loops over integers by formulas. This one's step is read from memory, so that none knows how often the loop
// runs, and it ends by the integer that it has come to.

/** Integers that an invocation adds. */
export const BLOCK = 4096;

/** Invocations of a workgroup: a multiple of what GPUs run in step, and as many as all of them allow. */
const GROUP = 64;

/** Blocks that a workgroup adds, one an invocation; and how many workgroups one dispatch has at most. */
export const GROUP_BLOCKS = GROUP;
export const MOST_GROUPS = 65_535;

/** How often the body of the loop is there, so that counting it weighs less: 16 integers in all. */
const TURNS = 4;
const ADD_FOUR = "lower += i; upper += start.y + select(vec4u(0), vec4u(1), lower < i); i += step;";

/**
 * `work`: the first integer of all blocks; how many `whole` blocks there are, and of how many integers is the `rest`, the one after
 * them; and the `step`, which is 1.
 */
export const KERNEL = `
struct Work { first: vec2u, whole: u32, rest: u32, step: u32 }

@group(0) @binding(0) var<uniform> work: Work;
@group(0) @binding(1) var<storage, read_write> sums: array<vec2u>;
var<workgroup> parts: array<vec2u, ${GROUP}>;

fn plus(a: vec2u, b: vec2u) -> vec2u {
  let lower = a.x + b.x;
  return vec2u(lower, a.y + b.y + u32(lower < a.x));
}

@compute @workgroup_size(${GROUP})
fn add(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) place: u32) {
  let block = id.x;
  let start = plus(work.first, vec2u(block * ${BLOCK}, block >> ${32 - Math.log2(BLOCK)}));
  let count = select(select(0u, work.rest, block == work.whole), ${BLOCK}u, block < work.whole);

  let step = vec4u(4 * work.step);
  var i = start.x + vec4u(0, 1, 2, 3) * work.step;
  var lower = vec4u();
  var upper = vec4u();
  let end = start.x + count / ${4 * TURNS} * ${4 * TURNS};
  while (i.x != end) { ${ADD_FOUR.repeat(TURNS)} }
  var sum = plus(plus(vec2u(lower.x, upper.x), vec2u(lower.y, upper.y)), plus(vec2u(lower.z, upper.z), vec2u(lower.w, upper.w)));
  for (var last = end; last != start.x + count; last += work.step) { sum = plus(sum, vec2u(last, start.y)); }

  parts[place] = sum;
  for (var half = ${GROUP / 2}u; half > 0; half /= 2) {
    workgroupBarrier();
    if (place < half) { parts[place] = plus(parts[place], parts[place + half]); }
  }
  if (place == 0) { sums[group.x] = parts[0]; }
}`;
