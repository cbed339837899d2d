//! The actions of a person in a browser, and what they see.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use serde_json::json;

use super::Browser;

const SELECT_ALL: &str = "\u{e009}a\u{e000}";
const DELETE: &str = "\u{e017}";

impl Browser {
    /// Waits until this text is visible.
    pub async fn see(&self, text: &str) {
        let what = format!("the text “{text}”");
        self.until(&what, async || {
            self.text().await.contains(text).then_some(())
        })
        .await;
    }

    /// Waits until this text is no longer visible.
    pub async fn see_no(&self, text: &str) {
        let what = format!("the text “{text}” going away");
        self.until(&what, async || {
            (!self.text().await.contains(text)).then_some(())
        })
        .await;
    }

    /// Waits for a heading.
    pub async fn heading(&self, name: &str) {
        self.find("heading", name, false).await;
    }

    /// Waits until the address bar has this path and query.
    pub async fn at(&self, wanted: &str) {
        let what = format!("the address {wanted}");
        self.until(&what, async || {
            (self.address().await == wanted).then_some(())
        })
        .await;
    }

    /// The decoded path and query in the address bar.
    pub async fn address(&self) -> String {
        let script = "return decodeURIComponent(location.pathname + location.search)";
        let found = self.client.execute(script, vec![]).await;
        found
            .ok()
            .and_then(|it| it.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Clicks the element with this role and name.
    pub async fn click(&self, role: &str, name: &str) {
        self.press(role, name, false).await;
    }

    /// Clicks the element with this role and a name that contains these words.
    pub async fn click_part(&self, role: &str, name: &str) {
        self.press(role, name, true).await;
    }

    async fn press(&self, role: &str, name: &str, part: bool) {
        let what = format!("{role} “{name}” to click");
        self.until(&what, async || {
            let found = self.reach(role, name, part, true).await?;
            // Chromium refuses a click while something moves or covers the element, so it is
            // retried.
            found.click().await.ok()
        })
        .await;
    }

    /// Clicks a button.
    pub async fn button(&self, name: &str) {
        self.click("button", name).await;
    }

    /// Clicks a link.
    pub async fn link(&self, name: &str) {
        self.click("link", name).await;
    }

    /// Opens a menu and clicks one of its items.
    pub async fn menu(&self, menu: &str, act: &str) {
        self.button(menu).await;
        self.click("menuitem", act).await;
    }

    /// Replaces the content of a field.
    pub async fn fill(&self, label: &str, text: &str) {
        let what = format!("field “{label}” to type into");
        let keys = if text.is_empty() {
            format!("{SELECT_ALL}{DELETE}")
        } else {
            format!("{SELECT_ALL}{text}")
        };
        self.until(&what, async || {
            let field = self.reach("field", label, true, true).await?;
            field.send_keys(&keys).await.ok()?;
            let typed = field.prop("value").await.ok()?;
            (typed.as_deref() == Some(text)).then_some(())
        })
        .await;
    }

    /// Enters a date, such as `2026-11-29`, or a date and a time, such as `2026-11-29T09:30`. What keys do
    /// in such a field depends on the language of the browser.
    pub async fn enter_date(&self, label: &str, text: &str) {
        let field = self.find("field", label, true).await;
        let id = field.attr("id").await.unwrap().unwrap();
        let script = "const field = document.getElementById(arguments[0]);
            field.value = arguments[1];
            for (const event of ['input', 'change'])
                field.dispatchEvent(new Event(event, { bubbles: true }));";
        self.script(script, vec![json!(id), json!(text)]).await;
    }

    /// Types a code into a field whose form submits itself at the last digit: the field may be gone
    /// when this returns.
    pub async fn enter_code(&self, label: &str, code: &str) {
        let keys = format!("{SELECT_ALL}{code}");
        let what = format!("field “{label}” to type a code into");
        self.until(&what, async || {
            let field = self.reach("field", label, true, true).await?;
            field.send_keys(&keys).await.ok()
        })
        .await;
    }

    /// The setup key of the authenticator app that is being added.
    pub async fn setup_key(&self) -> String {
        let script = "return document.querySelector('.setup-key').innerText";
        self.until("a setup key", async || {
            let shown = self.client.execute(script, vec![]).await.ok()?;
            Some(shown.as_str()?.replace(' ', ""))
        })
        .await
    }

    /// Sends keys to the element with the focus.
    pub async fn keys(&self, keys: &str) {
        let focused = self.client.active_element().await.unwrap();
        if focused.prop("type").await.unwrap().as_deref() != Some("file") {
            return focused.send_keys(keys).await.unwrap();
        }
        // WebDriver takes keys that are sent to a file field as the path of a file.
        let typed = keys
            .chars()
            .fold(KeyActions::new("keyboard".to_owned()), |typed, value| {
                typed
                    .then(KeyAction::Down { value })
                    .then(KeyAction::Up { value })
            });
        self.client.perform_actions(typed).await.unwrap();
    }

    /// Waits until the button with this name has the focus.
    pub async fn focused(&self, name: &str) {
        let script = "return document.activeElement.innerText.replace(/\\s+/g, ' ').trim()";
        self.until(&format!("the focus on {name}"), async || {
            let found = self.client.execute(script, vec![]).await.ok()?;
            (found == json!(name)).then_some(())
        })
        .await;
    }

    /// The value of a field.
    pub async fn value(&self, label: &str) -> String {
        let field = self.find("field", label, true).await;
        field.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Waits until a field has this value.
    pub async fn has_value(&self, label: &str, value: &str) {
        let what = format!("“{value}” in field “{label}”");
        self.until(&what, async || {
            let field = self.seek("field", label, true).await?;
            let now = field.prop("value").await.ok()?;
            (now.as_deref() == Some(value)).then_some(())
        })
        .await;
    }

    /// Waits until a rule of the password checklist has this state, in the words for screen
    /// readers.
    pub async fn see_rule(&self, rule: &str, standing: &str) {
        let wanted = format!("{rule}: {standing}");
        let script = "return [...document.querySelectorAll('li')].map(it => it.textContent.trim())";
        self.until(&wanted, async || {
            let found = self.client.execute(script, vec![]).await.ok()?;
            let found = found.as_array()?.iter().any(|it| it == &json!(wanted));
            found.then_some(())
        })
        .await;
    }

    /// Waits until a list of this many rows is shown.
    pub async fn rows(&self, count: usize) {
        let what = format!("{count} rows");
        let script = "return document.querySelectorAll('tbody tr:not(.skeleton-row)').length";
        self.until(&what, async || {
            let found = self.client.execute(script, vec![]).await.ok()?;
            (found == json!(count)).then_some(())
        })
        .await;
    }

    /// Signs in to a portal whose sign-in page is open.
    pub async fn sign_in(&self, email_label: &str, email: &str, password: &str) {
        self.fill(email_label, email).await;
        self.button("Continue").await;
        self.fill("Password", password).await;
        self.button("Sign in").await;
    }
}
