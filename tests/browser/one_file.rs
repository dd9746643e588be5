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
        assert_eq!(title, json!("코어가 8개라고 8배 빨라지지는 않는다"));
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
    let html = fs::read_to_string(&file).unwrap();
    assert_eq!(html.matches("<body>").count(), 1);
    let spy = "<script>
      WebAssembly.validate = () => false;
      const { compile } = WebAssembly;
      window.compiled = [];
      WebAssembly.compile = (content) => (window.compiled.push(content.byteLength), compile(content));
    </script>";
    fs::write(&file, html.replace("<body>", &format!("<body>{spy}"))).unwrap();
    let [vectors, scalar] = ["", "scalar/"]
        .map(|place| fs::metadata(built().join(format!("www/pkg/{place}parallel_sum_bg.wasm"))).unwrap().len());
    assert_ne!(vectors, scalar, "else nobody could tell which was taken");
    in_browser(async |page| {
        page.open(&address_of(&file)).await;
        let sum = page.eval("return (await element.run({ mode: 'parallel', n: 1e7, threads: 2 })).sum;").await;
        assert_eq!(sum, json!("50000005000000"));
        assert_eq!(page.eval("return window.compiled").await, json!([scalar]));
    });
}

/// A page of an author whose element comes from another site, and what it shows of it.
const TAKEN: [(&str, &str); 3] = [
    ("parallel-sum.js", "<script type=\"module\" src=\"SITE/parallel-sum.js\"></script>"),
    ("parallel-sum.classic.js", "<script src=\"SITE/parallel-sum.classic.js\"></script>"),
    (
        "anywidget.js",
        "<script type=\"module\">
           import widget from \"SITE/anywidget.js\";
           const model = { get: (name) => ({ n: 1e6 })[name], on() {}, off() {}, set() {}, save_changes() {} };
           widget.render({ model, el: document.body });
         </script>",
    ),
];

#[test]
fn the_element_in_one_file_sums_on_another_site_with_shared_memory_and_without_and_nothing_else_is_fetched() {
    in_each_browser(async |page| {
        for (file, tag) in TAKEN {
            for isolated in [true, false] {
                let site = Host::start_below("").await;
                site.send("/", "access-control-allow-origin", "*");
                site.send("/", "cross-origin-resource-policy", "cross-origin");
                let blog = Host::start_below("").await;
                if isolated {
                    blog.isolate();
                }
                let element = if file == "anywidget.js" { "" } else { "<parallel-sum n=\"1e6\"></parallel-sum>" };
                blog.put("post.html", format!("<!doctype html><body>{}{element}", tag.replace("SITE", &site.address)));
                page.open(&format!("{}/post.html", blog.address)).await;
                let result = page
                    .eval(
                        "await customElements.whenDefined('parallel-sum');
                         const element = document.querySelector('parallel-sum');
                         const { serial, parallel } = await element.compare({ threads: 2 });
                         return [serial.sum, parallel.sum, parallel.engine, parallel.n];",
                    )
                    .await;
                let engine = if isolated { "shared-memory" } else { "messages" };
                assert_eq!(result, json!(["500000500000", "500000500000", engine, "1000000"]), "{file}");
                let asked =
                    |host: &Host| host.all_requests().into_keys().filter(|it| it != "/favicon.ico").collect::<Vec<_>>();
                assert_eq!(asked(&site), [format!("/{file}")]);
                assert_eq!(asked(&blog), ["/post.html"]);
            }
        }
    });
}

/// Bundlers look for it, and pages that have none would fail at it.
#[test]
fn the_element_in_one_file_asks_for_no_address_of_its_own() {
    for (name, _) in TAKEN {
        assert!(!fs::read_to_string(built().join(name)).unwrap().contains("import.meta"), "{name}");
    }
}

#[test]
fn the_module_that_is_imported_without_a_document_or_in_a_worker_does_nothing() {
    in_each_browser(async |page| {
        let host = Host::start_below("").await;
        page.open(&format!("{}/www/icon.svg", host.address)).await;
        let names = page
            .eval(&format!(
                "const text = `import('{}/parallel-sum.js').then(
                   (module) => postMessage(Object.keys(module)), (error) => postMessage(String(error)))`;
                 const worker = new Worker(URL.createObjectURL(new Blob([text])));
                 return new Promise((resolve) => (worker.onmessage = ({{ data }}) => resolve(data)));",
                host.address
            ))
            .await;
        assert_eq!(names, json!(["ParallelSumElement"]));
    });
}

#[test]
fn the_one_file_has_the_text_and_the_look_of_the_page() {
    let (_folder, file) = built_file();
    let look = "const main = document.querySelector('main');
                const { fontFamily, maxWidth } = getComputedStyle(main);
                element.remove(); // it says what the page allows, which differs
                const text = main.innerText.replace(location.href.split('?')[0], 'ADDRESS'); // in the script of Python
                return [document.title, text, fontFamily, maxWidth];";
    in_browser(async |page| {
        // What shares memory has no button there.
        let host = Host::as_served_without_isolation(Constants::Quick).await;
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
