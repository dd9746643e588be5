//! The sums as a Rust library: right for any plan, in the threads that the plan says, and stopped when asked.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Condvar, LazyLock, Mutex};
use std::thread;
use std::time::Duration;

use parallel_sum::chunk::{Chunks, MAX_N, gauss};
use parallel_sum::clock;
use parallel_sum::control::Control;
use parallel_sum::kernel::Kernel;
use parallel_sum::sum::{self, Merge, Plan, Sample, Schedule, Share, Span, share_of};
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

/// The most that a sum can use here.
const THREADS: u32 = 6;

/// Sums on the global pool and a thread outside of it, as the coordinator does.
fn parallel(plan: &Plan, control: &Arc<Control>, clock: impl Fn() -> f64 + Send + Sync + 'static) -> Option<Sample> {
    static MADE: LazyLock<()> =
        LazyLock::new(|| ThreadPoolBuilder::new().num_threads(THREADS as usize - 1).build_global().unwrap());
    LazyLock::force(&MADE);
    sum::parallel(plan, control, clock)
}

fn undisturbed(plan: &Plan) -> Sample {
    parallel(plan, &Arc::default(), clock::now).expect("nobody cancels")
}

fn plans() -> impl Strategy<Value = Plan> {
    let n = prop_oneof![1..=40u64, 1..=3_000_000u64];
    let chunks = prop_oneof![1..=10u32, 1..=2_000u32];
    let schedule = prop_oneof![Just(Schedule::Static), Just(Schedule::Dynamic)];
    let kernel = prop_oneof![Just(Kernel::Scalar), Just(Kernel::Simd)];
    (n, 1..=THREADS, chunks, schedule, kernel).prop_map(|(n, threads, chunks, schedule, kernel)| Plan {
        n,
        threads,
        chunks,
        schedule,
        kernel,
    })
}

proptest! {
    #[test]
    fn serial_and_parallel_sums_equal_the_formula(plan in plans()) {
        let serial = sum::serial(plan.n, plan.kernel, &Control::new(), clock::now).unwrap();
        prop_assert_eq!(serial.sum, gauss(plan.n));
        prop_assert_eq!(undisturbed(&plan).sum, gauss(plan.n));
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
        let sample = undisturbed(&Plan { schedule: Schedule::Static, ..plan });
        let threads: Vec<_> = sample.spans.iter().map(|span| span.thread).collect();
        prop_assert!(threads.is_sorted());
        let shares: Vec<_> = (0..plan.threads).map(|thread| threads.iter().filter(|it| **it == thread).count()).collect();
        prop_assert!(shares.iter().max().unwrap() - shares.iter().min().unwrap() <= 1, "{:?}", shares);
    }

    #[test]
    fn shares_added_in_slices_and_merged_equal_the_formula_and_leave_the_spans_of_all_chunks(
        n in 1..=1_000_000u64,
        wanted in 1..=40u32,
        threads in 1..=8u32,
        slice in 1..=400_000u64,
    ) {
        let control = Control::new();
        let chunks = Chunks::new(n, wanted);
        let fork = clock::now();
        let mut merge = Merge::new(fork);
        let mut integers = 0;
        for thread in 0..threads {
            let mut share = Share::new(chunks, thread, Kernel::Simd);
            let all = share_of(thread, threads, chunks.count());
            let middle = all.start + all.len() as u32 / 2;
            for taken in [all.start..middle, middle..all.end] {
                share.take(taken);
                while !share.is_done() {
                    let added = share.advance(slice, &control, clock::now).unwrap();
                    prop_assert!(added == slice || share.is_done());
                    integers += added;
                }
            }
            merge.add(share.part().clone());
        }
        let sample = merge.sample(clock::now);
        prop_assert_eq!((sample.sum, integers), (gauss(n), n));
        prop_assert_eq!(sample.spans.iter().map(|span| span.chunk).collect::<Vec<_>>(), (0..chunks.count()).collect::<Vec<_>>());
        let within = |span: &Span| 0.0 <= span.start && span.start <= span.end && span.end <= sample.seconds;
        prop_assert!(sample.spans.iter().all(within), "{:?}", sample);
    }
}

/// The clock is read by the thread that adds, so it sees which threads of the operating system take part. It holds them
/// until all have come: on a busy machine some would add everything before the others run at all.
#[test]
fn a_plan_gets_exactly_as_many_threads_as_it_wants_also_below_the_size_of_the_pool() {
    for schedule in [Schedule::Static, Schedule::Dynamic] {
        for threads in [1, 3, THREADS] {
            let seen = Arc::new((Mutex::new(HashSet::new()), Condvar::new()));
            let clock = {
                let seen = seen.clone();
                move || {
                    let (numbers, have_come) = &*seen;
                    let mut numbers = numbers.lock().unwrap();
                    if numbers.insert(thread::current().id()) {
                        have_come.notify_all(); // it may go on, as who forks reads the clock before the others begin
                    } else {
                        let is_waiting = |numbers: &mut HashSet<_>| (numbers.len() as u32) < threads;
                        drop(have_come.wait_timeout_while(numbers, Duration::from_secs(60), is_waiting).unwrap());
                    }
                    clock::now()
                }
            };
            let plan = Plan { n: 10_000_000, threads, chunks: 700, schedule, kernel: Kernel::Scalar };
            let sample = parallel(&plan, &Arc::default(), clock).unwrap();
            let numbers: HashSet<_> = sample.spans.iter().map(|span| span.thread).collect();
            assert_eq!(numbers, (0..threads).collect(), "{schedule:?}");
            assert_eq!(seen.0.lock().unwrap().len() as u32, threads, "{schedule:?}");
        }
    }
}

#[test]
fn all_integers_are_counted_while_they_are_added() {
    let control = Arc::new(Control::new());
    sum::serial(1_000_000, Kernel::Scalar, &control, clock::now).unwrap();
    assert_eq!(control.added(), 1_000_000);
    let plan = Plan { n: 3_000_000, threads: 4, chunks: 64, schedule: Schedule::Dynamic, kernel: Kernel::Simd };
    parallel(&plan, &control, clock::now).unwrap();
    assert_eq!(control.added(), 4_000_000);
}

#[test]
fn the_largest_sum_stops_when_it_is_cancelled() {
    let plan = Plan { n: MAX_N, threads: 2, chunks: 2, schedule: Schedule::Static, kernel: Kernel::Scalar };
    stops(|control| sum::serial(plan.n, plan.kernel, control, clock::now));
    stops(|control| parallel(&plan, control, clock::now));
}

fn stops(run: impl Fn(&Arc<Control>) -> Option<Sample> + Sync) {
    let control = Arc::new(Control::new());
    thread::scope(|scope| {
        let running = scope.spawn(|| run(&control));
        while control.added() == 0 {
            thread::yield_now();
        }
        control.cancel();
        assert!(running.join().unwrap().is_none());
    });
    assert!(control.added() < MAX_N);
}
