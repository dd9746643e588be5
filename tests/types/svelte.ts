// What svelte-check takes the tag's attributes for.
import type { SvelteHTMLElements } from "svelte/elements";
import type {} from "parallel-sum/svelte";

type Tag = SvelteHTMLElements["parallel-sum"];

export const good: Tag[] = [
  { n: 1e8, threads: "8", kernel: "simd", view: "compact", class: "wide", lang: "ko", style: "max-width: 40em" },
  { n: 10n ** 9n, "onparallel-sum-result": ({ detail }) => console.log(detail.warnings), onclick: ({ clientX }) => console.log(clientX) },
];

export const bad: Tag[] = [
  // @ts-expect-error
  { thread: 8 },
  // @ts-expect-error
  { n: true },
  // @ts-expect-error
  { kernel: "SIMD" },
  // @ts-expect-error
  { view: "small" },
  // @ts-expect-error
  { "onparallel-sum-progress": ({ detail }) => detail.percent },
  // @ts-expect-error
  { "onparallel-sum-results": () => {} },
];
