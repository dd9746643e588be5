// Where nothing is there but the package: neither a framework nor, by default, the DOM.
import { ParallelSumElement, type Measurement } from "parallel-sum";

export const run = (element: ParallelSumElement): Promise<Measurement> => element.run({ mode: "serial", n: 10n });

// @ts-expect-error
export const compare = (element: ParallelSumElement) => element.compare({ n: {} });
