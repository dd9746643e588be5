/** @jsxImportSource solid-js */
import type { ParallelSumElement } from "parallel-sum";
import type {} from "parallel-sum/solid";

export function Good() {
  let element: ParallelSumElement | undefined;
  return (
    <section>
      <parallel-sum ref={element} class="wide" style={{ "max-width": "40em" }} lang="ko" n={1e8} threads="8" kernel="simd" view="compact">
        The sum is on its way.
      </parallel-sum>
      <parallel-sum n={10n ** 9n} on:parallel-sum-result={({ detail }) => console.log(detail.warnings)} on:parallel-sum-error={({ detail }) => console.log(detail.name)} />
      <button onClick={() => element?.compare({ threads: 2 })}>Compare</button>
    </section>
  );
}

export const bad = [
  // @ts-expect-error
  <parallel-sum thread={8} />,
  // @ts-expect-error
  <parallel-sum n={true} />,
  // @ts-expect-error
  <parallel-sum kernel="SIMD" />,
  // @ts-expect-error
  <parallel-sum view="small" />,
  // @ts-expect-error
  <parallel-sum on:parallel-sum-progress={({ detail }) => detail.percent} />,
  // @ts-expect-error
  <parallel-sums />,
];
