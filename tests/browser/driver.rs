//! A browser and its driver, found or installed, and a page in it for each test.

#[path = "../../src/dev/debian.rs"]
mod debian;

use std::env;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};

use crate::support::program::{self, Process};

const HELP: &str = "The browser tests need Chromium or Chrome and the chromedriver of the same version.
Install them, then run the tests again:
  on Debian, as root:  apt-get install chromium chromium-driver
  elsewhere:           Chrome from its site, chromedriver from https://googlechromelabs.github.io/chrome-for-testing/
or name them by the environment variables CHROME and CHROMEDRIVER.";

/// One test at a time has the browser: what is measured must not be disturbed by another test.
static TURN: Mutex<()> = Mutex::new(());

/// Opens the page as `cargo run` serves it and has `test` use it.
#[track_caller]
pub fn on_page(test: impl AsyncFnOnce(&Page)) {
    in_browser(async |page| {
        let (_server, address) = program::serve();
        page.open(&address).await;
        test(page).await;
    });
}

/// Starts a fresh browser and has `test` use it. Whatever happens, the browser is gone afterwards.
#[track_caller]
pub fn in_browser(test: impl AsyncFnOnce(&Page)) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let Browser { chrome, chromedriver } = Browser::find_or_install();
    let profile = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (_driver_process, port) =
        Process::start(Command::new(chromedriver).arg("--port=0").stderr(std::process::Stdio::null()), |line| {
            line.strip_suffix('.')?.rsplit_once("successfully on port ")?.1.parse::<u16>().ok()
        });
    let driver = runtime.block_on(async {
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities(chrome, profile.path())).await;
        let driver = driver.expect("the browser starts");
        driver.set_script_timeout(Duration::from_secs(100)).await.unwrap();
        driver
    });
    let page = Page { driver: driver.clone() };
    let result = panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&page))));
    let quit = runtime.block_on(driver.quit());
    if let Err(panic) = result {
        panic::resume_unwind(panic);
    }
    quit.expect("the browser quits");
}

fn capabilities(chrome: PathBuf, profile: &std::path::Path) -> ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(chrome.to_str().unwrap()).unwrap();
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        &format!("--user-data-dir={}", profile.display()),
    ] {
        capabilities.add_arg(argument).unwrap();
    }
    capabilities
}

#[derive(Clone)]
struct Browser {
    chrome: PathBuf,
    chromedriver: PathBuf,
}

impl Browser {
    /// Named by environment variables, else installed, else installed by us.
    ///
    /// # Panics
    /// With the commands that help, when there is none: a browser test never passes by being skipped.
    fn find_or_install() -> Self {
        static FOUND: OnceLock<Option<Browser>> = OnceLock::new();
        let install = || debian::install(&["chromium", "chromium-driver"], "the browser that the tests drive");
        FOUND.get_or_init(|| Self::find().or_else(|| install().then(Self::find)?)).clone().expect(HELP)
    }

    fn find() -> Option<Self> {
        let named = |variable| {
            let path = PathBuf::from(env::var_os(variable)?);
            assert!(path.is_file(), "{variable} names {}, which is no file.\n{HELP}", path.display());
            Some(path)
        };
        let chrome = named("CHROME").or_else(|| {
            ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
                .iter()
                .find_map(|name| on_path(name))
                .or_else(|| {
                    [
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                        "C:/Program Files/Google/Chrome/Application/chrome.exe",
                    ]
                    .iter()
                    .map(PathBuf::from)
                    .find(|path| path.is_file())
                })
        })?;
        let chromedriver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
        Some(Self { chrome, chromedriver })
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|directory| directory.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
}

/// What JavaScript threw.
#[derive(Debug, PartialEq)]
pub struct Thrown {
    pub name: String,
    pub message: String,
}

/// The page in the browser.
pub struct Page {
    pub driver: WebDriver,
}

impl Page {
    pub async fn open(&self, address: &str) {
        self.driver.goto(address).await.expect("the page opens");
    }

    /// Runs JavaScript in which `element` is the page's first and `await` works. `Err` is what it threw.
    pub async fn attempt(&self, script: &str) -> Result<Value, Thrown> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const element = document.querySelector('parallel-sum');
             const root = element?.shadowRoot;
             (async () => {{ {script} }})().then(
               (value) => done({{ value: value ?? null }}),
               ({{ name, message }}) => done({{ name, message }}),
             );"
        );
        let answer = self.driver.execute_async(script, vec![]).await.expect("the script ends in time");
        let answer = answer.json();
        match answer.get("name") {
            None => Ok(answer["value"].clone()),
            Some(name) => Err(Thrown {
                name: name.as_str().unwrap_or_default().to_owned(),
                message: answer["message"].as_str().unwrap_or_default().to_owned(),
            }),
        }
    }

    /// The same where nothing is to be thrown.
    #[track_caller]
    pub fn eval(&self, script: &str) -> impl Future<Output = Value> {
        let caller = panic::Location::caller();
        async move { self.attempt(script).await.unwrap_or_else(|thrown| panic!("{caller}: {thrown:?}")) }
    }

    /// How many workers the browser runs, those that workers started among them.
    pub async fn workers(&self) -> usize {
        let targets = self.driver.cdp().send_raw("Target.getTargets", json!({})).await.unwrap();
        targets["targetInfos"].as_array().unwrap().iter().filter(|target| target["type"] == "worker").count()
    }

    /// Returns once the browser runs `count` workers.
    pub async fn until_workers(&self, count: usize) {
        let waited = tokio::time::timeout(Duration::from_secs(60), async {
            while self.workers().await != count {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        if waited.await.is_err() {
            panic!("there are {} workers instead of {count}", self.workers().await);
        }
    }
}
