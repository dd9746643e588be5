//! The picture in README.md, from the page itself: `cargo test readme_picture -- --ignored` makes it anew.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::driver::browsers::debian;
use crate::driver::{Page, alone, in_browser_with};
use crate::host::{Constants, Host};
use crate::input::type_into;

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/.github/screenshot.png");

/// In CSS pixels: as narrow as lets the lesson stand beside all of the element, since GitHub shows it narrower.
const SIZE: [u32; 2] = [1240, 740];

/// In bytes; on phones a README should not wait for its picture.
const MOST: usize = 200_000;

#[test]
#[ignore = "writes .github/screenshot.png, with the times of this machine"]
fn readme_picture() {
    let _alone = alone();
    in_browser_with(&["--hide-scrollbars"], async |page| {
        let host = Host::as_served(Constants::True).await;
        let [width, height] = SIZE;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": false });
        page.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await.unwrap();
        page.prefer("prefers-color-scheme", "light").await;
        page.open(&format!("{}/?lang=en", host.address)).await;
        compare_by_hand(page).await;
        let png = smaller(&page.driver.screenshot_as_png().await.unwrap());
        assert!(png.len() <= MOST, "{} bytes are more than {MOST}", png.len());
        fs::write(PICTURE, png).unwrap();
    });
}

/// As a reader does, whose pointer then goes away.
async fn compare_by_hand(page: &Page) {
    page.eval(
        "await element.ready;
         window.result = new Promise((resolve) => addEventListener('parallel-sum-result', resolve, { once: true }));",
    )
    .await;
    type_into(page, "n", "1e9").await;
    page.find("[part~=compare]").await.click().await.unwrap();
    page.eval("await result; root.activeElement?.blur(); scrollTo(0, 0)").await;
    page.driver.action_chain().move_to(0, 0).perform().await.unwrap();
    page.eval("for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)").await;
}

/// The same picture in 256 colours, which is as many as anybody sees in it.
fn smaller(png: &[u8]) -> Vec<u8> {
    const HELP: &str = "Install pngquant, which makes the picture small (on Debian: apt-get install pngquant).";
    let start = || {
        Command::new("pngquant")
            .args(["--speed=1", "--strip", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
    };
    let started = start().or_else(|_| {
        debian::install(&["pngquant"], "what makes pictures small");
        start()
    });
    let mut process = started.expect(HELP);
    process.stdin.take().unwrap().write_all(png).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "pngquant: {}", output.status);
    output.stdout
}
