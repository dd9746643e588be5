//! A browser that lacks what the element uses says so, and from which versions on browsers have it. Which these are is
//! worked out from what the sources use.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::driver::in_each_browser;
use crate::host::Host;

/// What newer browsers have by names that are easy to find, with the versions of Chrome, Firefox and Safari that brought it,
/// and is newer than Chrome 123, Firefox 120 and Safari 17.5: nothing of it may be used, lest these versions become a lie.
const TOO_NEW: [(&str, &str); 18] = [
    ("Promise.withResolvers", "119, 121, 17.4"),
    ("Promise.try", "128, 134, 18.2"),
    ("Iterator.", "122, 131, 18.4"),
    (".isSubsetOf(", "122, 127, 17"),
    (".symmetricDifference(", "122, 127, 17"),
    ("RegExp.escape", "136, 134, 18.2"),
    ("Uint8Array.fromBase64", "140, 133, 18.2"),
    ("Float16Array", "135, 129, 18.2"),
    ("Intl.DurationFormat", "129, 136, 16.4"),
    ("setHTMLUnsafe", "124, 123, 17.4"),
    ("moveBefore(", "133, 144, none"),
    ("popover", "114, 125, 17"),
    ("navigation.navigate", "102, 147, 26.2"),
    ("scheduler.", "129, 142, none"),
    ("import defer", "none"),
    ("field-sizing", "123, none, 26.2"),
    ("@starting-style", "117, 129, 17.5"),
    ("anchor-name", "125, 147, 26"),
];

#[test]
fn nothing_is_used_that_the_oldest_browsers_of_the_readme_lack() {
    let readme = include_str!("../../README.md");
    assert!(readme.contains("Chrome and Edge 123, Firefox 120 and Safari 17.5"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("www")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "js" || extension == "css") {
                count += 1;
                let text = fs::read_to_string(&path).unwrap();
                for (name, since) in TOO_NEW {
                    assert!(!text.contains(name), "{} uses {name}, there since {since}", path.display());
                }
            }
        }
    }
    assert!(count > 30);
}

#[test]
fn a_browser_that_lacks_a_feature_says_that_it_is_too_old_in_the_readers_language() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        let without = |text: &str| {
            format!(
                "const supports = CSS.supports; CSS.supports = (...it) => !it.join().includes('{text}') && supports.apply(CSS, it)"
            )
        };
        for (feature, lacking) in [
            ("light-dark()", without("light-dark")),
            ("color-mix()", without("color-mix")),
            ("@container", without("cqi")),
            ("adoptedStyleSheets", "for (const { prototype } of [Document, ShadowRoot]) delete prototype.adoptedStyleSheets; delete DocumentOrShadowRoot?.prototype.adoptedStyleSheets".to_owned()),
            ("throwIfAborted", "delete AbortSignal.prototype.throwIfAborted".to_owned()),
        ] {
            host.put(
                "old.html",
                format!(
                    "<!doctype html><html lang=en><script>try {{ {lacking} }} catch {{}}</script>
                     <script type=module src=www/parallel-sum.js></script><parallel-sum></parallel-sum>"
                ),
            );
            page.open(&format!("{}/old.html", host.address)).await;
            let said = page
                .eval(
                    "const failure = () => root.querySelector('[part=failure]')?.textContent;
                     const names = [];
                     for (const call of [() => element.ready, () => element.compare({ n: 10 })]) await call().catch(({ name }) => names.push(name));
                     const english = failure();
                     document.documentElement.lang = 'ko';
                     while (failure() === english) await new Promise(requestAnimationFrame);
                     return { names, said: [english, failure()] };",
                )
                .await;
            assert_eq!(said["names"], json!(["NotSupportedError", "NotSupportedError"]), "{feature}");
            for (said, start) in said["said"].as_array().unwrap().iter().zip(["This browser is too old", "이 브라우저는 너무 오래되어"]) {
                let said = said.as_str().unwrap();
                assert!(said.starts_with(start) && said.contains(feature) && said.contains("17.5"), "{feature}: {said}");
            }
        }
    });
}
