//! Where the sources and the built files lie, and how files are written. Everything here that touches a disk stands on it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder of Cargo.toml.
pub fn root() -> PathBuf {
    env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

/// Where built files go: `target`, or what `CARGO_TARGET_DIR` says.
pub fn target_directory() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into()))
}

/// Writes a file, and the folders above it, unless it holds just that: who watches it, or serves it, sees changes only.
///
/// # Errors
/// When it cannot be written; the message says what to check.
pub fn write_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    let directory = path.parent().expect("a file has a folder");
    fs::create_dir_all(directory).with_context(|| cannot_write(directory))?;
    fs::write(path, content).with_context(|| cannot_write(path))
}

pub fn cannot_write(path: &Path) -> String {
    format!("cannot write {}; check that you may write there and that the disk is not full", path.display())
}

pub fn cannot_read(path: &Path) -> String {
    format!("cannot read {}; check that it is there and that you may read it", path.display())
}
