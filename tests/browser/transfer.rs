//! What the element costs a reader: the bytes that its files take on their way.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::driver::in_browser;
use crate::host::Host;

const MOST: usize = 75_000; // bytes

/// Each file by itself, as hosts send them; what a page that shows everything the element can do asks for.
#[test]
fn the_element_and_its_wasm_take_at_most_75_kb_after_gzip() {
    in_browser(async |page| {
        for (isolated, language) in [(true, "en"), (true, "ko"), (false, "en"), (false, "ko")] {
            let host = Host::start_below("/parallel-sum").await;
            if isolated {
                host.isolate();
            }
            let post = include_str!("../pages/same-origin.html");
            let post = post.replace("lang=\"en\"", &format!("lang=\"{language}\""));
            host.put("../post.html", post);
            page.open(&format!("{}/../post.html", host.address)).await;
            page.eval("await element.compare({ n: 1e6 }); await element.sweep({ n: 1e6, maxThreads: 2 })").await;
            let files: Vec<_> = host.files_asked_for("/parallel-sum/").into_iter().collect();
            let sizes: Vec<_> = files.iter().map(|(path, content)| (gzipped(content), path)).collect();
            let total: usize = sizes.iter().map(|(size, _)| size).sum();
            let loads = |end| sizes.iter().any(|(_, path)| path.ends_with(end));
            assert!(loads(".wasm") && loads(&format!("{language}.js")), "{sizes:?}");
            assert!(total <= MOST, "{total} bytes: {sizes:#?}");
        }
    });
}

fn gzipped(content: &[u8]) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content).unwrap();
    gzip.finish().unwrap().len()
}
