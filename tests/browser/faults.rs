//! Where something is missing or broken the element says what to do, nothing hangs, and once mended it works.

use crate::driver::{Page, in_browser, in_each_browser, on_page};
use crate::host::{Fault, For, Host};

#[test]
fn a_broken_wasm_file_is_an_error_and_once_mended_the_next_run_works() {
    in_each_browser(async |page| {
        for fault in [Fault::Truncated(0), Fault::Truncated(20_000), Fault::NotFound] {
            fails_until_mended(page, "parallel_sum_bg.wasm", fault, "files of www/").await;
        }
    });
}

#[test]
fn a_worker_script_that_cannot_load_is_an_error_and_once_mended_the_next_run_works() {
    in_each_browser(async |page| {
        for (file, fault) in [
            ("engine/coordinator.js", Fault::NotFound),
            ("engine/coordinator.js", Fault::Truncated(3_000)),
            ("pkg/parallel_sum.js", Fault::NotFound),
            ("workerHelpers.no-bundler.js", Fault::NotFound),
        ] {
            fails_until_mended(page, file, fault, "files of www/").await;
        }
    });
}

/// Threads fetch the script that the coordinator imports.
#[test]
fn a_thread_whose_script_cannot_load_is_an_error_and_once_mended_the_next_run_works() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        host.spoil_for(For::Fetch, "workerHelpers.no-bundler.js", Fault::NotFound);
        page.open(&host.address).await;
        let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e6, threads: 9 })").await.unwrap_err();
        assert!(thrown.message.contains("the script of a thread did not load"), "{thrown:?}");
        assert!(thrown.message.contains("files of www/"), "{thrown:?}");
        host.mend();
        let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6, threads: 9 })).sum").await;
        assert_eq!(sum, "500000500000");
    });
}

#[test]
fn a_coordinator_that_throws_fails_the_run_and_the_next_starts_afresh() {
    let throwing = Fault::Replaced("await measure(plans", "await (() => { throw new Error('spoilt'); })(plans");
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        host.spoil("engine/coordinator.js", throwing);
        page.open(&host.address).await;
        let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e6 })").await.unwrap_err();
        assert!(thrown.message.contains("spoilt") && thrown.message.contains("Run it again"), "{thrown:?}");
        host.mend();
        let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
        assert_eq!(sum, "500000500000");
    });
}

/// A thread that dies takes its chunk with it, and nobody tells the coordinator, which sleeps until all have finished.
#[test]
fn a_thread_that_dies_while_it_adds_fails_the_run_and_the_next_starts_afresh() {
    let dying = "now() + (self.name === 'coordinator' || (self.calls = (self.calls ?? 0) + 1) < 20 ? 0 : die())";
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        host.spoil("pkg/parallel_sum.js", Fault::Replaced("now()", dying));
        page.open(&host.address).await;
        let thrown = page.attempt("await element.run({ mode: 'parallel', n: 1e9 })").await.unwrap_err();
        assert!(thrown.message.contains("thread has died") && thrown.message.contains("Run it again"), "{thrown:?}");
        host.mend();
        let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
        assert_eq!(sum, "500000500000");
    });
}

/// In Chromium alone, since the time that threads are given passes twice, a minute in all.
#[test]
fn threads_that_never_come_up_are_an_error_and_once_mended_the_next_run_works() {
    let silent = Fault::Replaced("pkg.wbg_rayon_start_worker(data.receiver)", "close()");
    in_browser(async |page| {
        fails_until_mended(page, "workerHelpers.no-bundler.js", silent, "threads did not start in time").await;
    });
}

#[test]
fn the_page_logs_no_error_or_warning() {
    on_page(async |page| {
        page.eval("await element.compare({ n: 1e7 }); await element.run({ mode: 'parallel', n: 1e6, threads: 3 })")
            .await;
        let logs = page.driver.get_log("browser").await.unwrap();
        assert!(logs.is_empty(), "{logs:?}");
    });
}

/// Both `ready` and a run fail with a message that contains `hint`, the element shows it, and works once mended.
async fn fails_until_mended(page: &Page, file: &str, fault: Fault, hint: &str) {
    let host = Host::start(true).await;
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
    let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await;
    assert_eq!(sum, "500000500000", "{file}");
}
