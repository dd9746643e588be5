//! Frames whose heights the pages around them follow by scripts of others: iframe-resizer of both kinds in use, and a page that does
//! what WordPress does.

use std::fs;
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use super::Site;
use super::tour::compares;
use crate::driver::{Page, in_browser};
use crate::host::Host;

/// Where the pages have what another site serves.
const OTHER_SITE: &str = "https://sums.example/parallel-sum";

/// Opens a page whose frame shows what another site serves.
async fn open(page: &Page, path: &str) -> (Host, Host) {
    static SITE: LazyLock<Site> = LazyLock::new(|| Site::of("frames"));
    let site = &*SITE;
    let host = Host::of_folder(&site.folder, "/blog").await;
    let other = Host::start_below("/parallel-sum").await;
    other.send("/parallel-sum/www/", "access-control-allow-origin", "*"); // for sandboxed frames
    let name = path.split('?').next().unwrap();
    let content = fs::read_to_string(site.folder.join(name)).unwrap();
    host.put(name, content.replace(OTHER_SITE, &other.elsewhere()));
    page.log().await; // that of other pages
    page.open(&format!("{}/{path}", host.address)).await;
    (host, other)
}

/// Has `act` use the page in the frame.
async fn inside<T>(page: &Page, act: impl AsyncFnOnce() -> T) -> T {
    page.driver.enter_frame(0).await.unwrap();
    let value = act().await;
    page.driver.enter_default_frame().await.unwrap();
    value
}

/// Returns the height of the frame once that is the height of what it shows, and both know how wide they are.
async fn follows(page: &Page) -> u64 {
    let as_high = async {
        loop {
            let size = "return [innerWidth, Math.ceil(document.documentElement.getBoundingClientRect().height)]";
            let content = inside(page, async || page.until(size).await).await;
            if page.eval("return [sum.clientWidth, sum.clientHeight]").await == content {
                break content[1].as_u64().unwrap();
            }
        }
    };
    timeout(Duration::from_secs(60), as_high).await.expect("the frame gets as high as what it shows")
}

#[test]
#[ignore = "takes a network"]
fn iframe_resizer_4_and_5_make_a_frame_as_high_as_what_it_shows() {
    in_browser(async |page| {
        // Both ask before the frame has anybody who could hear; 5 tells on which terms it is used.
        let noise = ["does not match the recipient window's origin", "GPLv3 License"];
        for name in ["v4.html", "v5.html"] {
            let _hosts = open(page, name).await;
            page.until("return window.isInitialised").await;
            let before = follows(page).await;
            inside(page, async || compares(page, None).await).await;
            let after = follows(page).await;
            assert!(after > before, "{name}: the account and the timeline take room: {before}, {after}");

            page.set_width(400).await;
            let narrow = follows(page).await;
            assert!(narrow > after, "{name}: {after}, {narrow}");
            page.eval("sum.style.display = 'none'").await;
            page.set_width(1400).await;
            page.eval("sum.style.display = ''").await;
            assert!(follows(page).await < narrow, "{name}: it shrinks, too");

            let log = page.log().await.into_iter().filter(|it| !noise.iter().any(|noise| it.contains(noise)));
            assert_eq!(log.collect::<Vec<_>>(), [""; 0], "{name}");
        }
    });
}

/// A frame that asks itself is not the page around it.
#[test]
#[ignore = "takes a network"]
fn a_frame_tells_iframe_resizer_only_what_the_page_around_it_has_asked() {
    in_browser(async |page| {
        let _hosts = open(page, "v4.html").await;
        page.until("return window.isInitialised").await;
        page.eval("window.heard = []; addEventListener('message', ({ data }) => heard.push(data))").await;
        let ask = "const asked = new Promise((resolve) => addEventListener('message', resolve, { once: true }));
             postMessage('[iFrameSizer]forged:8:false:false:32:true:true:null:bodyOffset:null:null:0:false:parent:scroll:true', '*');
             await asked;";
        inside(page, async || page.eval(ask).await).await;
        let heard = page
            .eval(
                "while (!heard.some((it) => /^.iFrameSizer.sum:.*:size:/.test(it))) {
                   sum.iFrameResizer.resize();
                   await new Promise((resolve) => addEventListener('message', resolve, { once: true }));
                 }
                 return heard.filter((it) => String(it).includes('forged'));",
            )
            .await;
        assert_eq!(heard, json!([]));
    });
}

#[test]
#[ignore = "takes a network"]
fn what_wordpress_embeds_shows_itself_as_high_as_it_is_whenever_it_hears_the_secret() {
    in_browser(async |page| {
        for path in ["wordpress.html?at-once", "wordpress.html"] {
            let _hosts = open(page, path).await;
            if !path.ends_with("at-once") {
                inside(page, async || page.until("return !!document.querySelector('parallel-sum:defined')").await)
                    .await;
                assert_ne!(page.eval("return sum.getAttribute('style')").await, Value::Null);
                page.eval("embed()").await;
            }
            page.until("return !sum.hasAttribute('style')").await;
            let before = follows(page).await;
            inside(page, async || compares(page, None).await).await;
            let after = follows(page).await;
            assert!((200..=430).contains(&before) && (200..=430).contains(&after), "{path}: {before}, {after}");
            assert_eq!(page.eval("return document.querySelector('blockquote').checkVisibility()").await, false);
            assert_eq!(page.log().await, [""; 0], "{path}");
        }
    });
}
