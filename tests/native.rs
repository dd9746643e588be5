//! The sums as a Rust library: right for any plan, in the threads that the plan says, and stopped when asked.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread::{self, ThreadId};

use parallel_sum::adding::Adding;
use parallel_sum::chunk::{Chunks, MAX_N, gauss, share_of};
use parallel_sum::clock;
use parallel_sum::kernel::Kernel;
use parallel_sum::share::{Sample, Share, Span, settle};
use parallel_sum::source::{Array, Integers};
use parallel_sum::sum::{self, Plan, Schedule};
use parallel_sum::tally::Tally;
use parallel_sum::total::Total;
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

/// The most that a sum can use here.
const THREADS: u32 = 6;

/// Sums on the global pool and a thread outside of it, as the coordinator does.
fn parallel(plan: &Plan, tally: &Arc<Tally>, clock: impl Fn() -> f64 + Send + Sync + 'static) -> Option<Sample> {
    make_pool();
    sum::parallel(plan, tally, clock)
}

fn make_pool() {
    static MADE: LazyLock<()> =
        LazyLock::new(|| ThreadPoolBuilder::new().num_threads(THREADS as usize - 1).build_global().unwrap());
    LazyLock::force(&MADE);
}

/// An array that the threads of [`parallel`] fill.
fn filled(n: u64, chunks: u32, threads: u32) -> Arc<Array> {
    make_pool();
    Array::fill(n, chunks, threads).expect("there is memory for it")
}

fn undisturbed(plan: &Plan) -> Sample {
    parallel(plan, &Arc::default(), clock::now).expect("nobody cancels")
}

fn plans() -> impl Strategy<Value = Plan> {
    let n = prop_oneof![1..=40u64, 1..=300_000u64];
    let chunks = prop_oneof![1..=10u32, 1..=500u32];
    let schedule = prop_oneof![Just(Schedule::Static), Just(Schedule::Dynamic)];
    let kernel = prop_oneof![Just(Kernel::Scalar), Just(Kernel::Simd)];
    (n, 1..=THREADS, chunks, schedule, kernel).prop_map(|(n, threads, chunks, schedule, kernel)| Plan {
        n,
        threads,
        chunks,
        schedule,
        adding: kernel.into(),
    })
}

