//! The element among what authors do: frameworks that write attributes again, pages that take keys and hide parts, several
//! elements and copies of the script, markup that is not as they meant it.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::driver::{Page, in_browser, in_each_browser, on_page_in_each_browser};
use crate::host::{Fault, Host, built};
use crate::input::type_into;

/// An author's page beside the built ones, isolated.
async fn post(page: &Page, content: &str) -> Host {
    let host = Host::start(true).await;
    host.put(
        "post.html",
        format!("<!doctype html><html lang=en><script type=module src=www/parallel-sum.js></script>{content}"),
    );
    page.open(&format!("{}/post.html", host.address)).await;
    host
}

#[test]
fn what_a_reader_has_typed_stays_when_a_framework_writes_the_same_again_and_goes_when_it_writes_another() {
    on_page_in_each_browser(async |page| {
        page.eval("element.setAttribute('n', '1e8'); await element.ready").await;
        type_into(page, "n", "5000").await;
        let now = async |script: &str| {
            page.eval(&format!("{script}; return [element.n, root.querySelector('#n').value.replaceAll(',', ''), element.getAttribute('n')]"))
                .await
        };
        for same in
            ["", "element.setAttribute('n', '1e8')", "element.n = '1e8'", "element.n = 100000000n", "element.n = 1e8"]
        {
            assert_eq!(now(same).await.as_array().unwrap()[..2], ["5000", "5000"], "{same}");
        }
        assert_eq!(now("").await[2], "100000000", "what the reader types is not the author's");
        let run = page.eval("return (await element.run({ mode: 'serial' })).n").await;
        assert_eq!(run, "5000");
        assert_eq!(now("element.n = 77").await, json!(["77", "77", "77"]));

        type_into(page, "n", "6000").await;
        assert_eq!(now("element.n = null").await, json!(["100000000", "100000000", null]), "null takes all back");
        type_into(page, "n", "7000").await;
        assert_eq!(now("element.n = undefined").await[0], "7000", "nothing is said of it");
    });
}

/// A document that takes every key which is not for an input, as reveal.js, Sphinx and notebooks do.
const THIEF: &str = "window.stolen = [];
     for (const type of ['keydown', 'keypress', 'keyup'])
       document.addEventListener(type, (event) => {
         if (/^(input|textarea|select)$/i.test(event.target.tagName)) return;
         stolen.push(event.key);
         event.preventDefault();
       });";

#[test]
fn keys_that_a_field_a_button_or_a_picture_uses_go_no_further_than_the_element_and_others_do() {
    on_page_in_each_browser(async |page| {
        page.eval(&format!("{THIEF} await element.compare({{ n: 1e6, threads: 2 }}); stolen.length = 0")).await;
        let send = async |keys: &str| page.driver.action_chain().send_keys(keys).perform().await.unwrap();
        let key = |key: Key| key.value().to_string();
        type_into(page, "n", "").await;
        send("100s/x").await;
        for it in [Key::Left, Key::Home, Key::Delete] {
            send(&key(it)).await;
        }
        assert_eq!(page.eval("return [root.querySelector('#n').value, stolen]").await, json!(["00s/x", []]));

        page.eval("element.n = 1e6; root.querySelector('[part~=serial]').focus(); window.ran = new Promise((resolve) => addEventListener('parallel-sum-result', ({ detail }) => resolve(detail.mode), { once: true }))").await;
        send(" ").await;
        assert_eq!(page.eval("return [await ran, stolen]").await, json!(["serial", []]), "Space presses the button");

        page.eval("await element.compare({ n: 1e6, threads: 2, schedule: 'static' }); root.querySelector('svg[tabindex]').focus(); stolen.length = 0").await;
        for it in [Key::Right, Key::Down, Key::End] {
            send(&key(it)).await;
        }
        // What answers them comes when they ask.
        page.until("return document.querySelector('parallel-sum').shadowRoot.querySelector('[part=timeline] .info').textContent.startsWith('Thread 2, chunk')").await;
        assert_eq!(page.eval("return stolen").await, json!([]), "arrows go through the picture");
        // What nothing in the element uses is the page's.
        send("?").await;
        assert!(page.eval("return stolen.includes('?')").await.as_bool().unwrap());
    });
}

/// JupyterLab listens before anybody, and leaves alone what is in a tree with this attribute.
#[test]
fn a_notebook_is_told_to_leave_the_keys_alone_while_the_element_has_the_focus() {
    on_page_in_each_browser(async |page| {
        let has = "return element.hasAttribute('data-lm-suppress-shortcuts')";
        assert_eq!(page.eval(has).await, json!(false), "a server has rendered no such attribute");
        page.eval("root.querySelector('#n').focus()").await;
        assert_eq!(page.eval(has).await, json!(true));
        page.eval("root.activeElement.blur()").await;
        assert_eq!(page.eval(has).await, json!(false));
    });
}

