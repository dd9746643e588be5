//! Finds, or installs, a Rust that can build threaded wasm.
//!
//! Threads in wasm need the standard library rebuilt with atomics, hence its source, which neither rustup nor Debian
//! installs by itself. A stable compiler rebuilds it when `RUSTC_BOOTSTRAP=1` is set, so no nightly is needed.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::debian;
use super::files::{root, target_directory};
use super::step::step;

/// The Debian packages that together can build threaded wasm.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];

/// The first Rust whose compiler takes all flags of .cargo/config.toml; Cargo.toml says so too.
const OLDEST: u32 = 92; // of 1.x

const HELP: &str =
    "No Rust on this machine can build threaded WebAssembly: that takes 1.92 or newer, with the standard library's source.
Install it, then run this again:
  with rustup:            rustup component add rust-src
  on Debian, as root:     apt-get update && apt-get install rustc-web cargo-web rust-web-src lld-22
  without either of them: install rustup, which https://rustup.rs explains";

/// An installed Rust that can build threaded wasm.
pub struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    /// The linker for wasm, where the toolchain does not bring one.
    linker: Option<PathBuf>,
}

impl Toolchain {
    /// The first that can do it: the Rust in use, Debian's, the Rust in use after rustup has added what it lacks,
    /// Debian's after apt-get has installed it.
    ///
    /// # Errors
    /// When there is none and none can be installed; the message lists the commands that help.
    pub fn find_or_install() -> Result<Self> {
        let active = active_sysroot();
        let debian = Path::new("/usr");
        active
            .as_deref()
            .and_then(Self::at)
            .or_else(|| Self::at(debian))
            .or_else(|| add_source_by_rustup(active.as_deref()?).then(|| Self::at(active.as_deref()?))?)
            .or_else(|| {
                debian::install(&DEBIAN_PACKAGES, "a Rust that can build threaded wasm").then(|| Self::at(debian))?
            })
            .context(HELP)
    }

    /// The toolchain of a sysroot, if it is new enough and has all that is needed.
    fn at(sysroot: &Path) -> Option<Self> {
        let program = |name: &str| {
            let path = sysroot.join("bin").join(name).with_extension(env::consts::EXE_EXTENSION);
            path.is_file().then_some(path)
        };
        let (cargo, rustc) = (program("cargo")?, program("rustc")?);
        let libraries = sysroot.join("lib/rustlib");
        if !libraries.join("src/rust/library/std/Cargo.toml").is_file() {
            return None;
        }
        let version = output_of(Command::new(&rustc).arg("-vV"))?;
        let after = |label: &str| version.lines().find_map(|line| line.strip_prefix(label));
        if number_at(after("release: 1.")?)? < OLDEST {
            return None;
        }
        let rust_lld = Path::new("bin/rust-lld").with_extension(env::consts::EXE_EXTENSION);
        let brings_linker =
            fs::read_dir(libraries).ok()?.flatten().any(|target| target.path().join(&rust_lld).is_file());
        let linker = if brings_linker { None } else { Some(wasm_ld(number_at(after("LLVM version: ")?)?)?) };
        Some(Self { cargo, rustc, linker })
    }

    /// A command that runs cargo's subcommand `arguments[0]` on the wasm library, in its own target directory.
    pub fn cargo(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(&self.cargo);
        // `cargo run` hands us the environment of its own toolchain, with which another would answer in its place,
        // and flags meant for this machine.
        for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
            command.env_remove(name);
        }
        // Where cargo finds its subcommands, such as clippy.
        let path = env::var_os("PATH").unwrap_or_default();
        let own = self.cargo.parent().map(Path::to_owned).into_iter();
        command.env("PATH", env::join_paths(own.chain(env::split_paths(&path))).unwrap_or(path));
        if let Some(linker) = &self.linker {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        command
            .current_dir(root())
            .env("RUSTC", &self.rustc)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", target_directory().join("wasm"))
            .args(&arguments[..1])
            .args([
                "--lib",
                "--release",
                "--target=wasm32-unknown-unknown",
                "-Zbuild-std=std,panic_abort",
                "-Zbuild-std-features=optimize_for_size",
            ])
            .args(&arguments[1..]);
        command
    }
}

/// Where the Rust that answers to `rustc` is installed.
fn active_sysroot() -> Option<PathBuf> {
    Some(output_of(Command::new("rustc").args(["--print", "sysroot"]))?.trim().into())
}

/// A `wasm-ld` on the search path for objects of LLVM `version`. Debian adds the version to the name.
fn wasm_ld(version: u32) -> Option<PathBuf> {
    let is_wasm_ld = |path: &PathBuf| {
        let name = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
        name == "wasm-ld" || name.strip_prefix("wasm-ld-").is_some_and(|suffix| suffix.parse::<u32>().is_ok())
    };
    // "Debian LLD 22.1.8 (…)"
    let version_of = |path: &PathBuf| number_at(output_of(Command::new(path).arg("--version"))?.split_once("LLD ")?.1);
    env::split_paths(&env::var_os("PATH")?)
        .filter_map(|directory| fs::read_dir(directory).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(is_wasm_ld)
        .find(|path| version_of(path).is_some_and(|found| found >= version))
}

/// What a command that succeeds prints.
fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The number that a text begins with.
fn number_at(text: &str) -> Option<u32> {
    text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Has rustup, if it manages the toolchain at `sysroot`, add the standard library's source. Whether that worked.
fn add_source_by_rustup(sysroot: &Path) -> bool {
    let Some(toolchain) = sysroot.file_name().filter(|_| sysroot.parent().is_some_and(|it| it.ends_with("toolchains")))
    else {
        return false;
    };
    step("adding rust-src by rustup, since threads need the standard library rebuilt");
    let mut rustup = Command::new("rustup");
    rustup.args(["component", "add", "rust-src", "--toolchain"]).arg(toolchain);
    rustup.stdin(Stdio::null()).stdout(io::stderr()).status().is_ok_and(|status| status.success())
}

/// Runs cargo to its end and turns a failure into an error.
///
/// # Errors
/// When cargo cannot be started or fails; it has then said why on standard error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", command.get_program().display()))?;
    if !status.success() {
        bail!("building the wasm failed ({status}); cargo says above why");
    }
    Ok(())
}