proptest! {
    #[test]
    fn serial_and_parallel_sums_equal_the_formula(plan in plans()) {
        let serial = sum::serial(plan.n, &plan.adding, &Tally::new(), clock::now).unwrap();
        prop_assert_eq!(serial.sum, gauss(plan.n));
        prop_assert_eq!(undisturbed(&plan).sum, gauss(plan.n));
    }

    #[test]
    fn every_total_but_the_unguarded_one_is_exact_on_any_number_of_threads_and_from_memory_too(plan in plans()) {
        for integers in [Integers::Counted, Integers::InMemory(filled(plan.n, plan.chunks, plan.threads))] {
            for total in Total::ALL {
                let adding = Adding { kernel: Kernel::Scalar, total, integers: integers.clone() };
                let plan = Plan { adding, ..plan.clone() };
                let serial = sum::serial(plan.n, &plan.adding, &Tally::new(), clock::now).unwrap();
                prop_assert_eq!(serial.sum, gauss(plan.n), "{:?}", total);
                let sum = undisturbed(&plan).sum;
                if total == Total::Unguarded && plan.threads > 1 {
                    prop_assert!(sum <= gauss(plan.n));
                } else {
                    prop_assert_eq!(sum, gauss(plan.n), "{:?}", total);
                }
            }
        }
    }

    #[test]
    fn every_chunk_leaves_one_span_within_the_run_and_those_of_a_thread_do_not_overlap(plan in plans()) {
        let sample = undisturbed(&plan);
        let chunks: Vec<_> = sample.spans.iter().map(|span| span.chunk).collect();
        prop_assert_eq!(chunks, (0..Chunks::new(plan.n, plan.chunks).count()).collect::<Vec<_>>());

        let mut by_thread = BTreeMap::<_, Vec<_>>::new();
        for span in &sample.spans {
            prop_assert!(span.thread < plan.threads);
            prop_assert!(0.0 <= span.start && span.start <= span.end && span.end <= sample.seconds);
            by_thread.entry(span.thread).or_default().push(span);
        }
        // A thread takes its chunks in ascending order.
        for spans in by_thread.values() {
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }

    #[test]
    fn static_gives_each_thread_a_contiguous_share_equal_to_within_one_chunk(plan in plans()) {
        let sample = undisturbed(&Plan { schedule: Schedule::Static, ..plan.clone() });
        let threads: Vec<_> = sample.spans.iter().map(|span| span.thread).collect();
        prop_assert!(threads.is_sorted());
        let shares: Vec<_> = (0..plan.threads).map(|thread| threads.iter().filter(|it| **it == thread).count()).collect();
        prop_assert!(shares.iter().max().unwrap() - shares.iter().min().unwrap() <= 1, "{:?}", shares);
    }

    #[test]
    fn shares_added_in_slices_and_merged_equal_the_formula_and_leave_the_spans_of_all_chunks(
        n in 1..=300_000u64,
        wanted in 1..=40u32,
        threads in 1..=8u32,
        slice in 1..=100_000u64,
    ) {
        let tally = Tally::new();
        let chunks = Chunks::new(n, wanted);
        let fork = clock::now();
        let (mut sum, mut spans, mut integers) = (0, Vec::new(), 0);
        for thread in 0..threads {
            let mut share = Share::new(chunks, thread, &Kernel::Simd.into());
            let all = share_of(thread, threads, chunks.count());
            let middle = all.start + all.len() as u32 / 2;
            for taken in [all.start..middle, middle..all.end] {
                share.take(taken);
                while !share.is_done() {
                    let added = share.advance(slice, &tally, clock::now).unwrap();
                    prop_assert!(added == slice || share.is_done());
                    integers += added;
                }
            }
            let part = share.into_part();
            sum += part.sum;
            spans.splice(0..0, part.spans);
        }
        let end = clock::now();
        let (spans, stray) = settle(spans, fork, end);
        prop_assert_eq!((sum, integers, stray), (gauss(n), n, 0.0));
        prop_assert_eq!(spans.iter().map(|span| span.chunk).collect::<Vec<_>>(), (0..chunks.count()).collect::<Vec<_>>());
        let within = |span: &Span| 0.0 <= span.start && span.start <= span.end && span.end <= end - fork;
        prop_assert!(spans.iter().all(within), "{:?}", spans);
    }
}

/// Sums on so many threads, one chunk each, and tells which threads of the operating system added: the clock is read by
/// the thread that adds.
fn threads_of(threads: u32, tally: &Arc<Tally>) -> (Option<Sample>, HashSet<ThreadId>) {
    let seen = Arc::new(Mutex::new(HashSet::new()));
    let clock = {
        let seen = seen.clone();
        move || {
            seen.lock().unwrap().insert(thread::current().id());
            clock::now()
        }
    };
    let plan = Plan { n: 100_000, threads, chunks: threads, schedule: Schedule::Static, adding: Kernel::Simd.into() };
    let sample = parallel(&plan, tally, clock);
    let seen = seen.lock().unwrap().clone();
    (sample, seen)
}

#[test]
fn each_thread_of_a_sum_is_a_thread_of_the_operating_system_of_its_own_however_large_the_pool() {
    for _ in 0..50 {
        for threads in 1..=THREADS {
            let (sample, seen) = threads_of(threads, &Arc::default());
            assert_eq!(sample.unwrap().sum, gauss(100_000));
            assert_eq!(seen.len() as u32, threads);
        }
    }
}

#[test]
fn the_threads_of_a_sum_are_those_of_the_one_before_also_when_that_was_cancelled() {
    let (_, all) = threads_of(THREADS, &Arc::default());
    for threads in (2..=THREADS).rev() {
        let cancelled = Arc::new(Tally::new());
        cancelled.cancel();
        let (sample, seen) = threads_of(threads, &cancelled);
        assert!(sample.is_none() && seen.len() as u32 == threads && seen.is_subset(&all));
        let (_, seen) = threads_of(threads, &Arc::default());
        assert!(seen.len() as u32 == threads && seen.is_subset(&all));
    }
}

/// Each of the sums is cancelled by one of its own threads, at a reading of the clock: right after the fork, at the start
/// or at the end of a chunk.
#[test]
fn a_cancelled_sum_has_ended_on_all_threads_before_the_next_begins() {
    let plan =
        Plan { n: 2_000_000, threads: THREADS, chunks: 30, schedule: Schedule::Dynamic, adding: Kernel::Simd.into() };
    let mut ended = Vec::new();
    for last in 1..50 {
        let (tally, readings) = (Arc::new(Tally::new()), AtomicU32::new(0));
        let clock = {
            let tally = tally.clone();
            move || {
                if readings.fetch_add(1, Relaxed) == last {
                    tally.cancel();
                }
                clock::now()
            }
        };
        assert!(parallel(&plan, &tally, clock).is_none());
        ended.push((tally.added(), tally));
        assert_eq!(undisturbed(&plan).sum, gauss(plan.n));
    }
    for (added, tally) in ended {
        assert_eq!(added, tally.added());
    }
}

#[test]
fn sums_that_are_asked_for_at_once_are_all_right() {
    let plan =
        Plan { n: 100_000, threads: THREADS, chunks: 12, schedule: Schedule::Dynamic, adding: Kernel::Simd.into() };
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..50).for_each(|_| assert_eq!(undisturbed(&plan).sum, gauss(plan.n))));
        }
    });
}

