//! Installs Debian packages where that is possible without asking anyone: as root, on Debian or a descendant of it.

use std::path::Path;
use std::process::{Command, Stdio};

/// Installs `packages` and tells whether that worked. `why` is said first, on standard error, where all output goes.
pub fn install(packages: &[&str], why: &str) -> bool {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if !Path::new("/etc/debian_version").exists() || !is_root {
        return false;
    }
    eprintln!("parallel-sum: installing {} by apt-get: {why}", packages.join(", "));
    let apt_get = |arguments: &[&str]| {
        Command::new("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null())
            .stdout(std::io::stderr())
            .status()
            .is_ok_and(|status| status.success())
    };
    // A list that cannot be renewed may still know the packages. Where they conflict with others, rather fail than
    // take those away.
    apt_get(&["update"]);
    apt_get(&[&["install", "--yes", "--no-remove", "--no-install-recommends"][..], packages].concat())
}
