//! What makes the built folder an npm package, too: what npm, TypeScript, frameworks and editors want to know of the element,
//! all of it made from one description, `www/element.toml`, and from the schema of its results.

mod description;
mod editors;
mod frameworks;
mod npm;
mod readme;
mod results;
mod types;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::Value;

use self::description::Description;
pub use self::readme::{check_readme, renew_readme};
use self::results::Results;
use super::files::{root, write_changed};

/// What lies at the top of the sources and of the package.
const COPIED: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Adds to `files`, which tells where each goes and where it is, what else a package has; what is made goes below the folder
/// `made`.
///
/// # Errors
/// When the description or the schema is not as it should be, or a file cannot be read or written; the message says which
/// and why.
pub fn add(files: &mut BTreeMap<PathBuf, PathBuf>, made: &Path) -> Result<()> {
    let description = Description::read(&root())?;
    let results = Results::read(&root())?;
    description.check_against(&results)?;

    files.extend(COPIED.map(|name| (name.into(), root().join(name))));
    files.insert("result.schema.json".into(), root().join("www/result.schema.json")); // a short address
    let add = |files: &mut BTreeMap<_, _>, name: &str, text: String| {
        files.insert(PathBuf::from(name), made.join(name));
        write_changed(&made.join(name), text.as_bytes())
    };
    add(files, types::FILE, types::module(&description, &results)?)?;
    for (name, text) in frameworks::modules(&description) {
        add(files, name, text)?;
    }
    for (name, value) in editors::files(&description) {
        add(files, name, pretty(&value))?;
    }
    let package = npm::package(files.keys());
    add(files, npm::FILE, pretty(&package))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
