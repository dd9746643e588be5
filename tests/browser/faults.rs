//! Where something is missing or broken the element says what to do, nothing hangs, and once mended it works.

use serde_json::json;

use crate::driver::{Page, in_browser, in_browser_with, in_each_browser};
use crate::host::{Constants, Fault, Host};

#[test]
fn a_broken_wasm_file_is_an_error_and_once_mended_the_next_run_works() {
    in_each_browser(async |page| {
        for fault in
            [Fault::Truncated(0), Fault::Truncated(20_000), Fault::Dropped(20_000), Fault::NotFound, Fault::Html]
        {
            fails_until_mended(page, Constants::Quick, "parallel_sum_bg.wasm", fault, "files of www/").await;
        }
    });
}

#[test]
fn a_worker_script_that_cannot_load_is_an_error_and_once_mended_the_next_run_works() {
    in_each_browser(async |page| {
        for (file, fault) in [
            ("/coordinator.js", Fault::NotFound),
            ("/coordinator.js", Fault::Truncated(1_000)),
            ("/coordinator.js", Fault::Html),
            ("/sampling.js", Fault::Dropped(1_000)),
            ("pkg/parallel_sum.js", Fault::NotFound),
        ] {
            // Firefox goes on waiting for a module whose connection broke.
            fails_until_mended(page, Constants::Impatient, file, fault, "files of www/").await;
        }
    });
}

#[test]
fn where_threads_that_share_memory_cannot_start_they_exchange_messages() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        host.spoil("/thread.js", Fault::Replaced("memory ??", "(memory && spoilt()) ??"));
        page.open(&host.address).await;
        let measurement = page.eval("return await element.run({ mode: 'parallel', n: 1e6, threads: 3 })").await;
        assert_eq!((&measurement["engine"], &measurement["sum"]), (&json!("messages"), &json!("500000500000")));
        let why = page.eval("return root.querySelector('[part=notice]').textContent").await;
        assert!(why.as_str().unwrap().contains("could not start threads that share memory"), "{why}");

        let call = "run({ mode: 'parallel', n: 1e6, threads: 3, engine: 'shared-memory' })";
        let thrown = page.attempt(&format!("await element.{call}")).await.unwrap_err();
        assert!(thrown.message.contains("spoilt"), "{thrown:?}");
        host.mend();
        let sum = page.eval(&format!("return (await element.{call}).sum")).await;
        assert_eq!(sum, "500000500000");
    });
}

#[test]
fn where_no_thread_can_start_the_page_adds_on_one_and_once_mended_on_all() {
    in_each_browser(async |page| {
        for fault in [Fault::NotFound, Fault::Html] {
            let host = Host::as_served_without_isolation(Constants::Quick).await;
            host.spoil("/thread.js", fault);
            adds_on_one_thread_until_mended(page, &host).await;
        }
    });
}

/// The one is told by the browser; of the other nobody hears anything ever again.
#[test]
fn a_thread_that_throws_or_vanishes_while_it_adds_for_messages_fails_the_run_and_the_next_starts_afresh() {
    let throwing = "isCancelled: () => ((self.slices=(self.slices??0)+1)===40&&spoilt())||";
    let vanishing = "isCancelled: () => ((self.slices=(self.slices??0)+1)===40&&self.close())||";
    in_each_browser(async |page| {
        for (spoilt, hint) in [(throwing, "spoilt"), (vanishing, "a thread has died")] {
            let fault = Fault::Replaced("isCancelled: () => ", spoilt);
            let host = Host::as_served_without_isolation(Constants::Impatient).await;
            host.spoil("/thread.js", fault);
            page.open(&host.address).await;
            let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e9, threads: 2 })").await.unwrap_err();
            assert!(thrown.message.contains(hint) && thrown.message.contains("Run it again"), "{thrown:?}");
            host.mend();
            let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6, threads: 2 })).sum").await;
            assert_eq!(sum, "500000500000");
        }
    });
}

#[test]
fn a_coordinator_that_throws_fails_the_run_and_the_next_starts_afresh() {
    let throwing = Fault::Replaced(r#"phase: "warm-up""#, r#"spoilt: spoilt(), phase: "warm-up""#);
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        host.spoil("/sampling.js", throwing);
        page.open(&host.address).await;
        let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e6 })").await.unwrap_err();
        assert!(thrown.message.contains("spoilt") && thrown.message.contains("Run it again"), "{thrown:?}");
        host.mend();
        let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
        assert_eq!(sum, "500000500000");
    });
}

