//! isolate.js, on hosts that set no header: it brings isolation where that can be had, and harms nobody anywhere.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{Browser, in_each_browser};
use crate::host::{Fault, For, Host};

const POST: &str = r#"<!doctype html>
<title>A tutorial</title>
<script src="isolate.js"></script>
<script type="module" src="www/parallel-sum.js"></script>
<p>Try it: <parallel-sum n="1e6"></parallel-sum>"#;

/// Not the empty page that Firefox shows for a moment when it loads an isolated page in a process of its own.
const IS_ISOLATED: &str = "return crossOriginIsolated && document.readyState === 'complete' && location.host !== ''";

const RUN: &str = "return (await element.run({ mode: 'serial', n: 1e6 })).sum";
const SUM: &str = "500000500000";

#[test]
fn a_page_without_headers_is_isolated_by_one_reload_and_from_then_on_without_any() {
    in_each_browser(async |page| {
        let host = Host::start_below("/a/folder").await;
        host.put("post.html", POST);
        for requests in [2, 3, 4] {
            page.visit(&format!("{}/post.html", host.address)).await;
            page.until(IS_ISOLATED).await;
            let measured = page.eval("return await element.run({ mode: 'parallel', n: 1e7, threads: 2 })").await;
            assert_eq!((&measured["sum"], &measured["engine"]), (&json!("50000005000000"), &json!("shared-memory")));
            assert_eq!(host.requests("/a/folder/post.html"), requests);
        }
    });
}

#[test]
fn the_page_that_is_built_is_isolated_too() {
    in_each_browser(async |page| {
        let host = Host::start_below("/a/folder").await;
        page.visit(&format!("{}/", host.address)).await;
        page.until(IS_ISOLATED).await;
        assert_eq!(page.eval("await element.ready; return element.engine").await, "shared-memory");
        assert_eq!(host.requests("/a/folder/"), 2);
    });
}

#[test]
fn a_page_that_comes_isolated_gets_no_service_worker_and_no_reload() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        host.put("post.html", POST);
        page.open(&format!("{}/post.html", host.address)).await;
        assert_eq!(page.eval(RUN).await, SUM);
        assert_eq!(page.eval("return (await navigator.serviceWorker.getRegistrations()).length").await, 0);
        assert_eq!(host.requests("/post.html"), 1);
    });
}

#[test]
fn a_browser_that_does_not_isolate_all_the_same_is_not_reloaded_again() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.put("post.html", POST);
        host.spoil_for(For::ServiceWorker, "isolate.js", Fault::Replaced("headers.set(name, value)", "0"));
        for requests in [2, 3] {
            page.visit(&format!("{}/post.html", host.address)).await;
            page.until("return navigator.serviceWorker.controller !== null && document.readyState === 'complete'")
                .await;
            assert_eq!(page.eval(RUN).await, SUM);
            assert_eq!(page.eval("return crossOriginIsolated").await, false);
            assert_eq!(host.requests("/post.html"), requests);
        }
    });
}

#[test]
fn a_service_worker_that_cannot_start_reloads_nothing() {
    in_each_browser(async |page| {
        for fault in [Fault::NotFound, Fault::Replaced("(() => {", "throw 'spoilt'; (() => {")] {
            let host = Host::start(false).await;
            host.put("post.html", POST);
            host.spoil_for(For::ServiceWorker, "isolate.js", fault);
            for visit in 1..=2 {
                page.open(&format!("{}/post.html", host.address)).await;
                assert_eq!(page.eval(RUN).await, SUM);
                assert_eq!(host.requests("/post.html"), visit);
            }
            assert!(host.requests("/isolate.js") >= 4, "as a script and as a service worker, twice");
        }
    });
}

/// Without https there is no `serviceWorker`; in a private window or with storage blocked it throws or rejects.
#[test]
fn a_browser_that_allows_no_service_worker_goes_on_without() {
    let refusals = [
        "value: undefined",
        "get() { throw new DOMException('storage is blocked', 'SecurityError') }",
        "value: { getRegistration: () => Promise.reject(new DOMException('no', 'SecurityError')) }",
        "value: { getRegistration: async () => {}, register: () => Promise.reject(new DOMException('no', 'SecurityError')) }",
    ];
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        for (visit, refusal) in refusals.iter().enumerate() {
            let refuse = format!("<script>Object.defineProperty(navigator, 'serviceWorker', {{ {refusal} }})</script>");
            let watch = "<script>addEventListener('unhandledrejection', () => (window.isUnhandled = true))</script>";
            host.put("post.html", POST.replace("<script src", &format!("{refuse}{watch}<script src")));
            page.open(&format!("{}/post.html", host.address)).await;
            assert_eq!(page.eval(RUN).await, SUM);
            assert_eq!(page.eval("return window.isUnhandled").await, Value::Null, "{refusal}");
            assert_eq!(host.requests("/post.html"), visit + 1);
        }
    });
}

