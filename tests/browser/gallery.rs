//! Pictures to look at: the element in every state, in each language, light and dark; some of them wherever else it may
//! stand, on a phone, on paper, in the reader's own colours; and the page around it. `cargo test gallery -- --ignored`
//! writes them into target/gallery, with one page that shows them all. `GALLERY=compact` makes those alone whose
//! names have that in them.

#[path = "gallery/states.rs"]
mod states;

use std::fmt::Write;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::{env, fs};

use serde_json::{Value, json};
use thirtyfour::By;

use self::states::{STATES, State};
use crate::driver::{Page, in_browser, in_browser_with};
use crate::host::{Constants, Host};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/gallery");

const LANGUAGES: [&str; 2] = ["en", "ko"];

/// In CSS pixels: a column of text, where most elements stand.
const USUAL_WIDTH: u32 = 600;

/// How the reader sees it.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    Light,
    Dark,
    ForcedLight,
    ForcedDark,
    Paper,
}

impl Look {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::ForcedLight => "forced-light",
            Self::ForcedDark => "forced-dark",
            Self::Paper => "paper",
        }
    }

    fn media(self) -> Value {
        let scheme = if matches!(self, Self::Dark | Self::ForcedDark) { "dark" } else { "light" };
        let forced = if matches!(self, Self::ForcedLight | Self::ForcedDark) { "active" } else { "none" };
        json!({ "media": if self == Self::Paper { "print" } else { "screen" }, "features": [
            { "name": "prefers-color-scheme", "value": scheme }, { "name": "forced-colors", "value": forced } ] })
    }
}

#[test]
#[ignore = "makes pictures to look at"]
fn gallery() {
    let wanted = env::var("GALLERY").unwrap_or_default();
    if wanted.is_empty() {
        let _ = fs::remove_dir_all(FOLDER); // with states that are no more
    }
    fs::create_dir_all(FOLDER).unwrap();
    let states = STATES.iter().map(|state| (state.name, Box::new(|| of_state(state)) as Box<dyn Fn()>));
    let pages = [
        ("page", "", "await element.ready"),
        ("page-compared", "", "await element.compare()"),
        ("page-for-teachers", "www/lesson/index.html", ""),
    ];
    let pages =
        pages.map(|(name, path, script)| (name, Box::new(move || of_page(name, path, script)) as Box<dyn Fn()>));
    // A state that cannot be reached does not keep the others from being seen.
    let fails = |make: &dyn Fn()| panic::catch_unwind(AssertUnwindSafe(make)).is_err();
    let all = states.chain(pages).filter(|(name, _)| name.contains(&wanted));
    let failed: Vec<_> = all.filter(|(_, make)| fails(make)).map(|(name, _)| name).collect();
    write_index();
    assert!(failed.is_empty(), "not reached: {failed:?}");
}

/// Pictures of the element in one state.
fn of_state(state: &State) {
    in_browser_with(state.place.flags(), async |page| {
        let host = state.place.host().await;
        resize(page, USUAL_WIDTH, 1500).await;
        page.open(&format!("{}/www/embed.html?{}", host.address, state.attributes)).await;
        state.reach(page).await;
        for language in LANGUAGES {
            speak(page, language).await;
            state.reach_again(page).await;
            let more: &[_] = if state.is_chosen && language == "en" {
                &[Look::ForcedLight, Look::ForcedDark, Look::Paper]
            } else {
                &[]
            };
            for look in [&[Look::Light, Look::Dark], more].concat() {
                shoot(page, &format!("{}-{language}-{}", state.name, look.name()), look).await;
            }
            for width in [320, 1366].into_iter().filter(|_| state.is_chosen) {
                resize(page, width, 2500).await;
                shoot(page, &format!("{}-{language}-light-{width}", state.name), Look::Light).await;
            }
            resize(page, USUAL_WIDTH, 1500).await;
        }
        page.eval("await element.cancel()").await;
    });
}

/// Pictures of a page, in which `script` has run.
fn of_page(name: &str, path: &str, script: &str) {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        for language in LANGUAGES {
            resize(page, 1366, 768).await;
            page.open(&format!("{}/{path}?lang={language}", host.address)).await;
            page.until(&format!("return document.documentElement.lang === '{language}'")).await;
            page.eval(script).await;
            for (look, widths) in [
                (Look::Light, &[320, 600, 1366, 2560][..]),
                (Look::Dark, &[600, 1366]),
                (Look::ForcedLight, &[1366]),
                (Look::Paper, &[794]), // A4
            ] {
                for &width in widths {
                    shoot_page(page, &format!("{name}-{language}-{}-{width}", look.name()), look, width).await;
                }
            }
        }
    });
}

/// Gives the page this size in CSS pixels.
async fn resize(page: &Page, width: u32, height: u64) {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    page.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await.unwrap();
}

/// Has the element speak a language.
async fn speak(page: &Page, language: &str) {
    page.eval(&format!("element.lang = '{language}'")).await;
    page.until(&format!(
        "const parts = [...document.querySelector('parallel-sum').shadowRoot.querySelectorAll('.card > [lang]')];
         return parts.length > 0 && parts.every(({{ lang }}) => lang === '{language}')"
    ))
    .await;
}

/// Has the page look so, and returns when it has been drawn.
async fn look_so(page: &Page, look: Look) {
    page.driver.cdp().send_raw("Emulation.setEmulatedMedia", look.media()).await.unwrap();
    page.eval("for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)").await;
}

/// A picture of the element, and notes on what to look at.
async fn shoot(page: &Page, name: &str, look: Look) {
    look_so(page, look).await;
    let element = page.driver.find(By::Tag("parallel-sum")).await.unwrap();
    save(name, element.screenshot_as_png().await.unwrap());
    let notes = page.eval(include_str!("gallery/odd.js")).await;
    let notes: Vec<_> = notes.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    fs::write(Path::new(FOLDER).join(name).with_extension("txt"), notes.join("\n")).unwrap();
}

/// One of what a window of this width shows first, and one of the whole page.
async fn shoot_page(page: &Page, name: &str, look: Look, width: u32) {
    let first = if width < 1000 { 900 } else { 768 };
    resize(page, width, first).await;
    look_so(page, look).await;
    save(&format!("{name}-first-screen"), page.driver.screenshot_as_png().await.unwrap());
    let height = page.eval("return document.documentElement.scrollHeight").await.as_u64().unwrap();
    resize(page, width, height).await;
    look_so(page, look).await;
    save(name, page.driver.screenshot_as_png().await.unwrap());
}

fn save(name: &str, png: Vec<u8>) {
    fs::write(Path::new(FOLDER).join(name).with_extension("png"), png).unwrap();
}

/// One page with all pictures of the folder, those of an earlier call among them.
fn write_index() {
    let files = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = files.filter_map(|it| Some(it.strip_suffix(".png")?.to_owned())).collect();
    names.sort();
    let mut html = String::from(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Gallery</title>
         <style>body { background: #888; font: 14px system-ui; } figure { display: inline-block; margin: 8px; vertical-align: top; } figcaption { max-width: 640px; white-space: pre-wrap; } img { max-width: 640px; }</style>\n",
    );
    for name in names {
        let notes = fs::read_to_string(Path::new(FOLDER).join(&name).with_extension("txt")).unwrap_or_default();
        let notes = notes.replace('&', "&amp;").replace('<', "&lt;");
        writeln!(
            html,
            "<figure><a href={name}.png><img src={name}.png alt='' loading=lazy></a><figcaption>{name}\n{notes}</figcaption></figure>"
        )
        .unwrap();
    }
    fs::write(Path::new(FOLDER).join("index.html"), html).unwrap();
}
