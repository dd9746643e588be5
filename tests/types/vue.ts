// What vue-tsc takes the tag's attributes for.
import type { GlobalComponents } from "vue";
import type { ParallelSumElement } from "parallel-sum";
import type {} from "parallel-sum/vue";

type Tag = InstanceType<GlobalComponents["parallel-sum"]>;
type Props = Tag["$props"];

export const element = (tag: Tag): ParallelSumElement => tag;

export const good: Props[] = [
  { n: 1e8, threads: "8", kernel: "simd", view: "compact", class: ["wide"], lang: "ko", style: { maxWidth: "40em" }, key: "sum" },
  { n: 10n ** 9n, onParallelSumResult: ({ detail }) => console.log(detail.warnings), onClick: ({ clientX }) => console.log(clientX) },
];

export const bad: Props[] = [
  // @ts-expect-error
  { thread: 8 },
  // @ts-expect-error
  { n: true },
  // @ts-expect-error
  { kernel: "SIMD" },
  // @ts-expect-error
  { view: "small" },
  // @ts-expect-error
  { onParallelSumProgress: ({ detail }) => detail.percent },
  // @ts-expect-error
  { onParallelSumResults: () => {} },
];
