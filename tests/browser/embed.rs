//! The element in pages as authors write them or have them generated: every one measures, on hosts that set no header.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::driver::{Browser, Page, in_browser, in_each_browser};
use crate::host::{Constants, Host, built};

/// Where the example pages have what another site serves.
pub const OTHER_SITE: &str = "https://sums.example/parallel-sum";

const COMPARE: &str = "const { serial, parallel } = await element.compare({ n: 1e6, threads: 2, schedule: 'static' });
     const threads = [...new Set(parallel.spans.map(({ thread }) => thread))].sort();
     return { sums: [serial.sum, parallel.sum], engine: parallel.engine, threads, isolated: crossOriginIsolated };";

#[test]
fn the_recipes_of_the_readme_are_those_of_the_example_pages() {
    let readme = include_str!("../../README.md");
    for (page, start, end) in [
        (include_str!("../pages/one-file.html"), "<script", "</parallel-sum>"),
        (include_str!("../pages/same-origin.html"), "<script", "</parallel-sum>"),
        (include_str!("../pages/frame.html"), "<iframe", "</script>"),
    ] {
        let recipe = &page[page.find(start).unwrap()..page.rfind(end).unwrap() + end.len()];
        assert!(readme.contains(recipe), "{recipe}");
    }
}

/// What the page of an author comes to whose host serves the built page below `/parallel-sum`.
async fn compares(page: &Page, path: &str, content: &str) -> (Host, Host, Value) {
    let (host, other) = (Host::start_below("/parallel-sum").await, Host::start_below("/parallel-sum").await);
    other.send("/parallel-sum/www/", "access-control-allow-origin", "*");
    host.put(&format!("../{path}"), content.replace(OTHER_SITE, &other.elsewhere()));
    page.open(&format!("{}/../{path}", host.address)).await;
    let compared = page.eval(COMPARE).await;
    assert_eq!(compared["sums"], json!(["500000500000", "500000500000"]), "{path}");
    assert_eq!(compared["threads"], json!([0, 1]), "{path}");
    assert_eq!(compared["engine"], "messages", "{path}");
    (host, other, compared)
}

#[test]
fn one_file_beside_a_page_is_all_that_it_takes_and_where_it_is_missing_the_text_of_the_tag_says_so() {
    in_each_browser(async |page| {
        let host = Host::start_below("/some/blog").await;
        host.put("posts/sum/index.html", include_str!("../pages/one-file.html"));
        let address = format!("{}/posts/sum/", host.address);
        page.open(&address).await;
        let said = "The sum needs its script, parallel-sum.js.";
        assert!(page.eval("return document.body.innerText").await.as_str().unwrap().contains(said));
        host.put("posts/sum/parallel-sum.js", fs::read(built().join("parallel-sum.js")).unwrap());
        page.open(&address).await;
        assert_eq!(page.eval(COMPARE).await["sums"], json!(["500000500000", "500000500000"]));
        let asked = host.all_requests().into_keys().filter(|path| path.ends_with(".js") || path.ends_with(".wasm"));
        assert_eq!(asked.collect::<Vec<_>>(), ["/some/blog/posts/sum/parallel-sum.js"]);
    });
}

#[test]
fn a_script_tag_and_an_element_measure_in_a_page_of_the_same_site() {
    in_each_browser(async |page| {
        compares(page, "post.html", include_str!("../pages/same-origin.html")).await;
    });
}

#[test]
fn the_script_may_come_from_another_site() {
    in_each_browser(async |page| {
        let (host, other, _) = compares(page, "post.html", include_str!("../pages/other-origin.html")).await;
        assert_eq!(host.requests("/parallel-sum/www/parallel-sum.js"), 0);
        assert!(other.requests("/parallel-sum/www/pkg/parallel_sum_bg.wasm") > 0);
    });
}