#[test]
fn after_cancel_another_run_may_be_asked_for_at_once_and_is_right() {
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(
                "await element.ready;
                 const compare = () => element.compare({ n: 1e8, threads: 2 }).then(({ parallel }) => parallel.sum, ({ name }) => name);
                 const results = [];
                 element.addEventListener('parallel-sum-result', ({ detail }) => results.push(detail.parallel.sum));
                 // As an effect with a clean-up runs where a framework is strict.
                 const asked = [];
                 for (let i = 0; i < 4; i++) {
                   asked.push(compare());
                   if (i < 3) element.cancel();
                 }
                 const busy = await compare();
                 return [busy, ...await Promise.all(asked), results, root.querySelector('.status').textContent];",
            )
            .await;
        let right = "5000000050000000";
        assert_eq!(
            seen,
            json!([
                "InvalidStateError",
                "AbortError",
                "AbortError",
                "AbortError",
                right,
                [right],
                "Done: the sum is right."
            ])
        );
    });
}

/// As slides, tabs and kept routes are.
const WAYS_TO_HIDE: [&str; 5] = [
    "place.hidden = true",
    "place.style.display = 'none'",
    "place.style.visibility = 'hidden'",
    "place.style.opacity = 0",
    "place.style.contentVisibility = 'hidden'",
];

#[test]
fn a_run_that_is_displayed_no_more_ends_and_one_that_is_scrolled_away_goes_on() {
    in_each_browser(async |page| {
        let _host =
            post(page, "<div id=place><parallel-sum></parallel-sum></div><div style='height: 9000px'></div>").await;
        let begin = "window.place = document.getElementById('place');
             window.begun = () => new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, { once: true }));
             place.removeAttribute('style'); place.hidden = false;
             window.run = element.run({ mode: 'parallel', n: 1e12 }).then(() => 'done', ({ name }) => name);
             await begun();";
        for hide in WAYS_TO_HIDE {
            assert_eq!(page.eval(&format!("{begin} {hide}; return await run")).await, "AbortError", "{hide}");
            page.until_workers(0).await;
        }
        let seen = page
            .eval(&format!(
                "{begin} scrollTo(0, 8000);
                 for (let i = 0; i < 3; i++) await begun();
                 const before = await Promise.race([run, 'running']);
                 await element.cancel();
                 scrollTo(0, 0);
                 return [before, (await element.run({{ mode: 'parallel', n: 1e6 }})).sum];"
            ))
            .await;
        assert_eq!(seen, json!(["running", "500000500000"]));
    });
}

#[test]
fn who_is_seen_goes_before_who_is_not_and_who_waits_may_end_what_it_waits_for() {
    in_each_browser(async |page| {
        let _host = post(
            page,
            "<parallel-sum></parallel-sum><parallel-sum></parallel-sum><div hidden><parallel-sum></parallel-sum></div>",
        )
        .await;
        page.eval(
            "window.all = [...document.querySelectorAll('parallel-sum')];
             window.run = (it, n) => it.run({ mode: 'parallel', n }).then(({ sum }) => sum, ({ name }) => name);
             window.begun = (it) => new Promise((resolve) => it.addEventListener('parallel-sum-progress', resolve, { once: true }));
             await Promise.all(all.map((it) => it.ready));",
        )
        .await;
        let hidden = page
            .eval("const [begins, runs] = [begun(all[2]), run(all[2], 1e12)]; await begins; return [await run(all[0], 1e6), await runs]")
            .await;
        assert_eq!(hidden, json!(["500000500000", "AbortError"]));

        page.eval("const begins = begun(all[0]); window.first = run(all[0], 1e12); await begins; window.second = run(all[1], 1e6)").await;
        let status = page.eval("return all[1].shadowRoot.querySelector('.status').textContent").await;
        assert_eq!(status, "Waiting for another sum of this page to end…");
        let buttons =
            "[...all[1].shadowRoot.querySelectorAll('.line button')].find((it) => it.textContent === 'End the other')";
        assert_eq!(page.eval(&format!("return {buttons}.checkVisibility()")).await, json!(true));
        // WebDriver's own click would look in the first element.
        page.eval(&format!("{buttons}.focus()")).await;
        page.driver.action_chain().send_keys(Key::Enter.value().to_string()).perform().await.unwrap();
        assert_eq!(page.eval("return [await first, await second]").await, json!(["AbortError", "500000500000"]));
        assert_eq!(page.eval(&format!("return {buttons}.checkVisibility()")).await, json!(false));
    });
}

