//! Who has a browser when: a session goes from test to test, and what is measured is disturbed by no other test.

use std::cell::Cell;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use serde_json::json;
use thirtyfour::Rect;
use thirtyfour::prelude::*;
use tokio::runtime::Runtime;
use tokio::time::timeout;

use super::browsers::{Browser, Running, Wish};

/// Tests that time nothing run side by side, one that measures runs alone.
static TURN: RwLock<()> = RwLock::new(());

thread_local! {
    static IS_ALONE: Cell<bool> = const { Cell::new(false) };
}

/// Sessions of each browser that wait for a test.
static IDLE: [Mutex<Vec<Running>>; 3] = [const { Mutex::new(Vec::new()) }; 3];

/// Keeps other tests from running until it is dropped.
pub struct Alone(#[expect(unused)] RwLockWriteGuard<'static, ()>);

/// For tests whose outcome other tests could change, as they time something.
pub fn alone() -> Alone {
    let turn = TURN.write().unwrap_or_else(PoisonError::into_inner);
    IS_ALONE.set(true);
    Alone(turn)
}

impl Drop for Alone {
    fn drop(&mut self) {
        IS_ALONE.set(false);
    }
}

/// What a test holds while it has a browser.
pub fn turn() -> Option<RwLockReadGuard<'static, ()>> {
    (!IS_ALONE.get()).then(|| TURN.read().unwrap_or_else(PoisonError::into_inner))
}

/// One for all tests, as a session outlives the test that it was started for.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap())
}

/// A browser that shows an empty page in its only window.
pub struct Session {
    running: Running,
    /// Where it may wait for the next test.
    idle: Option<&'static Mutex<Vec<Running>>>,
}

impl Session {
    /// The usual browser as an earlier test left it, or a new one; a new one in any case for flags or a wish.
    pub async fn of(browser: Browser, flags: &[&str], wish: Option<Wish>) -> Self {
        let idle = (flags.is_empty() && wish.is_none()).then_some(&IDLE[browser as usize]);
        let waiting = idle.and_then(|idle| idle.lock().unwrap_or_else(PoisonError::into_inner).pop());
        let running = match waiting {
            Some(running) => running,
            None => {
                let running = browser.start(flags, wish).await;
                have_focus(browser, &running.driver).await.expect("the window gets the focus");
                running
            }
        };
        Self { running, idle }
    }

    pub fn driver(&self) -> WebDriver {
        self.running.driver.clone()
    }

    /// Gives the browser back. One that a test has failed in, or that does not become as it was, ends here.
    pub async fn end(self, has_failed: bool) {
        let Self { running, idle } = self;
        if let Some(idle) = idle.filter(|_| !has_failed && running.can_be_kept()) {
            let cleaned = timeout(Duration::from_secs(20), clean(&running)).await;
            match cleaned {
                Ok(Ok(())) => return idle.lock().unwrap_or_else(PoisonError::into_inner).push(running),
                failure => eprintln!("a browser is not used again: {failure:?}"),
            }
        }
        // A driver that no longer answers is ended with its browser all the same.
        let _ = timeout(Duration::from_secs(20), running.driver.clone().quit()).await;
    }
}

/// Leaves nothing of a test: its windows are closed, and with them end its workers, what was emulated in them and what
/// they stored for themselves. What an origin stores no other test sees, as each has origins of its own.
async fn clean(Running { browser, driver, rect, .. }: &Running) -> WebDriverResult<()> {
    let old = driver.windows().await?;
    let new = driver.new_tab().await?;
    for window in old {
        driver.switch_to_window(window).await?;
        driver.close_window().await?;
    }
    driver.switch_to_window(new).await?;
    if driver.get_window_rect().await? != *rect {
        let Rect { x, y, width, height } = *rect;
        driver.set_window_rect(x, y, width as u32, height as u32).await?;
    }
    have_focus(*browser, driver).await
}

/// Returns once the window has the focus. Chromium gives it to a tab, and the keys and the focus events with it, only
/// some time after it has opened or switched to it.
async fn have_focus(browser: Browser, driver: &WebDriver) -> WebDriverResult<()> {
    if browser == Browser::Chromium {
        driver.cdp().send_raw("Page.bringToFront", json!({})).await?;
        let has_focus = "const done = arguments[0];
             const look = () => (document.hasFocus() ? done() : setTimeout(look, 10));
             look();";
        driver.execute_async(has_focus, vec![]).await?;
    }
    Ok(())
}
