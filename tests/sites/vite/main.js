import "parallel-sum";
