//! Has the page put into one file by the program `one-file`, which only then is compiled: its bundler and its HTML
//! rewriter take longer than all the rest of a build.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{bundle, step};

/// Writes the built page in the folder `page` into the file `out`.
///
/// # Errors
/// When cargo cannot be started or the program cannot be built or fails; the message says what to do.
pub fn write(page: &Path, out: &Path) -> Result<()> {
    step("putting the page into one file (the first time compiles a bundler, which takes a minute or two)");
    // The cargo that started us, if one did, with its environment: what it has built already serves again. It builds
    // `one-file` alone, as Windows lets nobody write a program that runs, such as ours.
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let mut command = Command::new(&cargo);
    command.current_dir(bundle::root()).args(["run", "--quiet", "--locked"]);
    command.args(["--features=one-file", "--bin=one-file", "--"]).args([page, out]);
    let status = command.status().with_context(|| format!("cannot start {}", cargo.display()))?;
    if !status.success() {
        bail!("putting the page into one file failed ({status}); above it says why (the first time takes a network)");
    }
    Ok(())
}
