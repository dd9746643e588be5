//! What a reader does on a site: presses Compare, types, leaves in the middle of a run and comes back.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::Page;

/// What tells of a busy machine rather than of the site.
const BUSY: [&str; 3] = ["bimodal", "outliers", "stalled"];

/// A site as its reader gets about in it. It has two pages: one with the element and a link that says Away, and the one
/// that this leads to, with a link that says Back.
pub struct Tour {
    /// The whole address of the page with the element.
    pub address: String,
    /// Whether a script follows the links, in the same document.
    pub stays: bool,
    /// Whether what was left stays in the document besides, but is not displayed.
    pub keeps: bool,
    /// The selector of the site's own switch from light to dark.
    pub dark: Option<&'static str>,
    /// How many workers the site has of its own.
    pub workers: usize,
    /// What is in warnings and errors that the tool itself causes.
    pub noise: &'static [&'static str],
}

impl Tour {
    pub fn of(address: String) -> Self {
        Self { address, stays: false, keeps: false, dark: None, workers: 0, noise: &[] }
    }

    /// Has a reader take it.
    ///
    /// # Panics
    /// When anything is not as it should be, or the page has warned of something.
    pub async fn take(&self, page: &Page) {
        page.set_width(1400).await; // on narrow ones sites put their switches away
        page.log().await; // that of other pages
        page.open(&self.address).await;
        let is_written = "const answer = await fetch(location.href);
             return (await answer.text()).includes('<parallel-sum n=\"100000000\"')";
        assert_eq!(page.eval(is_written).await, true, "it is in the page before any script runs");
        compares(page, None).await;
        keys_stay(page).await;

        page.eval("window.isSame = true").await;
        begins_a_long_run(page).await;
        follow(page, "Away").await;
        self.ends_the_run(page).await;
        follow(page, "Back").await;
        compares(page, Some("2e8")).await;
        assert_eq!(page.eval("return window.isSame ?? false").await, self.stays, "scripts follow the links");

        begins_a_long_run(page).await;
        page.driver.back().await.unwrap();
        self.ends_the_run(page).await;
        page.driver.back().await.unwrap();
        compares(page, Some("2e8")).await;
        page.driver.forward().await.unwrap();
        self.has_left(page).await;
        page.driver.forward().await.unwrap();
        compares(page, Some("2e8")).await;

        page.open(&format!("{}?parallel-sum=n:200000000,threads:2", self.address)).await;
        compares(page, None).await;
        assert_eq!(page.eval("return outcome.serial.n").await, "200000000", "what a link brings holds");

        if let Some(switch) = self.dark {
            assert_eq!(ground(page).await, "light");
            page.driver.find(By::Css(switch)).await.unwrap().click().await.unwrap();
            becomes_dark(page).await;
        }
        let log = page.log().await.into_iter().filter(|it| !self.noise.iter().any(|noise| it.contains(noise)));
        assert_eq!(log.collect::<Vec<_>>(), [""; 0], "the page has warned of something");
    }

    /// Waits for the other page, and until no worker is left of this one.
    async fn has_left(&self, page: &Page) {
        let is_away = "[...document.links].some((it) => it.textContent === 'Back' && it.checkVisibility())";
        let is_gone = if self.keeps { "element?.checkVisibility() === false" } else { "element === null" };
        page.until(&format!(
            "const element = document.querySelector('parallel-sum');
             return document.readyState === 'complete' && {is_away} && {is_gone}"
        ))
        .await;
        if !self.keeps {
            page.until_workers(self.workers).await;
        }
    }

    /// Waits for the other page, and for the end of the run that the element was left in.
    async fn ends_the_run(&self, page: &Page) {
        self.has_left(page).await;
        if self.stays {
            page.until("return outcome?.name === 'AbortError'").await;
        }
    }
}

impl Page {
    /// The warnings and errors that pages have had since it was last asked for: of a console, of scripts, of the network.
    pub async fn log(&self) -> Vec<String> {
        let entries = self.driver.browser_log().await.unwrap();
        entries.into_iter().filter(|it| ["WARNING", "SEVERE"].contains(&&*it.level)).map(|it| it.message).collect()
    }
}

/// Presses what stands in the element, away from what sites leave at the edges of a window.
pub async fn press(page: &Page, selector: &str) {
    page.eval(&format!("root.querySelector('{selector}').scrollIntoView({{ block: 'center', behavior: 'instant' }})"))
        .await;
    page.find(selector).await.click().await.unwrap();
}

async fn follow(page: &Page, link: &str) {
    let link = page.driver.find(By::LinkText(link)).await.unwrap();
    // Not by WebDriver, which would scroll smoothly where the page does.
    let into_sight = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
    page.driver.execute(into_sight, vec![link.to_json().unwrap()]).await.unwrap();
    link.click().await.unwrap();
}

