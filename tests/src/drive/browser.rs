//! A browser with a profile of its own, which chromedriver makes and removes.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::commands::Extra;
use super::driver::{Driver, chromium, whole_chromium};

/// The usual time limit for something to appear.
const PATIENCE: Duration = Duration::from_secs(10);
/// The pauses between two looks. Each look makes the page calculate its layout, so looks at something
/// that takes longer are rarer.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(160);

/// Without `--user-data-dir`: chromedriver opens the first page only in a profile that it makes itself.
const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
    // Compiles the apps once, quickly: a test ends before optimized code would pay off.
    "--js-flags=--liftoff-only",
];

/// A browser, closed when dropped.
pub struct Browser {
    /// The session.
    pub client: Client,
    pub(super) origin: String,
    session: String,
    patience: Duration,
    driver: Arc<Driver>,
}

impl Browser {
    /// Opens a browser with an empty page. Paths are relative to `origin`.
    pub async fn open(origin: &str) -> Self {
        Self::start(&chromium(), origin, "normal").await
    }

    /// Opens the whole browser. In the shell that [`open`](Self::open) starts, no tab is in the background, and no
    /// page is kept for Back.
    pub async fn open_whole(origin: &str) -> Self {
        Self::start(&whole_chromium(), origin, "normal").await
    }

    /// Opens one in which [`go`](Self::go) returns before the page has loaded.
    pub async fn open_without_waiting(origin: &str) -> Self {
        Self::start(&chromium(), origin, "none").await
    }

