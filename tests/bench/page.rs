//! The page as `cargo run` serves it, in browsers that nobody else has meanwhile.

use serde_json::Value;

use crate::browsers::Browser;
use crate::support::program;

/// The page in the browser.
pub struct Page {
    driver: thirtyfour::WebDriver,
    address: String,
}

/// Starts the program and all browsers that are there, Chromium first among them, and has `job` use them.
pub async fn with(job: impl AsyncFnOnce(&[(Browser, Page)])) {
    assert!(Browser::Chromium.is_there());
    let (_server, address) = program::serve();
    let (mut running, mut pages) = (Vec::new(), Vec::new());
    for browser in Browser::ALL.into_iter().filter(|browser| browser.is_there()) {
        let started = browser.start(&[], None).await;
        pages.push((browser, Page { driver: started.driver.clone(), address: address.clone() }));
        running.push(started);
    }
    job(&pages).await;
    for started in running {
        started.driver.clone().quit().await.expect("the browser quits");
    }
}

impl Page {
    /// Opens the page anew, with nothing left of what ran in it.
    pub async fn open(&self) {
        for address in ["about:blank", &self.address] {
            self.driver.goto(address).await.expect("the page opens");
        }
    }

    /// Runs the body of an async function, in which `element` is the page's `<parallel-sum>`.
    ///
    /// # Panics
    /// When it throws.
    pub async fn eval(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[0];
             const element = document.querySelector('parallel-sum');
             (async () => {{ {script} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.driver.execute_async(script, vec![]).await.expect("the script ends in time");
        match answer.json() {
            Value::Object(fields) if fields.contains_key("error") => panic!("{}", fields["error"]),
            answer => answer["value"].clone(),
        }
    }
}
