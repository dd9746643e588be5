//! Waiting for a page that may reload, or load another, meanwhile.

use std::time::Duration;

use serde_json::Value;

use crate::driver::Page;

impl Page {
    /// Opens a page that may reload itself at once.
    pub async fn visit(&self, address: &str) {
        self.driver.goto(address).await.expect("the page opens");
    }

    /// Returns what `script` returns once that is truthy. Until then the page may come and go.
    pub async fn until(&self, script: &str) -> Value {
        let is_truthy = |value: &Value| !matches!(value, Value::Null | Value::Bool(false));
        let waited = tokio::time::timeout(Duration::from_secs(60), async {
            loop {
                match self.driver.execute(script, vec![]).await {
                    Ok(answer) if is_truthy(answer.json()) => break answer.json().clone(),
                    _ => tokio::time::sleep(Duration::from_millis(20)).await,
                }
            }
        });
        waited.await.unwrap_or_else(|_| panic!("never came true: {script}"))
    }
}
