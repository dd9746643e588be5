//! The version of files that belong together. Each part of the page compares it with that of the others, since caches may
//! hand out an old file among new ones.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::files::{cannot_read, write_changed};

/// Adds to `files`, which tells where each goes and where it is, a module with the version of all scripts and wasm among
/// them, and puts that into the wasm, too; what is made goes below the folder `made`.
///
/// # Errors
/// When a file cannot be read or written; the message says what to check.
pub fn stamp(files: &mut BTreeMap<PathBuf, PathBuf>, made: &Path) -> Result<()> {
    let is = |path: &Path, kind| path.extension().is_some_and(|extension| extension == kind);
    let mut hasher = DefaultHasher::new();
    for (name, path) in files.iter().filter(|(name, _)| is(name, "js") || is(name, "wasm")) {
        (name, fs::read(path).with_context(|| cannot_read(path))?).hash(&mut hasher);
    }
    let version = format!("{:016x}", hasher.finish());
    for (name, path) in files.iter_mut().filter(|(name, _)| is(name, "wasm")) {
        let mut content = fs::read(&*path).with_context(|| cannot_read(path))?;
        content.extend(section("version", &version));
        *path = made.join(name);
        write_changed(path, &content)?;
    }
    let name = PathBuf::from("www/pkg/version.js");
    let release = env!("CARGO_PKG_VERSION");
    let module = format!(
        "/** Of all scripts and wasm that belong together. */\nexport const VERSION = \"{version}\";\n\
         /** Of the package. */\nexport const RELEASE = \"{release}\";\n"
    );
    write_changed(&made.join(&name), module.as_bytes())?;
    files.insert(name.clone(), made.join(name));
    Ok(())
}

/// A custom section of wasm, which may stand at its end (WebAssembly core specification, 5.5.3).
fn section(name: &str, content: &str) -> Vec<u8> {
    let short =
        |length: usize| u8::try_from(length).ok().filter(|byte| *byte < 0x80).expect("its length fits seven bits");
    let body = [&[short(name.len())], name.as_bytes(), content.as_bytes()].concat();
    [&[0, short(body.len())], body.as_slice()].concat()
}
