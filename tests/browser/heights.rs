//! How the page around a frame learns its height, in each of the ways in which pages listen.

use serde_json::{Value, json};

use crate::driver::{Page, in_each_browser};
use crate::host::Host;

/// How high the frame's content is.
const INSIDE: &str = "Math.ceil(document.documentElement.getBoundingClientRect().height)";

/// A page of an author with the element in a frame, in which `script` listens. The frame's address ends with `end`.
async fn framed(page: &Page, attributes: &str, end: &str, script: &str) -> (Host, Host) {
    let (host, other) = (Host::start(false).await, Host::start_below("/parallel-sum").await);
    other.send("/parallel-sum/", "access-control-allow-origin", "*");
    let address = format!("{}/www/embed.html?n=1e6{end}", other.elsewhere());
    host.put(
        "post.html",
        format!("<!doctype html><script>{script}</script><iframe {attributes} src='{address}'></iframe>"),
    );
    page.open(&format!("{}/post.html", host.address)).await;
    (host, other)
}

async fn inside(page: &Page, script: &str) -> Value {
    page.driver.enter_frame(0).await.unwrap();
    let value = page.until(script).await;
    page.driver.enter_default_frame().await.unwrap();
    value
}

/// Its messages are texts whose fields colons part; by the source of versions 4.4 and 5.5.
#[test]
fn iframe_resizer_of_either_version_is_told_the_height_when_it_asks_and_when_that_changes() {
    let v4 = "[iFrameSizer]sum:8:false:false:32:true:true:null:bodyOffset:null:null:0:false:parent:scroll:true";
    let v5 = "[iFrameSizer]sum:8:false:false:32:true:true:null:auto:null:null:0:false:child:auto:false:null:null:true:GPLv3:5.5.9:0::false";
    in_each_browser(async |page| {
        for (init, version) in [(v4, "4"), (v5, "5.5.9")] {
            let listen = format!(
                "window.told = [];
                 addEventListener('message', ({{ source, data }}) => {{
                   if (data === '[iFrameResizerChild]Ready') source.postMessage('{init}', '*');
                   else if (typeof data === 'string') window.told.push(data);
                 }});"
            );
            let _hosts = framed(page, "", "", &listen).await;
            page.until("return window.told.length > 0").await;
            let told = page.eval("return window.told[0].split(':')").await;
            assert_eq!((&told[0], &told[3], &told[4]), (&json!("[iFrameSizer]sum"), &json!("init"), &json!(version)));
            let is_told = async |kind: &str| {
                let height = inside(page, &format!("return {INSIDE}")).await;
                page.until(&format!(
                    "return window.told.some((it) => it.startsWith('[iFrameSizer]sum:{height}:') && it.endsWith(':{kind}:{version}'))"
                ))
                .await;
            };
            inside(page, "return document.querySelector('parallel-sum').compare({ threads: 2 }).then(() => true)")
                .await;
            is_told("size").await;
            for (asked, kind) in [("resize", "size"), ("reset", "resetPage")] {
                page.eval(&format!("window.told = []; frames[0].postMessage('[iFrameSizer]{asked}', '*')")).await;
                is_told(kind).await;
            }
        }
    });
}

/// As its wp-embed.js does, which lets a frame run scripts and nothing else, and hides it until it has told its height.
#[test]
fn word_press_is_told_the_height_with_the_secret_of_its_frame_whenever_it_gives_it_that() {
    in_each_browser(async |page| {
        for (end, later) in [("#?secret=Abc123", ""), ("", "document.querySelector('iframe').src += '#?secret=Abc123'")]
        {
            let listen = "window.told = [];
                 addEventListener('message', ({ source, data }) => {
                   if (source === frames[0] && data.message === 'height') window.told.push([data.secret, data.value]);
                 });";
            let _hosts = framed(page, "sandbox='allow-scripts'", end, listen).await;
            inside(page, "return document.querySelector('parallel-sum')?.engine").await;
            page.eval(later).await;
            inside(page, "return document.querySelector('parallel-sum').compare({ threads: 2 }).then(() => true)")
                .await;
            let height = inside(page, &format!("return {INSIDE}")).await;
            page.until(&format!(
                "return window.told.some(([secret, value]) => secret === 'Abc123' && value === {height})"
            ))
            .await;
            page.eval("window.told = []; frames[0].postMessage({ message: 'ready', secret: 'Abc123' }, '*')").await;
            page.until(&format!("return window.told.some(([, value]) => value === {height})")).await;
        }
    });
}

#[test]
fn who_is_not_around_the_frame_is_not_answered_and_without_a_secret_none_is_told() {
    in_each_browser(async |page| {
        let listen = "window.told = [];
             addEventListener('message', ({ data }) => window.told.push(data.message ?? data.type ?? data));";
        let _hosts = framed(page, "", "", listen).await;
        inside(page, "return document.querySelector('parallel-sum')?.engine").await;
        // Another frame asks in the place of the page.
        page.eval(
            "const other = document.createElement('iframe');
             document.body.append(other);
             other.contentWindow.eval(`parent.frames[0].postMessage('[iFrameSizer]x:8:false', '*')`);
             frames[0].postMessage('[iFrameSizer]resize', '*');",
        )
        .await;
        inside(page, "return document.querySelector('parallel-sum').compare({ threads: 2 }).then(() => true)").await;
        let told = page.eval("return [...new Set(window.told)]").await;
        assert_eq!(told, json!(["[iFrameResizerChild]Ready", "parallel-sum-height"]));
    });
}
