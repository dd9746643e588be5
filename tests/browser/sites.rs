//! The element in sites that real tools make, of fixed versions, from their registries: each proves a recipe of the README in
//! Chromium. They take minutes and a network, so that only `cargo test sites -- --ignored` runs them.

mod bundlers;
mod frames;
mod generators;
mod jupyter;
mod rendered;
mod slides;
mod tour;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::host::{built, copy_folder};
use crate::support::program::Process;

/// Where npm and pip put what they install. It stays there from run to run.
const INSTALLED: [&str; 2] = ["node_modules", ".python"];

/// A site of `tests/sites`, with the tool that makes it installed and our package beside that.
pub struct Site {
    pub folder: PathBuf,
}

impl Site {
    /// The sources of `tests/sites/NAME` as they are, whatever an earlier run has made of them. What its `package.json` names is
    /// installed by npm, what its `requirements.txt` names by pip, where that file has changed.
    pub fn of(name: &str) -> Self {
        let folder = sites().join(name);
        fs::create_dir_all(&folder).unwrap();
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if INSTALLED.iter().any(|it| entry.file_name() == *it) {
                continue;
            }
            let remove = if entry.path().is_dir() { fs::remove_dir_all } else { fs::remove_file };
            remove(entry.path()).unwrap();
        }
        copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name), &folder);
        let site = Self { folder };
        // Transitive dependencies are those of a day.
        let npm = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--before=2026-11-24"];
        if site.install("package.json", "node_modules", &npm) {
            site.install_our_package();
        }
        // Some programs look for what belongs to them where Python is.
        let pip = "python3 -m venv .python && .python/bin/python -m pip install --requirement=requirements.txt";
        site.install("requirements.txt", ".python", &["sh", "-c", pip]);
        site
    }

    /// Whether there is such a list, and what it names is in `folder`.
    fn install(&self, list: &str, folder: &str, command: &[&str]) -> bool {
        let Ok(wanted) = fs::read_to_string(self.folder.join(list)) else { return false };
        let wanted = format!("{wanted}in {}\n", self.folder.display()); // programs of Python know where they are
        let (folder, mark) = (self.folder.join(folder), self.folder.join(folder).join("installed-for"));
        if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
            return true;
        }
        static ONE_AFTER_THE_OTHER: Mutex<()> = Mutex::new(());
        let _turn = ONE_AFTER_THE_OTHER.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = fs::remove_dir_all(&folder);
        self.run(command);
        fs::write(mark, wanted).unwrap();
        true
    }

    /// As npm does, which would take seconds.
    fn install_our_package(&self) {
        let folder = self.folder.join("node_modules/parallel-sum");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let tarball = tarball().to_str().unwrap();
        self.run(&["tar", "-xzf", tarball, "-C", folder.to_str().unwrap(), "--strip-components=1"]);
        // What tools have made of an earlier version of it.
        for cache in [".vite", ".cache"] {
            let _ = fs::remove_dir_all(self.folder.join("node_modules").join(cache));
        }
    }

    /// Copies a file that `build` writes into the site.
    pub fn bring(&self, file: &str, to: &str) {
        let to = self.folder.join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(built().join(file), to).unwrap();
    }

    /// A program of the site's, or of the machine, in the site's folder.
    pub fn command(&self, command: &[&str]) -> Command {
        let own = ["node_modules/.bin", ".python/bin"].map(|it| self.folder.join(it));
        let others = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(own.into_iter().chain(std::env::split_paths(&others))).unwrap();
        // On Unix a program is looked for in the new PATH.
        let mut process = Command::new(command[0]);
        process.args(&command[1..]).current_dir(&self.folder).env("PATH", path).stdin(Stdio::null());
        process.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
        for tool in ["ASTRO", "NEXT"] {
            process.env(format!("{tool}_TELEMETRY_DISABLED"), "1");
        }
        process
    }

    /// Runs it to its end and returns what it said.
    ///
    /// # Panics
    /// When it fails.
    pub fn run(&self, command: &[&str]) -> String {
        let ended = self.command(command).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let said = [ended.stdout, ended.stderr].map(|it| String::from_utf8_lossy(&it).into_owned()).concat();
        assert!(ended.status.success(), "{command:?}: {}\n{said}", ended.status);
        said
    }

    /// Starts a server of the tool's own. Returns it with the address that it has told, without a slash at the end.
    pub fn serve(&self, command: &[&str]) -> (Process, String) {
        let address = |line: &str| {
            let address = &line[line.find("http://")?..];
            Some(address.split_whitespace().next()?.trim_end_matches('/').to_owned())
        };
        Process::start(self.command(command).stderr(io::stderr()), address)
    }
}

/// The folder of all sites.
fn sites() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("sites")
}

/// What npm would publish.
fn tarball() -> &'static Path {
    static TARBALL: LazyLock<PathBuf> = LazyLock::new(|| {
        fs::create_dir_all(sites()).unwrap();
        let packed = Command::new("npm").args(["pack", "--silent"]).arg(built()).current_dir(sites()).output();
        let packed = packed.expect("npm is installed");
        assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
        sites().join(String::from_utf8(packed.stdout).unwrap().trim())
    });
    &TARBALL
}
