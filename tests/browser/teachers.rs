//! The page for teachers.

use serde_json::json;

use crate::axe::Rules;
use crate::driver::{in_browser, in_each_browser};
use crate::host::Host;

#[test]
fn the_lesson_leads_to_the_page_for_teachers_in_the_readers_language_and_that_leads_back() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        page.open(&format!("{}/?lang=ko", host.address)).await;
        page.until("return document.getElementById('teachers').search === '?lang=ko'").await;
        page.eval("document.getElementById('teachers').click()").await;
        page.until("return location.pathname === '/www/lesson/' && document.title.startsWith('가르치는 분께')").await;
        page.until("return document.getElementById('lesson')?.search === '?lang=ko'").await;
        page.eval("document.getElementById('lesson').click()").await;
        page.until("return location.pathname === '/' && document.title.startsWith('코어가 8개라고')").await;
    });
}

#[test]
fn it_speaks_every_language_leaves_no_place_empty_and_loads_nothing_of_the_engine() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        page.open(&format!("{}/www/lesson/?lang=en", host.address)).await;
        let texts =
            "return [...document.querySelectorAll('[data-text]')].map((it) => (it.content ?? it.textContent).trim())";
        let english = page.eval(texts).await;
        page.eval(
            "document.querySelector('[hreflang=ko]').click();
             while (document.documentElement.lang !== 'ko') await new Promise(requestAnimationFrame);",
        )
        .await;
        let korean = page.eval(texts).await;
        let (english, korean) = (english.as_array().unwrap(), korean.as_array().unwrap());
        assert!(english.len() > 80 && english.iter().chain(korean).all(|it| it != ""));
        assert!(english.iter().zip(korean).all(|(en, ko)| en != ko), "{english:?} {korean:?}");
        let asked = host.files_asked_for("/www/");
        assert!(asked.keys().any(|it| it.ends_with("teachers.js")), "{:?}", asked.keys());
        assert!(
            asked.keys().all(|it| !it.contains("parallel-sum") && !it.ends_with(".wasm") && !it.contains("workers"))
        );
    });
}

#[test]
fn it_fits_narrow_and_wide_windows_and_axe_finds_no_barrier_in_it() {
    in_browser(async |page| {
        let host = Host::start(true).await;
        for (language, title) in [("en", "For teachers"), ("ko", "가르치는 분께")] {
            page.open(&format!("{}/www/lesson/?lang={language}", host.address)).await;
            page.until(&format!("return document.title.startsWith('{title}')")).await;
            if !page.has_axe().await {
                return;
            }
            for (theme, width) in [("light", 320), ("dark", 1280)] {
                page.prefer("prefers-color-scheme", theme).await;
                page.set_width(width).await;
                let fits = page.eval("return document.documentElement.scrollWidth <= innerWidth").await;
                assert_eq!(fits, json!(true), "{language}, {width} px");
                let barriers = page.barriers("document", Rules::All).await;
                assert!(barriers.is_empty(), "{language}, {theme}: {barriers:#?}");
            }
        }
    });
}
