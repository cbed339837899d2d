//! A browser with a profile of its own.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::commands::Extra;
use super::driver::{Driver, named};

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(40);

const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-dev-shm-usage",
];

/// A browser, closed when dropped.
pub struct Browser {
    /// The session.
    pub client: Client,
    origin: String,
    session: String,
    driver: Arc<Driver>,
    _profile: TempDir,
}

impl Browser {
    /// Opens one that shows nothing yet. Paths are below `origin`.
    pub async fn open(origin: &str) -> Self {
        Self::open_with(origin, json!({})).await
    }

    /// Opens one with settings of its own.
    pub async fn open_with(origin: &str, settings: Value) -> Self {
        let driver = Driver::shared();
        let profile = tempfile::tempdir().unwrap();
        let mut flags = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        flags.push("--window-size=1280,900".to_owned());
        let wanted = json!({
            "goog:chromeOptions": {
                "binary": named("LATCHKEY_TEST_CHROMIUM", "/usr/bin/chromium"),
                "args": flags,
                "prefs": settings,
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
            driver,
            _profile: profile,
        }
    }

    /// Goes to a path of the server, or to a whole address.
    pub async fn go(&self, to: &str) {
        let address = if to.starts_with('/') {
            format!("{}{to}", self.origin)
        } else {
            to.to_owned()
        };
        self.client.goto(&address).await.unwrap();
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    /// Opens another tab, and goes on there. Returns the one from before.
    pub async fn new_tab(&self) -> WindowHandle {
        let before = self.client.window().await.unwrap();
        let opened = self.client.new_window(true).await.unwrap();
        self.to_tab(opened.handle).await;
        before
    }

    /// Goes on in a tab. One that lies behind another does not paint.
    pub async fn to_tab(&self, tab: WindowHandle) {
        self.client.switch_to_window(tab).await.unwrap();
        self.devtools("Page.bringToFront", &json!({})).await;
    }

    /// From now on nothing arrives from these addresses, in which `*` stands for anything.
    pub async fn block(&self, urls: &[&str]) {
        self.devtools("Network.enable", &json!({})).await;
        let urls = json!({ "urls": urls });
        self.devtools("Network.setBlockedURLs", &urls).await;
    }

    /// Runs a script before those of every page that is loaded from now on.
    pub async fn run_first(&self, script: &str) {
        let script = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &script)
            .await;
    }

    /// What a script returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// A command of the DevTools protocol, and its answer.
    pub async fn devtools(&self, method: &str, parameters: &Value) -> Value {
        let command = Extra::devtools(method, parameters);
        self.client.issue_cmd(command).await.unwrap()
    }

    /// The text that is shown.
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

    /// Polls until something is there. `what` is told when it never is.
    pub async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                self.give_up(what).await;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn give_up(&self, what: &str) -> ! {
        let address = self.client.current_url().await.map(|url| url.to_string());
        let text = self.text().await;
        let picture = self.picture().await;
        let console = self.console().await;
        panic!(
            "{what}: not within {} s\nat {}\nwhich shows: {text}\nconsole: {console:#?}\n{picture}",
            PATIENCE.as_secs(),
            address.unwrap_or_default(),
        );
    }

    /// Keeps a picture of the page for whoever looks into a failed test.
    async fn picture(&self) -> String {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
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

    /// The element of this role and name, in what is in front; waits for it.
    pub async fn find(&self, role: &str, name: &str, part: bool) -> Element {
        let what = format!("{role} “{name}”");
        self.until(&what, async || self.seek(role, name, part).await)
            .await
    }

    /// The element of this role and name, if it is there now.
    pub async fn seek(&self, role: &str, name: &str, part: bool) -> Option<Element> {
        self.reach(role, name, part, false).await
    }

    /// The same, moved to the middle of the window if wanted, away from bars at its edges.
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

    /// Everything of the console that is not just an answer the tests ask for.
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

    /// Asserts that the console has nothing to complain about, and closes the browser.
    pub async fn finish(self) {
        let trouble = self.console().await;
        assert!(trouble.is_empty(), "the console says: {trouble:#?}");
    }
}

/// Errors, warnings, and anything about the Content-Security-Policy; except that Chromium writes
/// a line for each answer with a status from 400 to 499, which are part of the API, and for each
/// request that [`Browser::block`] stops.
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
    /// Also when a test has failed: a browser that is left would run on.
    fn drop(&mut self) {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.driver.port)) else {
            return;
        };
        let request = format!(
            "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            self.session
        );
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.read(&mut [0; 512]);
    }
}