#[test]
fn the_end_of_a_run_is_heard_on_the_window_also_where_the_element_was_removed() {
    on_page_in_each_browser(async |page| {
        let heard = page
            .eval(
                "const errors = [];
                 addEventListener('parallel-sum-error', ({ detail }) => errors.push(detail.name));
                 const begun = new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, { once: true }));
                 const run = element.run({ mode: 'parallel', n: 1e12 });
                 await begun;
                 element.remove();
                 await run.catch(() => {});
                 return errors;",
            )
            .await;
        assert_eq!(heard, json!(["AbortError"]));
    });
}

/// What an element says to its author in the console of a page with this content, in which `script` runs then.
async fn hints(page: &Page, content: &str, script: &str) -> Value {
    let spy = "<script>window.said = []; console.warn = (message) => said.push(message);</script>";
    let _host = post(page, &format!("{spy}{content}")).await;
    page.eval(&format!("await customElements.whenDefined('parallel-sum'); {script}; return said")).await
}

#[test]
fn authors_hear_of_what_is_not_as_they_meant_it_and_nothing_else() {
    in_each_browser(async |page| {
        let right =
            "<parallel-sum loading=eager view=compact><p>Text <a href=x>and a link</a></p></parallel-sum><h2>On</h2>";
        assert_eq!(hints(page, right, "element.n = 5; await element.compare({ n: 1e6 })").await, json!([]));
        let unclosed = hints(page, "<parallel-sum n=5 /><h2>The rest</h2><p>of the page</p>", "").await;
        assert!(unclosed[0].as_str().unwrap().contains("</parallel-sum>"), "{unclosed}");
        let unknown = hints(
            page,
            "<parallel-sum loading=late view=small></parallel-sum>",
            "await element.ready; said.push(element.loading, element.view)",
        )
        .await;
        assert_eq!(
            unknown,
            json!([
                "<parallel-sum>: loading=\"late\" is unknown; it may be lazy or eager.",
                "<parallel-sum>: view=\"small\" is unknown; it may be full or compact.",
                "lazy",
                "full"
            ])
        );
        let set = hints(
            page,
            "<parallel-sum></parallel-sum>",
            "'use strict'; element.engine = 'messages'; said.push((await element.run({ mode: 'serial', n: 10 })).sum)",
        )
        .await;
        assert!(set[0].as_str().unwrap().contains("engine") && set[1] == "55", "{set}");
    });
}

#[test]
fn of_two_copies_of_another_version_the_first_is_used_by_both_and_the_author_hears_of_it() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        let other = Host::start(true).await;
        let script = std::fs::read_to_string(built().join("parallel-sum.js")).unwrap();
        let release = env!("CARGO_PKG_VERSION");
        assert!(script.contains(&format!("\"{release}\"")));
        other.put("newer.js", script.replace(&format!("\"{release}\""), "\"99.0.0\""));
        other.send("/", "access-control-allow-origin", "*");
        other.send("/", "cross-origin-resource-policy", "cross-origin");
        host.put("post.html", "<!doctype html><html lang=en><parallel-sum></parallel-sum>");
        page.open(&format!("{}/post.html", host.address)).await;
        let seen = page
            .eval(&format!(
                "const said = [];
                 console.warn = (message) => said.push(message);
                 const first = await import('/parallel-sum.js');
                 const again = await import('/www/parallel-sum.js');
                 const newer = await import('{}/newer.js');
                 const classes = new Set([first, again, newer].map(({{ ParallelSumElement }}) => ParallelSumElement));
                 return [classes.size, element instanceof newer.ParallelSumElement, (await element.run({{ mode: 'serial', n: 10 }})).sum, said];",
                other.address
            ))
            .await;
        let said = format!("<parallel-sum>: version {release} is on this page already, so version 99.0.0 is not used.");
        assert_eq!(seen, json!([1, true, "55", [said]]));
    });
}

/// Where all of a page is drawn, an element far below, and which files it has fetched.
const FAR: &str = "<div style='height: 9000px'></div><parallel-sum></parallel-sum>";

