//! A page in a real browser for each test: in Chromium alone, or in each browser in turn.

#[path = "browsers.rs"]
pub mod browsers;
#[path = "sessions.rs"]
mod sessions;

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

pub use self::browsers::{Browser, Wish};
pub use self::sessions::alone;
use self::sessions::{Session, runtime, turn};
use crate::fonts::have_hangul;
use crate::host::{Constants, Host};

/// Opens the page as `cargo run` serves it, but quicker to be sure, in each browser in turn, and has `test` use it.
#[track_caller]
pub fn on_page_in_each_browser(test: impl AsyncFn(&Page)) {
    in_each_browser(async |page| served(page, &test).await);
}

/// The same in these browsers alone, for what the others cannot do under WebDriver.
#[track_caller]
pub fn on_page_in(browsers: &[Browser], test: impl AsyncFn(&Page)) {
    in_each_of(browsers, None, async |page| served(page, &test).await);
}

/// The same for a reader with a wish.
#[track_caller]
pub fn on_page_in_each_browser_for(wish: Option<Wish>, test: impl AsyncFn(&Page)) {
    in_each_of(&Browser::ALL, wish, async |page| served(page, &test).await);
}

/// Has `test` use each browser in turn. A failure in one does not spare the others.
#[track_caller]
pub fn in_each_browser(test: impl AsyncFn(&Page)) {
    in_each_of(&Browser::ALL, None, test);
}

#[track_caller]
fn in_each_of(browsers: &[Browser], wish: Option<Wish>, test: impl AsyncFn(&Page)) {
    let fails = |browser: &Browser| {
        let try_it = || panic::catch_unwind(AssertUnwindSafe(|| drive(*browser, &[], wish, &test)));
        let mut result = try_it();
        if result.as_ref().is_err_and(has_crashed) {
            eprintln!("{browser} crashed; the test begins anew in another");
            result = try_it();
        }
        if result.is_err() {
            eprintln!("the test failed in {browser}");
        }
        result.is_err()
    };
    let failed: Vec<_> = browsers.iter().copied().filter(|browser| browser.is_there()).filter(fails).collect();
    assert!(failed.is_empty(), "failed in {failed:?}");
}

/// Opens the page as `cargo run` serves it, but quicker to be sure, in Chromium, and has `test` use it. For what
/// WebDriver alone cannot see or do, and for what has nothing to do with the browser.
#[track_caller]
pub fn on_page(test: impl AsyncFnOnce(&Page)) {
    in_browser(async |page| served(page, test).await);
}

/// Has `test` use Chromium.
#[track_caller]
pub fn in_browser(test: impl AsyncFnOnce(&Page)) {
    in_browser_with(&[], test);
}

/// Has `test` use Chromium with these flags.
#[track_caller]
pub fn in_browser_with(flags: &[&str], test: impl AsyncFnOnce(&Page)) {
    assert!(Browser::Chromium.is_there());
    drive(Browser::Chromium, flags, None, test);
}

/// Whether a test has failed because WebKitGTK lost the process of its page, which is what its driver says then. That
/// has been seen once in some thousand runs, and never twice in a test.
fn has_crashed(panic: &Box<dyn Any + Send>) -> bool {
    panic.downcast_ref::<String>().is_some_and(|message| message.contains("Could not parse script result"))
}

async fn served(page: &Page, test: impl AsyncFnOnce(&Page)) {
    let host = Host::as_served(Constants::Quick).await;
    page.open(&host.address).await;
    test(page).await;
}

fn drive(browser: Browser, flags: &[&str], wish: Option<Wish>, test: impl AsyncFnOnce(&Page)) {
    let _turn = turn();
    have_hangul();
    let session = runtime().block_on(Session::of(browser, flags, wish));
    let page = Page { driver: session.driver(), browser };
    let result = panic::catch_unwind(AssertUnwindSafe(|| runtime().block_on(test(&page))));
    runtime().block_on(session.end(result.is_err()));
    if let Err(panic) = result {
        panic::resume_unwind(panic);
    }
}

/// What JavaScript threw.
#[derive(Debug, PartialEq)]
pub struct Thrown {
    pub name: String,
    pub message: String,
}

