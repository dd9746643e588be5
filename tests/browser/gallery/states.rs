//! The states of the element, and what brings each about.

use crate::driver::Page;
use crate::gpu::SOFTWARE_GPU;
use crate::host::{Constants, Fault, Host};

/// A state of the element. To add one, add a line below.
pub struct State {
    pub name: &'static str,
    /// The element's attributes, as the address of the page for frames has them.
    pub attributes: &'static str,
    pub place: Place,
    /// JavaScript that brings it about, in which `begin(run)` resolves when a run that goes on adds, and `guess(text)` is a reader's.
    script: &'static str,
    /// What is done again whenever the element has been drawn anew, as in another language.
    again: &'static str,
    /// Whether it is looked at in narrow and wide places, forced colours and print, too.
    pub is_chosen: bool,
}

/// Where the element stands.
#[derive(Clone, Copy)]
pub enum Place {
    Isolated,
    /// Where there is a GPU, if only one of software.
    WithGpu,
    NotIsolated,
    /// Where a policy forbids workers.
    OneThread,
    /// Where something is wrong with the file whose path ends so.
    Spoilt(&'static str, Fault),
}

impl Place {
    pub async fn host(self) -> Host {
        let host = match self {
            Self::NotIsolated => Host::as_served_without_isolation(Constants::Quick).await,
            _ => Host::as_served(Constants::Quick).await,
        };
        match self {
            Self::Isolated | Self::WithGpu => {}
            Self::NotIsolated => {
                host.spoil("/isolate.js", Fault::NotFound); // which isolates the page for frames, as its header does
                host.send("/www/embed.html", "document-isolation-policy", "none");
            }
            Self::OneThread => host.send("/www/", "content-security-policy", "worker-src 'none'"),
            Self::Spoilt(path, fault) => host.spoil(path, fault),
        }
        host
    }

    /// What the browser is started with.
    pub const fn flags(self) -> &'static [&'static str] {
        match self {
            Self::WithGpu => &SOFTWARE_GPU,
            _ => &[],
        }
    }
}

impl State {
    const fn new(name: &'static str, script: &'static str) -> Self {
        Self { name, attributes: "", place: Place::Isolated, script, again: "", is_chosen: false }
    }

    const fn with(self, attributes: &'static str) -> Self {
        Self { attributes, ..self }
    }

    const fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    const fn opened(self, again: &'static str) -> Self {
        Self { again, ..self }
    }

    const fn chosen(self) -> Self {
        Self { is_chosen: true, ..self }
    }

    /// Brings it about in the page for frames that has just been opened.
    pub async fn reach(&self, page: &Page) {
        page.eval(&format!(
            "const begin = async (run) => {{
               const adds = new Promise((resolve) => element.addEventListener('parallel-sum-progress', ({{ detail }}) => detail.fraction > 0 && resolve()));
               run.catch(() => {{}});
               await adds;
             }};
             const guess = (text) => {{
               const field = root.querySelector('#guess');
               field.value = text;
               field.dispatchEvent(new Event('input'));
             }};
             {}",
            self.script
        ))
        .await;
    }

    pub async fn reach_again(&self, page: &Page) {
        page.eval(self.again).await;
    }
}

const READY: &str = "await element.ready";
const COMPARED: &str = "await element.compare()";
/// Eight threads, as in the sketch, whatever this machine has.
const USUAL: &str = "n=1e9&threads=8";
const REFERENCE: &str = "n=1e9&threads=8&reference=7.964,2.237,8&reference-label=Python%20post";
const BOTH: &str = "n=1e9&threads=8&predict&reference=7.964,2.237,8&reference-label=Python%20post";

const RECEIVED: &str = "n=1e9&threads=8#parallel-sum~1~n:1000000000,threads:8,chunks:128,schedule:dynamic,kernel:scalar,engine:shared-memory,serial:0.376,parallel:0.07081,ci:5.25~5.36,account:5.31~0.005~0.01~0.38~0.005~2.29,hardware:8,date:2026-11-25";