/// Once more under another address, and from another site, as another version would be.
#[test]
fn loading_the_script_several_times_does_no_harm() {
    in_each_browser(async |page| {
        let scripts = [
            "<script type=module src=/parallel-sum/www/parallel-sum.js></script>",
            "<script type=module src=/parallel-sum/www/parallel-sum.js></script>",
            "<script type=module src='/parallel-sum/www/parallel-sum.js?v=2'></script>",
            &format!("<script type=module src={OTHER_SITE}/www/parallel-sum.js></script>"),
        ];
        let content = format!(
            "<!doctype html><script>addEventListener('error', ({{ message }}) => (window.failed = message))</script>
             {}<parallel-sum></parallel-sum><parallel-sum></parallel-sum>",
            scripts.concat()
        );
        let (_, other, _) = compares(page, "post.html", &content).await;
        assert_eq!(other.requests("/parallel-sum/www/parallel-sum.js"), 1);
        assert_eq!(page.eval("return window.failed").await, Value::Null);
        let sums = page
            .eval("return Promise.all([...document.querySelectorAll('parallel-sum')].map(async (it) => (await it.run({ mode: 'parallel', n: 1e6 })).sum))")
            .await;
        assert_eq!(sums, json!(["500000500000", "500000500000"]));
    });
}

#[test]
fn a_page_as_mkdocs_writes_it_measures() {
    in_browser(async |page| {
        compares(page, "guide/threads/index.html", include_str!("../pages/mkdocs.html")).await;
    });
}

#[test]
fn a_page_as_docusaurus_writes_it_measures_and_so_do_the_pages_after_it() {
    in_browser(async |page| {
        let _hosts = compares(page, "docs/threads.html", include_str!("../pages/docusaurus.html")).await;
        page.eval("show({ n: '1000', threads: 3 })").await;
        let run = page.eval("return await element.run({ mode: 'parallel' })").await;
        assert_eq!((&run["sum"], &run["threads"]), (&json!("500500"), &json!(3)));
    });
}

