import("parallel-sum");
