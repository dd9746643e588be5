//! On any clock a reader gets a ratio, at the latest by the second try: what was too short leads to a button with an n that is
//! not.

use serde_json::{Value, json};

use crate::driver::{Browser, Page, in_each_browser};
use crate::host::{Constants, Fault, Host};

const HEAR: &str = "window.results = [];
     addEventListener('parallel-sum-result', ({ detail }) => results.push([detail.serial.n, detail.speedup, detail.serial.environment.timerStep]))";

/// Presses Compare, and returns what that comes to, the result of this number.
async fn compared(page: &Page, count: usize) -> Value {
    page.find("[part~=compare]").await.click().await.unwrap();
    page.until(&format!("return results.length === {count}")).await;
    page.eval("return results.at(-1)").await
}

#[test]
fn on_clocks_with_long_steps_the_second_press_gives_a_ratio_and_the_first_where_nobody_chose_an_n() {
    in_each_browser(async |page| {
        // As they come without isolation; where a reader resists fingerprinting, with steps that vary; and the longest. What
        // is no browser's own affair one of them shows.
        let blurred = "((steps) => steps * 16.7 + (steps % 3))(Math.floor(arg0.now() / 16.7))";
        let longest = "Math.floor(arg0.now() / 100) * 100";
        let clocks = match page.browser {
            Browser::Chromium => vec![(blurred, 2), (longest, 1)],
            Browser::Firefox => vec![("arg0.now()", 64)],
            Browser::WebKit => vec![("arg0.now()", 8)],
        };
        for (clock, threads) in clocks {
            let host = Host::as_served_without_isolation(Constants::Quick).await;
            host.spoil("/parallel_sum.js", Fault::Replaced("arg0.now()", clock));
            page.open(&host.address).await;
            page.eval(&format!(
                "Object.assign(element, {{ n: null, threads: {threads}, repeats: 1, kernel: 'simd' }})"
            ))
            .await;
            page.eval(HEAR).await;
            page.eval("await element.ready").await;
            let free = compared(page, 1).await;
            assert!(free[1].is_number(), "{clock}: {free}");
            if clock == longest {
                continue; // as it takes seconds
            }
            page.eval("element.n = 1e6").await;
            let short = compared(page, 2).await;
            assert_eq!((&short[0], &short[1]), (&json!("1000000"), &Value::Null), "{clock}");
            page.find(".warnings button").await.click().await.unwrap();
            let second = compared(page, 3).await;
            assert!(second[1].is_number(), "{clock}: {second}");
        }
    });
}