/// As where a site is rendered on a server. Workers have no DOM either.
#[test]
fn importing_the_module_without_a_dom_does_nothing() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.put("bare.html", "<!doctype html>");
        page.open(&format!("{}/bare.html", host.address)).await;
        let imported = page
            .eval(
                "const text = `import('${location.origin}/www/parallel-sum.js').then(
                   ({ ParallelSumElement }) => postMessage([typeof document, typeof ParallelSumElement]),
                   (error) => postMessage(String(error)));`;
                 const worker = new Worker(URL.createObjectURL(new Blob([text])));
                 return await new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));",
            )
            .await;
        assert_eq!(imported, json!(["undefined", "function"]));
    });
}

#[test]
fn a_frame_takes_the_attributes_from_its_address_and_nothing_else() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        let address = "n=1e3&threads=many&kernel=simd&lang=ko&onclick=alert(1)&style=color:red&id=x&nothing";
        page.open(&format!("{}/www/embed.html?{address}", host.address)).await;
        let seen = page
            .eval(
                "await element.ready;
                 return {
                   attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
                   invalid: [...root.querySelectorAll('[aria-invalid=true]')].map(({ id }) => id),
                   lang: element.closest('[lang]').lang,
                 };",
            )
            .await;
        assert_eq!(seen["attributes"], json!({ "n": "1e3", "threads": "many", "kernel": "simd" }));
        assert_eq!((&seen["invalid"], &seen["lang"]), (&json!(["threads"]), &json!("ko")));
    });
}

#[test]
fn a_frame_is_as_high_as_what_it_shows_by_five_lines_in_the_page_around_it() {
    in_each_browser(async |page| {
        let (host, other) = (Host::start(false).await, Host::start_below("/parallel-sum").await);
        host.put("post.html", include_str!("../pages/frame.html").replace(OTHER_SITE, &other.elsewhere()));
        page.open(&format!("{}/post.html", host.address)).await;
        let driver = &page.driver;
        let inside = async |script: &str| {
            driver.enter_frame(0).await.unwrap();
            let value = page.until(script).await;
            driver.enter_default_frame().await.unwrap();
            value
        };
        let follows = async || {
            loop {
                let height = inside("return Math.ceil(document.documentElement.getBoundingClientRect().height)").await;
                if page.eval("return document.getElementById('sum').clientHeight").await == height {
                    break height.as_u64().unwrap();
                }
            }
        };
        let follows = async || timeout(Duration::from_secs(60), follows()).await.expect("the frame gets as high");
        inside("return document.querySelector('parallel-sum').engine").await;
        let before = follows().await;
        inside(
            "const element = document.querySelector('parallel-sum');
             return element.compare({ n: 1e6 }).then(() => (element.shadowRoot.querySelector('.out .opener').click(), true))",
        )
        .await;
        inside("return document.querySelector('parallel-sum').shadowRoot.querySelector('.tables table') !== null")
            .await;
        let after = follows().await;
        assert!(after > before, "the tables take room: {before}, {after}");

        let forged = "{ type: 'parallel-sum-height', height: 9 }";
        other.put("forged.html", format!("<script>parent.postMessage({forged}, '*')</script>"));
        let height = page
            .eval(&format!(
                "const told = new Promise((resolve) => addEventListener('message', ({{ data }}) => data === 'last' && resolve()));
                 const frame = document.createElement('iframe');
                 frame.src = '{}/forged.html';
                 document.body.append(frame);
                 await new Promise((resolve) => (frame.onload = resolve));
                 for (const data of [{forged}, null, 'text', 'last']) postMessage(data);
                 await told;
                 return document.getElementById('sum').clientHeight;",
                other.elsewhere()
            ))
            .await;
        assert!(height.as_u64() > Some(before), "{height}");
    });
}

/// By isolate.js from a host without headers, by its headers from the development server.
#[test]
fn a_frame_on_a_page_without_headers_measures_and_in_chromium_gets_shared_memory() {
    in_each_browser(async |page| {
        let (host, other) = (Host::start(false).await, Host::start_below("/parallel-sum").await);
        let server = Host::as_served(Constants::Quick).await;
        let is_isolated = page.browser == Browser::Chromium;
        for (place, reloads) in [(other.elsewhere(), usize::from(is_isolated)), (server.elsewhere(), 0)] {
            host.put("post.html", include_str!("../pages/frame.html").replace(OTHER_SITE, &place));
            for visit in 1..=2 {
                page.open(&format!("{}/post.html", host.address)).await;
                page.driver.enter_frame(0).await.unwrap();
                page.until(&format!(
                    "return crossOriginIsolated === {is_isolated} && document.readyState === 'complete'"
                ))
                .await;
                let compared = page.eval(COMPARE).await;
                assert_eq!(compared["engine"], if is_isolated { "shared-memory" } else { "messages" });
                if reloads == 1 {
                    assert_eq!(other.requests("/parallel-sum/www/embed.html"), visit + reloads);
                }
            }
        }
    });
}

#[test]
fn no_other_page_of_the_development_server_can_be_framed() {
    in_each_browser(async |page| {
        let server = Host::as_served(Constants::Quick).await;
        let host = Host::start(false).await;
        let elsewhere = server.elsewhere();
        host.put(
            "post.html",
            format!("<iframe src='{elsewhere}/www/embed.html'></iframe><iframe src='{elsewhere}'></iframe>"),
        );
        page.open(&format!("{}/post.html", host.address)).await;
        for (frame, is_there) in [(0, true), (1, false)] {
            page.driver.enter_frame(frame).await.unwrap();
            assert_eq!(page.eval("return document.querySelector('parallel-sum') !== null").await, is_there);
            page.driver.enter_default_frame().await.unwrap();
        }
    });
}

#[test]
fn the_development_server_lends_the_script_to_pages_of_other_sites() {
    in_browser(async |page| {
        let server = Host::as_served(Constants::Quick).await;
        let host = Host::start(false).await;
        let post = include_str!("../pages/other-origin.html").replace(OTHER_SITE, &server.elsewhere());
        host.put("post.html", post);
        page.open(&format!("{}/post.html", host.address)).await;
        assert_eq!(page.eval(COMPARE).await["sums"][1], "500000500000");
    });
}

/// An opaque origin: no storage, no service worker, every file is another origin's.
#[test]
fn sandboxed_frames_measure() {
    in_each_browser(async |page| {
        let (host, other) = (Host::start(false).await, Host::start_below("/parallel-sum").await);
        other.send("/parallel-sum/www/", "access-control-allow-origin", "*");
        host.put("post.html", include_str!("../pages/sandboxed.html").replace(OTHER_SITE, &other.elsewhere()));
        for frame in [0, 1] {
            page.open(&format!("{}/post.html", host.address)).await;
            page.driver.enter_frame(frame).await.unwrap();
            page.until("return document.querySelector('parallel-sum')?.engine").await;
            let compared = page.eval(COMPARE).await;
            assert_eq!(compared["sums"], json!(["500000500000", "500000500000"]));
            assert_eq!(compared["threads"], json!([0, 1]));
        }
        assert_eq!(other.requests("/parallel-sum/www/embed.html"), 2, "nothing reloads");
    });
}