const REPLAY: &str = "root.querySelector('.pictures').dispatchEvent(new PointerEvent('pointerenter'));
     while (!root.querySelector('.player input')) await new Promise(requestAnimationFrame);
     const slider = root.querySelector('[part=timeline] [type=range]');
     slider.value = (Number(slider.min) + Number(slider.max)) / 2;
     slider.dispatchEvent(new Event('input', { bubbles: true }));";

pub const STATES: &[State] = &[
    State::new("idle", READY).with(USUAL).chosen(),
    State::new("idle-with-reference", READY).with(REFERENCE),
    State::new("idle-with-prediction", READY).with("n=1e9&threads=8&predict"),
    State::new("idle-with-both", READY).with(BOTH).chosen(),
    State::new("received", READY).with(RECEIVED).chosen(),
    State::new(
        "waiting",
        "await element.ready;
         const other = document.createElement('parallel-sum');
         document.body.append(other);
         const adds = new Promise((resolve) => other.addEventListener('parallel-sum-progress', ({ detail }) => detail.fraction > 0 && resolve()));
         other.run({ mode: 'serial', n: 1e12 }).catch(() => {});
         await adds;
         element.compare().catch(() => {});",
    )
    .with(USUAL),
    State::new("starting", "element.compare().catch(() => {})")
        .with(USUAL)
        .at(Place::Spoilt("parallel_sum_bg.wasm", Fault::Late)),
    State::new(
        "warming-up",
        "const told = new Promise((resolve) => element.addEventListener('parallel-sum-progress', ({ detail }) => detail.phase === 'warm-up' && resolve()));
         element.compare().catch(() => {});
         await told;",
    )
    .with(USUAL)
    .at(Place::Spoilt(
        "/sampling.js",
        Fault::Replaced("const WARM_UP = 10_000_000n;", "const WARM_UP = 1_000_000_000_000n;"),
    )),
    State::new("running-comparison", "await begin(element.compare({ repeats: 60 }))").with(USUAL).chosen(),
    State::new("running-serial", "await begin(element.run({ mode: 'serial' }))").with("n=1e11&threads=8"),
    State::new("running-sweep", "await begin(element.sweep({ repeats: 20 }))").with(USUAL),
    State::new("compared", COMPARED).with(USUAL).chosen(),
    State::new("compared-with-reference", COMPARED).with(REFERENCE),
    State::new("compared-with-prediction", "guess('6'); await element.compare()").with("n=1e9&threads=8&predict"),
    State::new("compared-with-prediction-too-low", "guess('1'); await element.compare()").with("n=1e9&threads=2&predict"),
    State::new("compared-with-both", "guess('6'); await element.compare()").with(BOTH).chosen(),
    State::new("compared-with-received", COMPARED).with(RECEIVED),
    State::new("compared-on-1", COMPARED).with("n=1e9&threads=1"),
    State::new("compared-on-3", COMPARED).with("n=1e9&threads=3"),
    State::new("compared-on-64", COMPARED).with("n=1e9&threads=64"),
    State::new("compared-on-256", COMPARED).with("n=1e9&threads=256").chosen(),
    State::new("much-start-and-join", COMPARED).with("n=3e6&threads=8&chunks=8"),
    State::new("much-imbalance", COMPARED).with("n=1e9&threads=3&chunks=2"),
    State::new("many-gaps", COMPARED).with("n=1e8&threads=2&chunks=65536"),
    State::new("swept-with-reference", "await element.sweep()").with(REFERENCE),
    State::new("serial", "await element.run({ mode: 'serial' })").with(USUAL),
    State::new("parallel", "await element.run({ mode: 'parallel' })").with(USUAL),
    State::new("swept", "await element.sweep()").with("n=2e8&threads=8").chosen(),
    State::new("swept-over-n", "await element.sweep({ over: 'n' })").with(USUAL),
    State::new("swept-with-n", "await element.sweep({ scaling: 'weak' })").with("n=1e8&threads=4"),
    State::new("running-race", "await begin(element.race({ repeats: 20 }))").with(USUAL),
    State::new("raced", "await element.race()").with(USUAL).chosen(),
    State::new("race-replayed", "await element.race()").with(USUAL).opened(
        "const button = root.querySelector('[part=lanes] .player button');
         button.click();
         await new Promise((resolve) => setTimeout(resolve, 1000));
         button.click();",
    ),
    State::new("raced-with-gpu", "await element.race()").with("n=1e8&threads=8").at(Place::WithGpu).chosen(),
    State::new("running-gpu", "await begin(element.run({ mode: 'gpu' }))").with("n=1e10&threads=8").at(Place::WithGpu),
    State::new("gpu", "await element.run({ mode: 'gpu' })").with("n=1e8&threads=8").at(Place::WithGpu).chosen(),
    State::new("gpu-refused", "await element.run({ mode: 'gpu' }).catch(() => {})").with(USUAL),
    State::new("too-short", COMPARED).with("n=100&threads=8"),
    State::new("too-many-threads", COMPARED).with("n=3e8&threads=9"),
    State::new("wrong", COMPARED).with(USUAL).at(Place::Spoilt(
        "/sampling.js",
        Fault::Replaced("return { ...sample, spent,", "return { ...sample, sum: sample.sum + 1n, correct: false, spent,"),
    )),
    State::new(
        "cancelled",
        "const run = element.compare({ n: 1e12 });
         await begin(run);
         element.cancel();
         await run.catch(() => {});",
    )
    .with(USUAL),
    State::new("failed", "await element.ready.catch(() => {})")
        .with(USUAL)
        .at(Place::Spoilt("parallel_sum_bg.wasm", Fault::NotFound)),
    State::new("failed-while-it-ran", "await element.compare().catch(() => {})")
        .with(USUAL)
        .at(Place::Spoilt("/sampling.js", Fault::Replaced(r#"phase: "samples""#, r#"spoilt: spoilt(), phase: "samples""#))),
    State::new("refused", READY).with("n=1e9x&threads=8"),
    State::new("refused-in-three-fields", READY).with("n=1e9x&threads=300&chunks=0"),
    State::new("not-isolated", READY).with(USUAL).at(Place::NotIsolated),
    State::new("not-isolated-compared", COMPARED).with(USUAL).at(Place::NotIsolated),
    State::new("one-thread", READY).with(USUAL).at(Place::OneThread),
    State::new("one-thread-ran", "await element.run({ mode: 'serial' })").with(USUAL).at(Place::OneThread),
    State::new("compact", READY).with("n=1e9&threads=8&view=compact").chosen(),
    State::new("compact-running", "await begin(element.compare({ repeats: 60 }))").with("n=1e9&threads=8&view=compact"),
    State::new("compact-compared", COMPARED).with("n=1e9&threads=8&view=compact").chosen(),
    State::new("compact-compared-on-256", COMPARED).with("n=1e9&threads=256&view=compact"),
    State::new("compact-refused", READY).with("n=1e9x&threads=8&view=compact"),
    State::new("compact-not-isolated", COMPARED).with("n=1e9&threads=8&view=compact").at(Place::NotIsolated),
    State::new("settings-open", READY).with(USUAL).opened("root.querySelector('[aria-controls=settings]').click()"),
    State::new("settings-open-by-themselves", READY).with("n=1e9&threads=8&chunks=9&kernel=simd"),
    State::new("help-with-a-field", READY).with(USUAL).opened("root.querySelector('#threads').focus()"),
    State::new("tables-open", COMPARED).with(REFERENCE).opened("await openTables()").chosen(),
    State::new("tables-of-a-sweep", "await element.sweep()")
        .with("n=2e8&threads=8")
        .opened("await openTables()"),
    State::new("picture-open", COMPARED).with(USUAL).opened("root.querySelector('[part=share] [aria-expanded]').click()").chosen(),
    State::new("copied-by-hand", COMPARED).with(USUAL).opened(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
         const area = () => root.querySelector('[part=share] textarea:not([hidden])');
         const shown = new Promise((resolve) => new MutationObserver(() => area() && resolve()).observe(root, { attributes: true, childList: true, subtree: true }));
         root.querySelector('[part=share] button').click();
         await shown;",
    ),
    State::new("replay-in-the-middle", COMPARED).with("n=1e9&threads=8&chunks=20").opened(REPLAY).chosen(),
    State::new("part-lit", COMPARED).with(USUAL).opened("element.light('slowerThreads')"),
];
