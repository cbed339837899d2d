//! Screens as pictures: their size, their colors, and when they are complete.

use serde_json::{Value, json};

use super::Browser;

impl Browser {
    /// Opens a screen, and waits until it is complete and nothing moves.
    pub async fn show(&self, path: &str, heading: &str) {
        // A change of the fragment alone would not load the page.
        self.go("about:blank").await;
        self.go(path).await;
        self.heading(heading).await;
        self.still(path).await;
    }

    /// Waits until the screen, or the dialog with the focus, is complete and nothing moves.
    pub async fn still(&self, what: &str) {
        let script = "const screen = document.activeElement?.closest('dialog') ?? document;
            return !screen.querySelector('.skeleton-line, .skeleton, [aria-busy=true]')
            && document.getAnimations().every((it) => it.playState !== 'running')";
        self.until(&format!("{what} being still"), async || {
            let still = self.client.execute(script, vec![]).await.ok()?;
            (still == Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// Sets the window size and the color scheme of the open page and of later ones, and turns animations off.
    pub async fn look(&self, width: u32, height: u32, colors: &str) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics)
            .await;
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": colors },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]});
        self.devtools("Emulation.setEmulatedMedia", &features).await;
        self.until(&format!("a window of {width} px"), async || {
            let now = self.client.execute("return innerWidth", vec![]).await;
            (now.ok()? == json!(width)).then_some(())
        })
        .await;
    }
}
