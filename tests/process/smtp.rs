//! A real SMTP server (aiosmtpd) on loopback, and the messages that it received.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use harness::until;

/// A message as the SMTP server received it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// Whether it was sent over TLS.
    pub encrypted: bool,
    /// The authenticated user, if any.
    pub signed_in_as: Option<String>,
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The content type of the message.
    pub content_type: String,
    /// Its headers, with lowercase names.
    pub headers: HashMap<String, String>,
    /// The plain text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

impl Mail {
    /// The first link with a token.
    pub fn link(&self) -> Option<&str> {
        let mut words = self.text.split_whitespace();
        words.find(|word| word.contains("://") && word.contains('#'))
    }

    /// The token of that link.
    pub fn token(&self) -> String {
        let link = self.link().expect("a link with a token");
        link.split_once('#').unwrap().1.to_owned()
    }
}

/// A running SMTP server; stops when dropped.
pub struct Smtp {
    _server: Child,
    folder: PathBuf,
}

/// The path of the Python with the packages that these tests need.
pub fn python() -> PathBuf {
    let given = std::env::var_os("LATCHKEY_TEST_PYTHON").map(PathBuf::from);
    let python = given.unwrap_or_else(|| {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/venv/bin/python")
    });
    assert!(
        python.is_file(),
        "{} is missing: `cargo xtask test --only api` installs Python with aiosmtpd and \
         schemathesis there",
        python.display()
    );
    python
}

impl Smtp {
    /// Starts a server on `port` that stores its emails in `folder`. `smtp_server.py` documents the
    /// `options`.
    pub async fn start(port: u16, folder: &Path, options: &[&str]) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("process/smtp_server.py");
        let mut server = Command::new(python())
            .arg(script)
            .arg(port.to_string())
            .arg(folder)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let first = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await;
        let ready = first.unwrap().unwrap().as_deref() == Some("ready");
        assert!(
            ready,
            "the SMTP server did not start; is aiosmtpd installed?"
        );
        Self {
            _server: server,
            folder: folder.to_owned(),
        }
    }

    /// The messages received so far, the oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        let mut paths: Vec<_> = std::fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        paths.sort();
        let read = |path: PathBuf| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        paths.into_iter().map(read).collect()
    }

    /// The messages received for this address.
    pub fn mails_to(&self, email: &str) -> Vec<Mail> {
        let mut mails = self.mails();
        mails.retain(|mail| mail.to.iter().any(|to| to == email));
        mails
    }

    /// Waits for the first email with a link to this address.
    pub async fn mail_with_link(&self, email: &str, patience: Duration) -> Mail {
        until(
            patience,
            &format!("a mail with a link to {email}"),
            async || {
                let mut mails = self.mails_to(email).into_iter();
                mails.find(|mail| mail.link().is_some())
            },
        )
        .await
    }
}
