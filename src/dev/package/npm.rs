//! `package.json`: what npm, bundlers and CDNs look for, and what is published.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

pub const FILE: &str = "package.json";

const KEYWORDS: [&str; 7] =
    ["custom-element", "web-component", "parallelism", "speedup", "threads", "webassembly", "education"];

/// The package of these files.
pub fn package<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> Value {
    let tops: BTreeSet<_> = files.into_iter().filter_map(|it| it.iter().next()?.to_str()).collect();
    let mut package = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "keywords": KEYWORDS,
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        // For those who do not know `exports`.
        "main": "./parallel-sum.js",
        "module": "./parallel-sum.js",
        "types": "./parallel-sum.d.ts",
        "exports": {
            ".": { "types": "./parallel-sum.d.ts", "default": "./parallel-sum.js" },
            "./classic": "./parallel-sum.classic.js",
            "./anywidget": "./anywidget.js",
            "./jsx": { "types": "./jsx.d.ts" },
            "./preact": { "types": "./preact.d.ts" },
            "./solid": { "types": "./solid.d.ts" },
            "./svelte": { "types": "./svelte.d.ts" },
            "./vue": { "types": "./vue.d.ts" },
            "./isolate.js": "./isolate.js",
            "./custom-elements.json": "./custom-elements.json",
            "./result.schema.json": "./result.schema.json",
            "./package.json": "./package.json",
            "./www/*": "./www/*",
        },
        // Importing them defines the element, or does what else they are for, so that none may be left out as unused.
        "sideEffects": ["./parallel-sum.js", "./parallel-sum.classic.js", "./anywidget.js", "./isolate.js", "./www/**"],
        "jsdelivr": "./parallel-sum.js",
        "unpkg": "./parallel-sum.js",
        "customElements": "./custom-elements.json",
        "web-types": "./web-types.json",
        "files": tops,
    });
    // As far as Cargo.toml says.
    let is_said = |url: &&str| !url.is_empty();
    if let Some(homepage) = Some(env!("CARGO_PKG_HOMEPAGE")).filter(is_said) {
        package["homepage"] = homepage.into();
    }
    if let Some(repository) = Some(env!("CARGO_PKG_REPOSITORY")).filter(is_said) {
        package["repository"] = json!({ "type": "git", "url": format!("git+{repository}") });
    }
    package
}