/// Presses Compare on the page's element, once that is there, with this n or the author's, and has the right sum.
pub async fn compares(page: &Page, n: Option<&str>) {
    is_up(page).await;
    if let Some(n) = n {
        types(page, n).await;
    }
    let n = page.eval(&format!("{LISTEN} return element.n")).await;
    press(page, "[part~=compare]").await;
    let outcome = page.until("return window.outcome").await;
    let n: u128 = n.as_str().unwrap().parse().unwrap();
    let sum = json!((n * (n + 1) / 2).to_string());
    assert_eq!((&outcome["serial"]["sum"], &outcome["parallel"]["sum"]), (&sum, &sum), "{outcome}");
    let warnings = ["serial", "parallel"].map(|it| outcome[it]["warnings"].as_array().cloned().unwrap_or_default());
    let warnings: Vec<_> = warnings.concat().into_iter().filter(|it| !BUSY.contains(&it.as_str().unwrap())).collect();
    assert_eq!(warnings, [] as [Value; 0]);
    let failure = page.eval("return root.querySelector('[part=failure]').textContent").await;
    assert_eq!(failure, "");
}

/// Types something into the field n in place of what is there.
pub async fn types(page: &Page, keys: impl Into<TypingData>) {
    press(page, "#n").await;
    let typing = page.driver.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control);
    typing.send_keys(keys).perform().await.unwrap();
}

/// Types what sites have shortcuts for into the field n.
pub async fn keys_stay(page: &Page) {
    press(page, "#n").await;
    let before = page.eval(PLACE).await;
    types(page, "1s/2fkcnpm?.,h3".to_owned() + Key::Left + Key::Right).await;
    let seen = page
        .eval("return [document.activeElement === element, root.activeElement?.id, root.activeElement?.value]")
        .await;
    assert_eq!(seen, json!([true, "n", "1s/2fkcnpm?.,h3"]), "the field has the focus and what was typed");
    assert_eq!(page.eval(PLACE).await, before);
}

/// Types a large n and presses Compare by the space bar, and returns while it runs.
pub async fn begins_a_long_run(page: &Page) {
    is_up(page).await;
    types(page, "1e12").await;
    let focus = "root.querySelector('[part~=compare]').focus({ preventScroll: true });";
    let before = page.eval(&format!("{LISTEN} {focus} {PLACE}")).await;
    page.driver.action_chain().send_keys(" ").perform().await.unwrap();
    page.until("return window.hasBegun").await;
    assert_eq!(page.eval(PLACE).await, before);
}

/// Where the reader is.
const PLACE: &str = "return [location.href, scrollX, scrollY]";

pub async fn is_up(page: &Page) {
    page.until("return !!document.querySelector('parallel-sum')?.shadowRoot?.querySelector('[part~=compare]:enabled')")
        .await;
}

/// JavaScript that has `hasBegun` and `outcome` tell what becomes of the element's next run.
const LISTEN: &str = "Object.assign(window, { hasBegun: false, outcome: null });
     element.addEventListener('parallel-sum-progress', ({ detail }) => (window.hasBegun ||= detail.phase !== 'waiting'));
     for (const type of ['result', 'error']) element.addEventListener(`parallel-sum-${type}`, ({ detail }) => (window.outcome = detail), { once: true });";

/// JavaScript for what the element's ground is.
const GROUND: &str = "const ground = () => {
       const { backgroundColor } = getComputedStyle(document.querySelector('parallel-sum').shadowRoot.querySelector('.card'));
       const [red, green, blue] = backgroundColor.match(/[\\d.]+/g).map(Number);
       return red + green + blue > 600 ? 'light' : red + green + blue < 200 ? 'dark' : backgroundColor;
     };";

pub async fn becomes_dark(page: &Page) {
    page.until(&format!("{GROUND} return ground() === 'dark'")).await;
}

pub async fn ground(page: &Page) -> Value {
    page.eval(&format!("{GROUND} return ground()")).await
}

#[test]
fn warnings_errors_and_promises_that_nobody_catches_are_in_the_log() {
    use crate::driver::in_browser;
    use crate::host::{Constants, Host};
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        page.log().await;
        page.eval(
            "console.info('silent');
             console.warn('a warning');
             console.error('an error of %s', 'ours');
             setTimeout(() => { throw new Error('an exception'); });
             Promise.reject(new Error('a rejection'));
             await fetch('nowhere');
             await new Promise((resolve) => setTimeout(resolve));",
        )
        .await;
        let log = page.log().await;
        for expected in ["a warning", "an error of", "an exception", "a rejection", "404"] {
            assert!(log.iter().any(|it| it.contains(expected)), "{expected}: {log:?}");
        }
        assert_eq!(log.len(), 5, "{log:?}");
    });
}