    async fn start(program: &str, origin: &str, page_load_strategy: &str) -> Self {
        let driver = Driver::shared();
        let wanted = json!({
            "pageLoadStrategy": page_load_strategy,
            "goog:chromeOptions": {
                "binary": program,
                "args": FLAGS,
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let Value::Object(wanted) = wanted else {
            unreachable!()
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .expect("a browser starts");
        let session = client.session_id().await.unwrap().expect("a session");
        Self {
            client,
            origin: origin.to_owned(),
            session,
            patience: PATIENCE,
            driver,
        }
    }

    /// The same with another time limit, for pages of other servers.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Opens a path of the server, or a complete URL.
    pub async fn go(&self, to: &str) {
        let address = if to.starts_with('/') {
            format!("{}{to}", self.origin)
        } else {
            to.to_owned()
        };
        self.client.goto(&address).await.unwrap();
    }

    /// Reloads the page.
    pub async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    /// Opens another tab and switches to it. Returns the previous one.
    pub async fn new_tab(&self) -> WindowHandle {
        let before = self.client.window().await.unwrap();
        let opened = self.client.new_window(true).await.unwrap();
        self.to_tab(opened.handle).await;
        before
    }

    /// Switches to a tab. A tab in the background does not paint.
    pub async fn to_tab(&self, tab: WindowHandle) {
        self.client.switch_to_window(tab).await.unwrap();
        self.devtools("Page.bringToFront", &json!({})).await;
    }

    /// Blocks requests to these URLs from now on; `*` matches anything.
    pub async fn block(&self, urls: &[&str]) {
        self.devtools("Network.enable", &json!({})).await;
        let urls = json!({ "urls": urls });
        self.devtools("Network.setBlockedURLs", &urls).await;
    }

    /// Stops the scripts of pages, or lets them run again. The test's own scripts still run.
    pub async fn stop_scripts(&self, stop: bool) {
        let stop = json!({ "value": stop });
        self.devtools("Emulation.setScriptExecutionDisabled", &stop)
            .await;
    }

    /// Lets pages neither set nor read cookies from now on.
    pub async fn refuse_cookies(&self) {
        let refuse = json!({ "disabled": true });
        self.devtools("Emulation.setDocumentCookieDisabled", &refuse)
            .await;
    }

    /// Runs a script before the scripts of every page that is loaded from now on.
    pub async fn run_first(&self, script: &str) {
        let script = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &script)
            .await;
    }

    /// Runs a script. Returns its result.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// Sends a command of the DevTools protocol. Returns the response.
    pub async fn devtools(&self, method: &str, parameters: &Value) -> Value {
        let command = Extra::devtools(method, parameters);
        self.client.issue_cmd(command).await.unwrap()
    }

    /// The visible text.
    pub async fn text(&self) -> String {
        let text = self
            .client
            .execute(
                "return document.body ? document.body.innerText : ''",
                vec![],
            )
            .await;
        let text = text.ok().and_then(|text| text.as_str().map(str::to_owned));
        let words: Vec<_> = text
            .as_deref()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        words.join(" ")
    }

    /// Polls until `look` returns a value. Fails with `what` after the time limit.
    pub async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if begun.elapsed() > self.patience {
                self.give_up(what).await;
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn give_up(&self, what: &str) -> ! {
        let address = self.client.current_url().await.map(|url| url.to_string());
        let text = self.text().await;
        let picture = self.picture().await;
        let console = self.console().await;
        panic!(
            "{what}: not within {} s\nat {}\nwhich shows: {text}\nconsole: {console:#?}\n{picture}",
            self.patience.as_secs(),
            address.unwrap_or_default(),
        );
    }

    /// Saves a screenshot of the page for the investigation of a failed test.
    async fn picture(&self) -> String {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tmp"));
        // If there is no folder, there is no picture.
        let _ = std::fs::create_dir_all(&folder);
        let name = std::thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let path = folder.join(format!("{name}.png"));
        match self
            .client
            .screenshot()
            .await
            .map(|png| std::fs::write(&path, png))
        {
            Ok(Ok(())) => format!("picture: {}", path.display()),
            _ => "no picture".to_owned(),
        }
    }

    /// Waits for the element with this role and name in the frontmost layer.
    pub async fn find(&self, role: &str, name: &str, part: bool) -> Element {
        let what = format!("{role} “{name}”");
        self.until(&what, async || self.seek(role, name, part).await)
            .await
    }

    /// The element with this role and name, if it is there now.
    pub async fn seek(&self, role: &str, name: &str, part: bool) -> Option<Element> {
        self.reach(role, name, part, false).await
    }

    /// The same; `scroll` moves it to the middle of the window, away from bars at the edges.
    pub async fn reach(&self, role: &str, name: &str, part: bool, scroll: bool) -> Option<Element> {
        let arguments = vec![json!(role), json!(name), json!(part), json!(scroll)];
        let found = self
            .client
            .execute(include_str!("find.js"), arguments)
            .await;
        let found = found.ok()?;
        let id = found.as_object()?.values().next()?.as_str()?.to_owned();
        Some(Element::from_element_id(
            self.client.clone(),
            ElementRef::from(id),
        ))
    }

    /// The console messages, without the responses that the tests provoke.
    pub async fn console(&self) -> Vec<String> {
        let said = self
            .client
            .issue_cmd(Extra::console())
            .await
            .unwrap_or_default();
        said.as_array()
            .into_iter()
            .flatten()
            .filter(|line| is_trouble(line))
            .map(Value::to_string)
            .collect()
    }

    /// Asserts that the console has no complaint, and closes the browser.
    pub async fn finish(self) {
        let trouble = self.console().await;
        assert!(trouble.is_empty(), "the console says: {trouble:#?}");
    }
}

/// Errors, warnings, and anything about the Content-Security-Policy. Excluded are the lines that
/// Chromium writes for each response with a status from 400 to 499, which are part of the API, and
/// for each request that [`Browser::block`] stops.
fn is_trouble(line: &Value) -> bool {
    let level = line["level"].as_str().unwrap_or_default();
    let message = line["message"].as_str().unwrap_or_default();
    let source = line["source"].as_str().unwrap_or_default();
    let asked_for = ["responded with a status of 4", "net::ERR_BLOCKED_BY_CLIENT"];
    let refused = source == "network" && asked_for.iter().any(|part| message.contains(part));
    let policy = source == "security" || message.contains("Content Security Policy");
    !refused && (policy || matches!(level, "SEVERE" | "WARNING"))
}

impl Drop for Browser {
    /// Ends the session, also when a test has failed: otherwise the browser would keep running, and its
    /// profile would stay.
    fn drop(&mut self) {
        let session = format!("/session/{}", self.session);
        self.driver.send("DELETE", &session);
    }
}
