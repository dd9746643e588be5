//! Threads that wait until they are called by their numbers.
//!
//! They are those of a rayon pool, which started them and which they leave for good. In rayon a thread that finds work
//! wakes two more, whoever has woken up searches all the others' queues for a while, and which threads come is up to
//! chance. In a pool of many threads on few processors that takes longer than many a sum, from the processors that are to
//! do it. Here a sum costs what the threads that it calls cost, however many others there are, and each of its threads is
//! a thread of the operating system, the same one in every sum.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use crate::tally::MAX_THREADS;

/// What threads are called for; each gets its number.
pub(crate) type Task = Arc<dyn Fn(u32) + Send + Sync>;

/// Threads that are called together, the caller first among them. As long as this lives nobody else can call any.
pub(crate) struct Called {
    others: &'static [Inbox<Task>],
    _turn: MutexGuard<'static, ()>,
}

impl Called {
    /// So many, the caller included, once it is its turn.
    ///
    /// # Panics
    /// When that is none, or more than the pool and the caller.
    pub(crate) fn new(threads: u32) -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        assert!((1..=MAX_THREADS).contains(&threads), "threads must be in 1..={MAX_THREADS}");
        // The pool is not even asked for where none is needed, since asking would make one.
        let pool = if threads > 1 { self::threads() } else { &[] };
        let others = pool.get(..threads as usize - 1).expect("the pool has too few threads");
        Self { others, _turn: TURN.lock().unwrap_or_else(PoisonError::into_inner) }
    }

    /// Calls the others.
    pub(crate) fn call(&self, task: &Task) {
        self.others.iter().for_each(|thread| thread.put(task.clone()));
    }

    /// Has all of them do something, and waits for them.
    pub(crate) fn all(&self, job: impl Fn(u32) + Send + Sync + 'static) {
        let done = Arc::new(Inbox::with_capacity(1 + self.others.len()));
        let task: Task = {
            let done = done.clone();
            Arc::new(move |thread| {
                job(thread);
                done.put(());
            })
        };
        self.call(&task);
        task(0);
        (0..=self.others.len()).for_each(|_| done.take(|| true));
    }
}

/// The threads of the current rayon pool, or of the one that was current at the first call, which waits for nobody: what
/// they are called for meanwhile they do once they come. They are numbered from 1, since whoever calls them works too.
fn threads() -> &'static [Inbox<Task>] {
    static THREADS: OnceLock<&[Inbox<Task>]> = OnceLock::new();
    THREADS.get_or_init(|| {
        let count = rayon::current_num_threads();
        let threads: &[Inbox<Task>] = (0..count).map(|_| Inbox::with_capacity(1)).collect::<Vec<_>>().leak();
        rayon::spawn_broadcast(|thread| work(&threads[thread.index()], 1 + thread.index() as u32));
        threads
    })
}

/// Does what a thread is called for, for ever.
fn work(calls: &Inbox<Task>, thread: u32) {
    /// Looks for the next call before it sleeps.
    const PATIENCE: u32 = 32;
    loop {
        let mut looks = 0;
        let is_late = || {
            looks += 1;
            looks > PATIENCE
        };
        calls.take(is_late)(thread);
    }
}

/// What is handed to a thread that waits for it. Lighter, once it is wasm, than a channel of `std`.
pub(crate) struct Inbox<T> {
    things: Mutex<Vec<T>>,
    arrived: Condvar,
}

impl<T> Inbox<T> {
    /// For so many things at a time, so that who puts them allocates nothing.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self { things: Mutex::new(Vec::with_capacity(count)), arrived: Condvar::new() }
    }

    pub(crate) fn put(&self, thing: T) {
        self.things.lock().unwrap().push(thing);
        self.arrived.notify_one();
    }

    /// Waits for one thing: at first awake, since to be woken up takes as long as a small sum, and asleep once it `is_late`.
    /// Who is awaited may be in need of this very processor, so it is yielded, which does nothing in a browser.
    pub(crate) fn take(&self, mut is_late: impl FnMut() -> bool) -> T {
        loop {
            let sleeps = is_late();
            let mut things = self.things.lock().unwrap();
            if sleeps {
                things = self.arrived.wait_while(things, |things| things.is_empty()).unwrap();
            }
            if let Some(thing) = things.pop() {
                return thing;
            }
            drop(things);
            thread::yield_now();
        }
    }
}
