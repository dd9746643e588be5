//! What is opened from disk by a double click: the page in one file works, its source says how to start it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::driver::{in_browser, in_each_browser};
use crate::host::{Constants, Fault, Host, built};

/// Whether the reader sees the sentence that says how to start the page.
const SEES_HOW_TO_START: &str = "return document.getElementById('from-disk').checkVisibility();";

#[test]
fn the_one_file_alone_on_disk_sums_on_one_thread_and_on_two_at_once_in_either_language_and_fetches_nothing() {
    let (_folder, file) = built_file();
    in_each_browser(async |page| {
        page.open(&address_of(&file)).await;
        page.eval("await element.ready;").await;
        for mode in ["serial", "parallel"] {
            let measurement =
                page.eval(&format!("return element.run({{ mode: '{mode}', n: 1e8, threads: 2, repeats: 1 }});")).await;
            assert_eq!(measurement["sum"], json!("5000000050000000"), "{mode}");
            assert_eq!(measurement["correct"], json!(true), "{mode}");
            assert_eq!(measurement["engine"], json!("messages"), "{mode}");
            if mode == "parallel" {
                assert_both_threads_add_at_the_same_time(&measurement["spans"]);
            }
        }
        let title = page
            .eval(
                "document.querySelector('[hreflang=ko]').click();
                 while (document.documentElement.lang !== 'ko') await new Promise(requestAnimationFrame);
                 return document.querySelector('h1').textContent;",
            )
            .await;
        assert_eq!(title, json!("코어 8개는 8배가 아니다"));
        let fetched = page.eval("return performance.getEntriesByType('resource').map(({ name }) => name);").await;
        assert_eq!(fetched, json!([]));
        let named = "return [...document.querySelectorAll('[src], link[href]')].map((it) => it.src ?? it.href)
                       .filter((address) => !address.startsWith('data:'));";
        assert_eq!(page.eval(named).await, json!([]), "nothing outside of the file is named");
    });
}

fn assert_both_threads_add_at_the_same_time(spans: &Value) {
    let of = |thread| spans.as_array().unwrap().iter().filter(move |span| span["thread"] == json!(thread));
    let begin = |thread| of(thread).map(|span| span["start"].as_f64().unwrap()).reduce(f64::min).unwrap();
    let end = |thread| of(thread).map(|span| span["end"].as_f64().unwrap()).reduce(f64::max).unwrap();
    assert!(begin(0) < end(1) && begin(1) < end(0), "{spans}");
}

#[test]
fn the_one_file_sums_without_vectors_where_the_browser_has_none() {
    let (_folder, file) = built_file();
    let mut html = fs::read_to_string(&file).unwrap();
    for (from, to) in [
        ("<body>", "<body><script>WebAssembly.validate = () => false;</script>"),
        ("<script id=\"wasm\"", "<script"), // the other wasm alone is found
    ] {
        assert_eq!(html.matches(from).count(), 1, "{from}");
        html = html.replace(from, to);
    }
    fs::write(&file, html).unwrap();
    in_browser(async |page| {
        page.open(&address_of(&file)).await;
        let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e7, threads: 2 })).sum;").await;
        assert_eq!(sum, json!("50000005000000"));
    });
}

#[test]
fn the_one_file_has_the_text_and_the_look_of_the_page() {
    let (_folder, file) = built_file();
    let look = "const main = document.querySelector('main');
                const { fontFamily, maxWidth } = getComputedStyle(main);
                element.remove(); // it says what the page allows, which differs
                return [document.title, main.innerText, fontFamily, maxWidth];";
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        let served = page.eval(look).await;
        page.open(&address_of(&file)).await;
        assert_eq!(page.eval(look).await, served);
    });
}

#[test]
fn the_source_opened_from_disk_says_how_to_start_it() {
    in_each_browser(async |page| {
        page.open(&address_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html"))).await;
        assert_eq!(page.eval(SEES_HOW_TO_START).await, json!(true));
        let text = page.eval("return document.getElementById('from-disk').innerText;").await.to_string();
        assert!(text.contains("cargo run") && text.contains("parallel-sum.html"), "{text}");
    });
}

#[test]
fn a_served_page_does_not_say_how_to_start_it_not_even_when_its_script_fails() {
    in_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        page.eval("await element.ready;").await;
        assert_eq!(page.eval(SEES_HOW_TO_START).await, json!(false));

        host.spoil("www/parallel-sum.js", Fault::NotFound);
        page.open(&host.address).await;
        assert_eq!(page.eval("return root;").await, json!(null), "there is no element to hide it");
        assert_eq!(page.eval(SEES_HOW_TO_START).await, json!(false));
    });
}

/// `parallel-sum.html`, alone in a folder.
fn built_file() -> (TempDir, PathBuf) {
    let empty = tempfile::tempdir().unwrap();
    let file = empty.path().join("parallel-sum.html");
    fs::copy(built().join("parallel-sum.html"), &file).unwrap();
    (empty, file)
}

/// The `file:` address of a file.
fn address_of(path: &Path) -> String {
    format!("file:///{}", path.to_str().unwrap().replace('\\', "/").trim_start_matches('/'))
}