/// The page in the browser.
pub struct Page {
    pub driver: WebDriver,
    pub browser: Browser,
}

impl Page {
    pub async fn open(&self, address: &str) {
        self.driver.goto(address).await.expect("the page opens");
        // WebKitGTK moves an isolated page to another process, and its driver is back before the page has loaded.
        self.eval(
            "if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve))",
        )
        .await;
    }

    /// Runs JavaScript in which `element` is the page's first and `await` works. `Err` is what it threw.
    ///
    /// `soon(promise)` resolves to what became of the promise of a run that has just been cancelled: to the name of its
    /// error, to null where it was kept, or to "late" where a timer of 100 ms came first. A machine that is busy delays the
    /// page's timers alike, so that this is told by their order.
    ///
    /// `openTables()` presses what opens the element's tables, and resolves when they are there.
    pub async fn attempt(&self, script: &str) -> Result<Value, Thrown> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const element = document.querySelector('parallel-sum');
             const root = element?.shadowRoot;
             const soon = (promise) => Promise.race([
               promise.then(() => null, ({{ name }}) => name),
               new Promise((resolve) => setTimeout(resolve, 100, 'late')),
             ]);
             const openTables = async () => {{
               const opener = root.querySelector('.out .opener');
               const open = new Promise((resolve) => new MutationObserver((_, it) => (it.disconnect(), resolve())).observe(opener, {{ attributes: true }}));
               opener.click();
               await open;
             }};
             (async () => {{ {script} }})().then(
               (value) => done({{ value: value ?? null }}),
               ({{ name, message }}) => done({{ name, message }}),
             );"
        );
        let answer = self.driver.execute_async(script, vec![]).await.expect("the script ends in time");
        let answer = answer.json();
        match answer.get("name") {
            None => Ok(answer["value"].clone()),
            Some(name) => Err(Thrown {
                name: name.as_str().unwrap_or_default().to_owned(),
                message: answer["message"].as_str().unwrap_or_default().to_owned(),
            }),
        }
    }

    /// The same where nothing is to be thrown.
    #[track_caller]
    pub fn eval(&self, script: &str) -> impl Future<Output = Value> {
        let caller = panic::Location::caller();
        async move { self.attempt(script).await.unwrap_or_else(|thrown| panic!("{caller}: {thrown:?}")) }
    }

    /// What a selector finds in the page's first `<parallel-sum>`.
    pub async fn find(&self, selector: &str) -> WebElement {
        // Not by `get_shadow_root`: thirtyfour then asks for a child of an element, and to Firefox a root is none.
        let script = "return document.querySelector('parallel-sum').shadowRoot.querySelector(arguments[0])";
        let found = self.driver.execute(script, vec![selector.into()]).await.unwrap();
        found.element().unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Gives the page this width, in CSS pixels: in Chromium any, elsewhere one that a window may have.
    pub async fn set_width(&self, width: u32) {
        if self.browser != Browser::Chromium {
            self.driver.set_window_rect(0, 0, width, 900).await.unwrap();
            self.eval(&format!("while (innerWidth !== {width}) await new Promise(requestAnimationFrame)")).await;
            return;
        }
        let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await.unwrap();
    }

    /// Has the page believe that its reader has set `feature`, one that media queries ask about. Chromium's alone.
    pub async fn prefer(&self, feature: &str, value: &str) {
        let media = json!({ "features": [{ "name": feature, "value": value }] });
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", media).await.unwrap();
    }

    /// How many workers the browser runs, those that workers started among them. Only Chromium tells.
    pub async fn workers(&self) -> usize {
        assert_eq!(self.browser, Browser::Chromium);
        let targets = self.driver.cdp().send_raw("Target.getTargets", json!({})).await.unwrap();
        targets["targetInfos"].as_array().unwrap().iter().filter(|target| target["type"] == "worker").count()
    }

    /// Returns once the browser runs `count` workers; at once where the browser is another than Chromium.
    pub async fn until_workers(&self, count: usize) {
        if self.browser != Browser::Chromium {
            return;
        }
        let waited = tokio::time::timeout(Duration::from_secs(60), async {
            while self.workers().await != count {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        if waited.await.is_err() {
            panic!("there are {} workers instead of {count}", self.workers().await);
        }
    }
}
