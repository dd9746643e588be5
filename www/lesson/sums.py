import os, statistics, sys, time
from multiprocessing import Pool

PAGE = "http://127.0.0.1:8080/?python="

def add(chunk):
    first, last = chunk
    total = 0
    for i in range(first, last + 1):
        total += i
    return total

def timed(name, add_all):
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        total = add_all()
        seconds.append(time.perf_counter() - start)
    print(f"{name}: {total} in {statistics.median(seconds):.3f} s")
    return statistics.median(seconds)

if __name__ == "__main__":
    n = int(sys.argv[1]) if sys.argv[1:] else 100_000_000
    p = max(2, min(os.cpu_count() or 2, 61))  # Windows: no more
    cut = [n * k // p for k in range(p + 1)]
    chunks = [(cut[k] + 1, cut[k + 1]) for k in range(p)]

    def by_pool():
        with Pool(p) as pool:
            return sum(pool.map(add, chunks))

    loop = timed("a loop", lambda: add((1, n)))
    timed("sum(range)", lambda: sum(range(1, n + 1)))
    pool = timed(f"{p} processes", by_pool)
    print(f"{PAGE}{loop:.6f},{pool:.6f},{p}")