#[test]
fn an_element_far_below_draws_its_controls_and_fetches_the_rest_when_it_is_near_used_or_asked_whether_it_is_ready() {
    in_each_browser(async |page| {
        let needs = [
            "element.scrollIntoView()",
            "root.querySelector('#n').focus({ preventScroll: true })",
            "element.ready",
            "element.compare({ n: 1e6 })",
            "element.loading = 'eager'",
        ];
        for need in needs {
            let host = post(page, FAR).await;
            page.until("return document.querySelector('parallel-sum').shadowRoot?.querySelector('[part~=compare]')?.part.length").await;
            page.eval("await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))").await;
            assert_eq!(
                page.eval("return [element.engine, root.querySelector('.status').textContent]").await,
                json!([null, ""])
            );
            for later in ["/www/rest.js", "/www/pkg/worker.js", "/www/pkg/parallel_sum_bg.wasm"] {
                assert_eq!(host.requests(later), 0, "{later}");
            }
            page.eval(need).await;
            page.until("return document.querySelector('parallel-sum').engine").await;
            assert_eq!(host.requests("/www/pkg/parallel_sum_bg.wasm"), 1, "{need}");
        }
    });
}

#[test]
fn an_eager_element_starts_wherever_it_is_and_ten_elements_start_one_engine() {
    in_each_browser(async |page| {
        let host = post(page, &FAR.replace("<parallel-sum>", "<parallel-sum loading=eager>")).await;
        page.until("return document.querySelector('parallel-sum')?.engine").await;
        assert_eq!(host.requests("/www/pkg/worker.js"), 1);
        let host = post(page, &"<parallel-sum n=1e6 threads=2></parallel-sum>".repeat(10)).await;
        let sums = page
            .eval(
                "await customElements.whenDefined('parallel-sum');
                 const all = [...document.querySelectorAll('parallel-sum')];
                 const sums = await Promise.all(all.map((it) => it.run({ mode: 'parallel', repeats: 1 }).then(({ sum }) => sum)));
                 return [sums.length, ...new Set(sums)];",
            )
            .await;
        assert_eq!(sums, json!([10, "500000500000"]));
        for file in ["/www/pkg/worker.js", "/www/pkg/parallel_sum_bg.wasm", "/www/rest.js"] {
            assert_eq!(host.requests(file), 1, "{file}");
        }
    });
}

#[test]
fn where_the_engine_cannot_be_fetched_the_element_says_so_and_once_it_can_runs_work() {
    in_each_browser(async |page| {
        let host = post(page, "<parallel-sum></parallel-sum>").await;
        for fault in [Fault::NotFound, Fault::Html, Fault::Dropped(100)] {
            host.spoil("/www/rest.js", fault);
            page.open(&format!("{}/post.html", host.address)).await;
            let failed = page.attempt("await element.compare({ n: 1e6 })").await.unwrap_err();
            assert!(failed.message.contains("/www/rest.js cannot be reached"), "{failed:?}");
            host.mend();
            assert_eq!(page.eval("return (await element.run({ mode: 'parallel', n: 1e6 })).sum").await, "500000500000");
        }
    });
}

/// As bundlers leave the folder's element that make a classic script of it: the application around it must go on.
#[test]
fn a_script_without_an_address_of_its_own_draws_the_controls_and_says_what_it_lacks() {
    in_each_browser(async |page| {
        let host = post(page, "<parallel-sum></parallel-sum>").await;
        host.spoil("/www/core.js", Fault::Replaced("import.meta.url", "undefined"));
        page.open(&format!("{}/post.html", host.address)).await;
        let failed = page.attempt("await element.compare({ n: 1e6 })").await.unwrap_err();
        assert!(failed.message.contains("www/rest.js cannot be reached"), "{failed:?}");
        assert_eq!(page.eval("return root.querySelector('[part~=compare]').checkVisibility()").await, json!(true));
    });
}

#[test]
fn a_compact_element_is_at_most_430_px_high_and_has_what_matters() {
    in_browser(async |page| {
        let _host =
            post(page, "<style>body { margin: 0 }</style><parallel-sum view=compact n=1e7 threads=8></parallel-sum>")
                .await;
        for width in [320, 600] {
            page.set_width(width).await;
            for run in ["await element.ready", "await element.compare()"] {
                let seen = page
                    .eval(&format!(
                        "{run};
                         const isThere = (selector) => root.querySelector(selector)?.checkVisibility() ?? false;
                         return [element.offsetHeight <= 430 || element.offsetHeight, document.documentElement.scrollWidth <= innerWidth,
                           ...['#n', '[part~=compare]', '[part=speedup]'].map(isThere), ...['#chunks', '[part~=sweep]', '[part=timeline]'].map(isThere)];"
                    ))
                    .await;
                assert_eq!(seen, json!([true, true, true, true, true, false, false, false]), "{width} px, {run}");
            }
            assert_eq!(page.eval("return root.querySelector('.account').checkVisibility()").await, json!(true));
            page.eval(
                "element.view = 'full'; element.view = 'compact'; element.remove(); document.body.append(element)",
            )
            .await;
        }
    });
}
