//! What the element and the page cost a reader: the bytes that its files take on their way.

use std::collections::HashMap;
use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::driver::in_browser;
use crate::host::{Host, built};

/// By language, in bytes: what comes of the element before anybody needs more, all that a first comparison takes, and the page. Other
/// languages come on top of the English texts, which tell programs what is wrong and are there where no other can be loaded.
const MOST: [(&str, [usize; 3]); 2] = [("en", [25_000, 85_000, 110_000]), ("ko", [30_000, 91_000, 127_000])];

/// What totals and integers in memory may take besides.
const MORE_IN_MEMORY: usize = 5_000;

/// Each file by itself, as hosts send them.
#[test]
fn the_element_draws_its_controls_from_at_most_25_kb_after_gzip_and_in_another_language_its_texts_more() {
    in_browser(async |page| {
        for (language, [most, ..]) in MOST {
            let host = Host::start(true).await;
            let far = "<div style='height: 9000px'></div><parallel-sum></parallel-sum>";
            host.put(
                "post.html",
                format!(
                    "<!doctype html><html lang={language}><script type=module src=www/parallel-sum.js></script>{far}"
                ),
            );
            page.open(&format!("{}/post.html", host.address)).await;
            page.until("return document.querySelector('parallel-sum').shadowRoot?.querySelector('[part~=compare]')?.checkVisibility()").await;
            let sizes = sizes(host.files_asked_for("/www/"));
            assert!(
                loads(&sizes, "parallel-sum.js") && !loads(&sizes, ".wasm") && !loads(&sizes, "worker.js"),
                "{sizes:?}"
            );
            assert!(total(&sizes) <= most, "{} bytes: {sizes:#?}", total(&sizes));
        }
    });
}

#[test]
fn all_that_a_first_comparison_takes_is_at_most_85_kb_after_gzip_and_in_another_language_its_texts_more() {
    in_browser(async |page| {
        for (isolated, (language, [_, most, _])) in [true, false].into_iter().flat_map(|it| MOST.map(|most| (it, most)))
        {
            let host = Host::start_below("/parallel-sum").await;
            if isolated {
                host.isolate();
            }
            let post = include_str!("../pages/same-origin.html");
            let post = post.replace("lang=\"en\"", &format!("lang=\"{language}\""));
            host.put("../post.html", post);
            page.open(&format!("{}/../post.html", host.address)).await;
            page.eval("await element.compare({ n: 1e6 })").await;
            let sizes = sizes(host.files_asked_for("/parallel-sum/"));
            assert!(loads(&sizes, ".wasm") && loads(&sizes, &format!("{language}.js")), "{sizes:?}");
            assert!(total(&sizes) <= most, "{} bytes: {sizes:#?}", total(&sizes));
            if isolated {
                page.eval("await element.compare({ n: 1e6, total: 'atomic' }); await element.compare({ n: 1e6, source: 'array' })").await;
                let sizes = self::sizes(host.files_asked_for("/parallel-sum/"));
                assert!(total(&sizes) <= most + MORE_IN_MEMORY, "{} bytes: {sizes:#?}", total(&sizes));
            }
        }
    });
}

#[test]
fn the_page_takes_at_most_110_kb_after_gzip_and_in_another_language_its_texts_more() {
    in_browser(async |page| {
        for (language, [_, _, most]) in MOST {
            let host = Host::start(true).await;
            page.open(&format!("{}/?lang={language}", host.address)).await;
            page.eval("await element.compare({ n: 1e6 }); await element.compare({ n: 1e6, engine: 'messages' })").await;
            let sizes = sizes(host.files_asked_for("/"));
            assert!(loads(&sizes, "lesson.js") && loads(&sizes, &format!("{language}.js")), "{sizes:?}");
            assert!(total(&sizes) <= most, "{} bytes: {sizes:#?}", total(&sizes));
        }
    });
}

/// With both builds of the wasm and every language.
#[test]
fn the_element_in_one_file_takes_at_most_140_kb_after_gzip() {
    for name in ["parallel-sum.js", "parallel-sum.classic.js", "anywidget.js"] {
        let size = gzipped(&fs::read(built().join(name)).unwrap());
        assert!(size <= 140_000, "{name}: {size} bytes");
    }
}

/// The bytes that each file takes.
fn sizes(files: HashMap<String, Vec<u8>>) -> Vec<(usize, String)> {
    files.into_iter().map(|(path, content)| (gzipped(&content), path)).collect()
}

fn total(sizes: &[(usize, String)]) -> usize {
    sizes.iter().map(|(size, _)| size).sum()
}

fn loads(sizes: &[(usize, String)], end: &str) -> bool {
    sizes.iter().any(|(_, path)| path.ends_with(end))
}

/// The bytes that hosts send of a content.
pub fn gzipped(content: &[u8]) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content).unwrap();
    gzip.finish().unwrap().len()
}
