//! The terms of the account carry its colours and patterns in the text, and light its parts.

use std::collections::HashSet;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{in_browser, on_page_in_each_browser};
use crate::host::{Constants, Host};

#[test]
fn a_term_lights_its_part_for_who_points_at_it_or_goes_there_by_keyboard_in_either_language() {
    on_page_in_each_browser(async |page| {
        page.eval("window.lit = []; element.light = (part) => lit.push(part)").await;
        for language in ["en", "ko"] {
            page.eval(&format!(
                "document.querySelector('[hreflang={language}]').click();
                 while (document.documentElement.lang !== '{language}') await new Promise(requestAnimationFrame);
                 document.querySelector('[data-part=start]').scrollIntoView({{ block: 'center', behavior: 'instant' }});"
            ))
            .await;
            let term = page.driver.find(By::Css("[data-part=start]")).await.unwrap();
            page.driver.action_chain().move_to_element_center(&term).perform().await.unwrap();
            page.until("return lit.at(-1) === 'start'").await;
            let away = page.driver.find(By::Css("#lost h2")).await.unwrap();
            page.driver.action_chain().move_to_element_center(&away).perform().await.unwrap();
            page.until("return lit.at(-1) === null").await;
            let lit = page
                .eval(
                    "lit.length = 0;
                     const terms = [...document.querySelectorAll('[data-part]')];
                     for (const term of terms) term.focus();
                     terms.at(-1).blur();
                     return lit;",
                )
                .await;
            let parts = ["start", "join", "imbalance", "gaps", "slowerThreads"];
            assert_eq!(lit, json!(parts.map(|part| [json!(part), Value::Null]).as_flattened()));
        }
    });
}

#[test]
fn no_two_terms_look_alike_in_colour_pattern_or_where_colours_are_forced() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        let looks = "return [...document.querySelectorAll('[data-part]')].map((it) => {
             const { backgroundImage, borderTopColor, printColorAdjust } = getComputedStyle(it, '::before');
             return [backgroundImage, borderTopColor, printColorAdjust];
           })";
        let distinct = |looks: &Value, of: usize| {
            looks.as_array().unwrap().iter().map(|it| it[of].to_string()).collect::<HashSet<_>>().len()
        };
        let plain = page.eval(looks).await;
        assert_eq!((distinct(&plain, 0), distinct(&plain, 1)), (5, 5), "{plain}");
        assert!(plain.as_array().unwrap().iter().all(|it| it[2] == "exact"), "{plain}");
        page.prefer("forced-colors", "active").await;
        let forced = page.eval(looks).await;
        assert_eq!((distinct(&forced, 0), distinct(&forced, 1)), (5, 1), "{forced}");
    });
}