#[test]
fn a_page_that_measures_or_has_been_touched_is_not_reloaded_but_isolated_when_it_is_visited_next() {
    in_each_browser(async |page| {
        for is_measuring in [true, false] {
            let host = Host::start(false).await;
            host.put("post.html", POST);
            host.spoil_for(For::ServiceWorker, "isolate.js", Fault::Late);
            let address = format!("{}/post.html", host.address);
            page.open(&address).await;
            if is_measuring {
                page.eval(
                    "const begun = new Promise((resolve) => addEventListener('parallel-sum-progress', resolve));
                     window.run = element.run({ mode: 'serial', n: 1e12 }).catch(({ name }) => name);
                     await begun;",
                )
                .await;
            } else {
                page.driver.find(By::Tag("p")).await.unwrap().click().await.unwrap();
            }
            host.mend();
            page.until("return navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')").await;
            if is_measuring {
                assert_eq!(page.eval("element.cancel(); return await run").await, "AbortError");
            }
            assert_eq!(page.eval(RUN).await, SUM);
            assert_eq!(host.requests("/post.html"), 1);

            page.open(&address).await;
            assert_eq!(page.eval("return crossOriginIsolated").await, true);
            assert_eq!(host.requests("/post.html"), 2);
        }
    });
}

/// What a reader has done there is another page's affair, and browsers carry it along.
#[test]
fn a_page_that_a_link_of_the_same_site_leads_to_is_isolated_at_once() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.put("post.html", POST);
        host.put("home.html", "<!doctype html><a href=post.html>The tutorial</a>");
        page.open(&format!("{}/home.html", host.address)).await;
        page.driver.find(By::Tag("a")).await.unwrap().click().await.unwrap();
        page.until(&format!("{IS_ISOLATED} && location.pathname === '/post.html'")).await;
        assert_eq!(page.eval(RUN).await, SUM);
        assert_eq!(host.requests("/post.html"), 2);
    });
}

#[test]
fn a_page_without_an_element_gets_no_service_worker_until_one_comes() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.put("page.html", POST.replace("<parallel-sum n=\"1e6\"></parallel-sum>", "nothing"));
        page.open(&format!("{}/page.html", host.address)).await;
        let registrations = "return navigator.serviceWorker.getRegistrations().then((all) => all.length)";
        assert_eq!(page.eval(registrations).await, 0);
        assert_eq!(host.requests("/page.html"), 1);
        page.eval("document.body.append(document.createElement('parallel-sum'))").await;
        // It is isolated by a reload, after which the element is gone again.
        page.until("return crossOriginIsolated && document.readyState === 'complete'").await;
        assert_eq!(host.requests("/page.html"), 2);
    });
}

/// As a video that comes on a click: its page was isolated before, where browsers keep such things away from one that is.
#[test]
fn what_comes_later_from_elsewhere_is_there_on_the_next_visit() {
    in_each_browser(async |page| {
        let (host, other) = (Host::start(false).await, Host::start(false).await);
        other.put("video.html", "<script>parent.postMessage('a video', '*')</script>");
        let video = format!("<iframe src='{}/video.html'></iframe>", other.elsewhere());
        let listener = format!(
            "<script>addEventListener('message', ({{ data }}) => (window.shown = data));
               window.show = () => document.getElementById('video').innerHTML = `{video}`</script><div id=video></div>"
        );
        host.put("post.html", format!("{listener}{POST}"));
        let address = format!("{}/post.html", host.address);
        page.visit(&address).await;
        page.until(IS_ISOLATED).await;
        page.eval("show()").await;
        if page.browser != Browser::Chromium {
            page.until("return navigator.serviceWorker.getRegistration().then((present) => !present)").await;
            for _ in 0..2 {
                page.visit(&address).await;
                page.until("return typeof window.show === 'function' && document.readyState === 'complete'").await;
                page.eval("await element.ready; show()").await;
                page.until("return window.shown === 'a video'").await;
            }
            assert_eq!(host.requests("/post.html"), 4, "one reload, at the first visit");
        }
        page.until("return window.shown === 'a video'").await;
        assert_eq!(page.eval(RUN).await, SUM);
    });
}

/// Comment boxes, videos, pictures: a page that shows such things keeps them, isolated where the browser allows both.
#[test]
fn what_comes_from_elsewhere_still_loads() {
    in_each_browser(async |page| {
        let (host, other) = (Host::start(false).await, Host::start(false).await);
        other.put("box.html", "<script>parent.postMessage('a box', '*')</script>");
        other.put("script.js", "window.script = true");
        let elsewhere = other.elsewhere();
        let listener = "<script>addEventListener('message', ({ data }) => (window.box = data))</script>";
        let picture = format!("<img src='{elsewhere}/www/icon.svg'>");
        let script = format!("<script src='{elsewhere}/script.js'></script>");
        let frame = format!("<iframe src='{elsewhere}/box.html'></iframe>");
        for (name, things, has_loaded, isolating) in [
            ("picture.html", picture, "document.images[0].naturalWidth > 0", &Browser::ALL[..2]),
            ("script.html", script, "window.script", &Browser::ALL[..1]),
            ("frame.html", frame, "window.box", &Browser::ALL[..1]),
        ] {
            host.put(name, format!("{listener}{POST}{things}"));
            let isolates = isolating.contains(&page.browser);
            let has_loaded = format!("return document.readyState === 'complete' && {has_loaded}");
            for visit in 1..=2 {
                page.visit(&format!("{}/{name}", host.address)).await;
                if isolates {
                    page.until(IS_ISOLATED).await;
                }
                page.until(&has_loaded).await;
                assert_eq!(page.eval(RUN).await, SUM);
                assert_eq!(page.eval("return crossOriginIsolated").await, isolates, "{name}");
                assert_eq!(host.requests(&format!("/{name}")), visit + usize::from(isolates), "{name}");
            }
        }
    });
}

