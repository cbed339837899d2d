//! A slow network.

use std::time::Duration;

use serde_json::json;

use super::Browser;

/// The time that the result of a response needs to appear, if it does.
const TO_SHOW: Duration = Duration::from_millis(500);

impl Browser {
    /// Holds requests whose URL contains this text, until [`Browser::let_go`].
    pub async fn hold(&self, part: &str) {
        self.script(include_str!("network.js"), vec![json!(part)])
            .await;
    }

    /// Waits until a request is held. Returns how many are.
    pub async fn held(&self) -> u64 {
        self.until("a request that is kept back", async || {
            let held = self.count("heldRequests.length").await;
            (held > 0).then_some(held)
        })
        .await
    }

    /// Ends [`Browser::hold`], and waits until the held requests are answered and their results
    /// would have appeared.
    pub async fn let_go(&self) {
        let (held, before) = (self.held().await, self.count("answered").await);
        self.script(include_str!("network.js"), vec![json!(null)])
            .await;
        self.until("answers to what was kept back", async || {
            (self.count("answered").await == before + held).then_some(())
        })
        .await;
        tokio::time::sleep(TO_SHOW).await;
    }

    async fn count(&self, what: &str) -> u64 {
        let count = self.script(&format!("return window.{what}"), vec![]).await;
        count.as_u64().unwrap_or_default()
    }
}