/// A thread that dies takes its chunk with it, and the coordinator sleeps until all have finished. Of one that vanishes nobody
/// hears anything.
#[test]
fn a_thread_that_dies_while_it_adds_fails_the_run_and_the_next_starts_afresh() {
    let dying = "now() + (self.name === 'coordinator' || (self.calls = (self.calls ?? 0) + 1) < 20 ? 0 : die())";
    let stuck = "now() + (self.name === 'coordinator' || (self.calls = (self.calls ?? 0) + 1) < 20 ? 0 : Atomics.wait(new Int32Array(wasm.memory.buffer), 0, Atomics.load(new Int32Array(wasm.memory.buffer), 0)))";
    in_each_browser(async |page| {
        for (spoilt, hint) in [(dying, "die"), (stuck, "a thread has died")] {
            let host = Host::as_served(Constants::Impatient).await;
            host.spoil("pkg/parallel_sum.js", Fault::Replaced("now()", spoilt));
            page.open(&host.address).await;
            let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e9 })").await.unwrap_err();
            assert!(thrown.message.contains(hint) && thrown.message.contains("Run it again"), "{thrown:?}");
            host.mend();
            let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
            assert_eq!(sum, "500000500000");
        }
    });
}

#[test]
fn threads_that_never_come_up_are_an_error_and_once_mended_the_next_run_works() {
    let silent = Fault::Replaced("port.postMessage({ up: true })", "close()");
    in_each_browser(async |page| {
        fails_until_mended(page, Constants::Impatient, "/thread.js", silent, "threads did not start in time").await;
    });
}

#[test]
fn where_workers_never_answer_the_page_adds_on_one_thread_and_once_mended_on_all() {
    let silent = Fault::Replaced("postMessage({ hello: VERSION })", "close()");
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Impatient).await;
        host.spoil("workers/worker.js", silent);
        adds_on_one_thread_until_mended(page, &host).await;
    });
}

#[test]
fn a_wasm_file_that_never_arrives_is_an_error_and_once_mended_the_next_run_works() {
    in_each_browser(async |page| {
        fails_until_mended(page, Constants::Impatient, "parallel_sum_bg.wasm", Fault::Late, "could not be loaded")
            .await;
    });
}

#[test]
fn as_many_threads_as_are_allowed_sum_right_or_say_what_to_do_and_the_next_run_works() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        page.open(&host.address).await;
        for engine in ["shared-memory", "messages"] {
            let run = format!(
                "await element.run({{ mode: 'parallel', n: 1e7, threads: 256, repeats: 1, engine: '{engine}' }})"
            );
            match page.attempt(&format!("return {run}")).await {
                Ok(measurement) => assert_eq!(measurement["sum"], "50000005000000", "{engine}"),
                Err(thrown) => {
                    assert!(thrown.message.contains("fewer threads"), "{thrown:?}")
                }
            }
            let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6, threads: 2 })).sum").await;
            assert_eq!(sum, "500000500000", "{engine}");
        }
    });
}

/// Chromium refuses the engine's memory when it is told to allow less than that at most.
#[test]
fn memory_that_is_refused_is_an_error_that_says_so() {
    in_browser_with(&["--js-flags=--wasm-max-mem-pages=16"], async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e6, threads: 2 })").await.unwrap_err();
        assert!(thrown.message.contains("emory") && thrown.message.contains("reload the page"), "{thrown:?}");
    });
}

#[test]
fn the_page_logs_no_error_or_warning() {
    in_browser(async |page| {
        page.driver.get_log("browser").await.unwrap(); // what the pages of other tests logged
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        page.eval("await element.compare({ n: 1e7 }); await element.run({ mode: 'parallel', n: 1e6, threads: 3 })")
            .await;
        let logs = page.driver.get_log("browser").await.unwrap();
        assert!(logs.is_empty(), "{logs:?}");
    });
}

/// Both `ready` and a run fail with a message that contains `hint`, the element shows it, and works once mended.
async fn fails_until_mended(page: &Page, constants: Constants, file: &str, fault: Fault, hint: &str) {
    let host = Host::as_served(constants).await;
    host.spoil(file, fault);
    page.open(&host.address).await;
    for call in ["ready", "run({ mode: 'parallel', n: 1e6 })"] {
        let thrown = page.attempt(&format!("await element.{call}")).await.unwrap_err();
        assert_eq!(thrown.name, "Error", "{file}: {thrown:?}");
        assert!(thrown.message.contains(hint), "{file}: {thrown:?}");
    }
    let failure = page.eval("return root.querySelector('[role=alert][part=failure]').textContent").await;
    assert!(failure.as_str().unwrap().contains(hint), "{failure}");
    host.mend();
    let sum = page.eval("window.isPatient = true; return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
    assert_eq!(sum, "500000500000", "{file}");
}

/// The page has one thread, says so to who wants more, and has all once mended.
async fn adds_on_one_thread_until_mended(page: &Page, host: &Host) {
    page.open(&host.address).await;
    let sum = page.eval("return (await element.run({ mode: 'serial', n: 1e6 })).sum").await;
    assert_eq!(sum, "500000500000");
    let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e6 })").await.unwrap_err();
    assert!(thrown.message.contains("Only one thread can run"), "{thrown:?}");
    host.mend();
    let sum = page.eval("window.isPatient = true; return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
    assert_eq!(sum, "500000500000");
}