#[test]
fn what_a_page_fetches_stays_what_it_was_also_where_it_fails() {
    in_each_browser(async |page| {
        let (host, other) = (Host::start(false).await, Host::start(false).await);
        host.put("post.html", POST);
        other.send("/", "cross-origin-resource-policy", "cross-origin"); // some headers demand it
        let fetches = format!(
            "const told = async (url, options) => {{
               try {{
                 const response = await fetch(url, options);
                 const {{ status, type, redirected, headers }} = response;
                 return [status, type, redirected, [...headers.keys()], (await response.text()).length];
               }} catch ({{ name }}) {{
                 return name;
               }}
             }};
             const aborted = new AbortController();
             aborted.abort();
             const ranged = {{ headers: {{ range: 'bytes=10-19' }} }};
             return [
               await told('post.html'),
               await told('missing.txt'),
               await told('www/options.js', ranged),
               await told('www', {{}}),
               await told('www/options.js', {{ signal: aborted.signal }}),
               await told('{other}/www/icon.svg'),
               await told('{other}/www/icon.svg', {{ mode: 'no-cors' }}),
               await told('http://127.0.0.1:1/'),
               await told('never-fetched.txt', {{ cache: 'only-if-cached', mode: 'same-origin' }}),
             ];",
            other = other.elsewhere()
        );
        host.put("bare.html", "<!doctype html>");
        page.open(&format!("{}/bare.html", host.address)).await;
        let expected = page.eval(&fetches).await;
        assert_eq!(expected[2].as_array().unwrap()[..3], [json!(206), json!("basic"), json!(false)], "{expected}");
        assert_eq!((&expected[4], &expected[5]), (&json!("AbortError"), &json!("TypeError")), "{expected}");

        page.visit(&format!("{}/post.html", host.address)).await;
        page.until(IS_ISOLATED).await;
        assert_eq!(page.eval(&fetches).await, expected);
    });
}

#[test]
fn an_isolated_page_that_is_gone_or_has_moved_is_what_the_host_makes_of_it() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.put("post.html", POST);
        let address = format!("{}/post.html", host.address);
        page.visit(&address).await;
        page.until(IS_ISOLATED).await;
        let seen = async || {
            page.open(&address).await;
            page.eval("return document.body.textContent").await
        };
        host.spoil("post.html", Fault::NotFound);
        assert_eq!(seen().await, "Not found");
        host.put("new.html", "A new place");
        host.spoil("post.html", Fault::Moved("new.html"));
        assert_eq!(seen().await, "A new place");
    });
}

#[test]
fn other_pages_of_the_site_and_its_own_service_worker_are_left_alone() {
    in_each_browser(async |page| {
        let host = Host::start_below("").await;
        host.put("sub/post.html", POST.replace("src=\"", "src=\"../"));
        host.put("sub/other.html", "<!doctype html>");
        host.put("worker.js", "addEventListener('fetch', () => {})");
        page.visit(&format!("{}/", host.address)).await; // its service worker might control all below it
        page.until(IS_ISOLATED).await;
        page.open(&format!("{}/sub/other.html", host.address)).await;
        assert_eq!(page.eval("return crossOriginIsolated").await, false);

        page.eval("await navigator.serviceWorker.register('../worker.js', { scope: './' }); await navigator.serviceWorker.ready")
            .await;
        page.open(&format!("{}/sub/post.html", host.address)).await;
        assert_eq!(page.eval(RUN).await, SUM);
        let present = page
            .eval("return (await navigator.serviceWorker.getRegistrations()).map(({ active, scope }) => [active.scriptURL, scope].map((url) => new URL(url).pathname)).sort()")
            .await;
        assert_eq!(present, json!([["/isolate.js", "/"], ["/worker.js", "/sub/"]]));
        assert_eq!(host.requests("/sub/post.html"), 1);
    });
}

#[test]
fn the_readme_says_how_to_take_the_service_workers_back() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.put("post.html", POST);
        let address = format!("{}/post.html", host.address);
        page.visit(&address).await;
        page.until(IS_ISOLATED).await;
        let readme = include_str!("../../README.md");
        let farewell = "self.registration?.unregister();";
        assert!(readme.contains(farewell));
        host.put("isolate.js", farewell);
        // Browsers look for a new worker some time after each visit. One that is at it already may not look again when
        // it is told to, and may be done before.
        page.until(
            "return navigator.serviceWorker.getRegistration()
               .then((present) => present?.update().then(() => false, () => false) ?? true)",
        )
        .await;
        page.open(&address).await;
        assert_eq!(page.eval("return crossOriginIsolated").await, false);
    });
}
