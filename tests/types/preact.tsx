/** @jsxImportSource preact */
import { useRef } from "preact/hooks";
import type { ParallelSumElement } from "parallel-sum";
import type {} from "parallel-sum/preact";

export function Good() {
  const element = useRef<ParallelSumElement>(null);
  return (
    <section>
      <parallel-sum ref={element} key="sum" className="wide" style={{ maxWidth: "40em" }} lang="ko" id="sum" n={1e8} threads="8" kernel="simd" view="compact">
        The sum is on its way.
      </parallel-sum>
      <parallel-sum n={10n ** 9n} onparallel-sum-result={({ detail }) => console.log(detail.warnings)} onparallel-sum-error={({ detail }) => console.log(detail.name)} />
      <button onClick={() => element.current?.compare({ threads: 2 })}>Compare</button>
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
  <parallel-sum onparallel-sum-progress={({ detail }) => detail.percent} />,
  // @ts-expect-error
  <parallel-sums />,
];
