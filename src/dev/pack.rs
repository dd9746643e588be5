//! Has the page made small and put into one file by the program `pack`, which only then is compiled: its bundler and its HTML
//! rewriter take longer than all the rest of a build.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::files::root;
use super::step::step;

/// Writes into the folder `out` what is to take the place of files of the built page in the folder `page`, and the page
/// as one file, `parallel-sum.html`.
///
/// # Errors
/// When cargo cannot be started or the program cannot be built or fails; the message says what to do.
pub fn pack(page: &Path, out: &Path) -> Result<()> {
    step("packing the page, also into one file (the first time compiles a bundler, which takes a minute or two)");
    // The cargo that started us, if one did, with its environment: what it has built already serves again. It builds
    // `pack` alone, as Windows lets nobody write a program that runs, such as ours.
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let mut command = Command::new(&cargo);
    command.current_dir(root()).args(["run", "--quiet", "--locked"]);
    command.args(["--features=pack", "--bin=pack", "--"]).args([page, out]);
    let status = command.status().with_context(|| format!("cannot start {}", cargo.display()))?;
    if !status.success() {
        bail!("packing the page failed ({status}); above it says why (the first time takes a network)");
    }
    Ok(())
}