#[test]
fn all_integers_are_counted_while_they_are_added() {
    let tally = Arc::new(Tally::new());
    sum::serial(1_000_000, &Kernel::Scalar.into(), &tally, clock::now).unwrap();
    assert_eq!(tally.added(), 1_000_000);
    let plan = Plan { n: 3_000_000, threads: 4, chunks: 64, schedule: Schedule::Dynamic, adding: Kernel::Simd.into() };
    parallel(&plan, &tally, clock::now).unwrap();
    assert_eq!(tally.added(), 4_000_000);
}

#[test]
fn the_largest_sum_stops_when_it_is_cancelled() {
    let plan = Plan { n: MAX_N, threads: 2, chunks: 2, schedule: Schedule::Static, adding: Kernel::Scalar.into() };
    stops(|tally| sum::serial(plan.n, &plan.adding, tally, clock::now));
    stops(|tally| parallel(&plan, tally, clock::now));
}

fn stops(run: impl Fn(&Arc<Tally>) -> Option<Sample> + Sync) {
    let tally = Arc::new(Tally::new());
    thread::scope(|scope| {
        let running = scope.spawn(|| run(&tally));
        while tally.added() == 0 {
            thread::yield_now();
        }
        tally.cancel();
        assert!(running.join().unwrap().is_none());
    });
    assert!(tally.added() < MAX_N);
}

/// Which is what it is there to show. That threads are kept from running at the same time for so long is next to impossible, but
/// it is chance; so it is tried until it happens.
#[test]
fn an_unguarded_total_loses_additions_sooner_or_later() {
    let adding = Adding { kernel: Kernel::Scalar, total: Total::Unguarded, integers: Integers::Counted };
    let plan = Plan { n: 2_000_000, threads: 2, chunks: 2, schedule: Schedule::Static, adding };
    let lost = (0..1000).find(|_| undisturbed(&plan).sum < gauss(plan.n));
    assert!(lost.is_some());
}

#[test]
fn sums_of_every_total_stop_when_asked() {
    for total in Total::ALL {
        let adding = Adding { kernel: Kernel::Scalar, total, integers: Integers::Counted };
        let plan = Plan { n: 6_000_000_000, threads: 2, chunks: 2, schedule: Schedule::Static, adding };
        stops(|tally| parallel(&plan, tally, clock::now));
    }
}
