//! The program `latchkey` itself, with its own configuration file: started, called, stopped,
//! killed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use client::{Client, Portal};
use tokio::process::{Child, Command};

use crate::actors;
use crate::{Backend, TestDatabase};

/// A configuration file, a database, and a port.
pub struct Installation {
    /// Its database and its folder.
    pub database: TestDatabase,
    /// The port of its servers.
    pub port: u16,
    settings: BTreeMap<&'static str, BTreeMap<&'static str, String>>,
    environment: Vec<(&'static str, String)>,
    starts: AtomicU32,
}

/// Within this time, what is due in the background is done, also on a busy machine.
pub const SOON: Duration = Duration::from_secs(20);

/// Waits until `look` returns a value; fails with `what` after `patience`.
pub async fn until<T>(patience: Duration, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    look_every(Duration::from_millis(20), patience, what, look).await
}

async fn look_every<T>(
    pause: Duration,
    patience: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Option<T>,
) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(
            begun.elapsed() < patience,
            "waited {patience:?} in vain for {what}"
        );
        tokio::time::sleep(pause).await;
    }
}

/// A free port, outside of the range of outgoing connections and reserved for this process: tests
/// that run at the same time get others.
pub fn free_port() -> u16 {
    loop {
        let random = uuid::Uuid::now_v7().as_u128() & 0xffff;
        let port = u16::try_from(20_000 + random % 12_000).unwrap();
        // The reservation lasts until this process ends, at an address that no server listens on.
        if let Ok(claim) = std::net::TcpListener::bind(("127.0.0.2", port))
            && std::net::TcpListener::bind(("127.0.0.1", port)).is_ok()
        {
            std::mem::forget(claim);
            return port;
        }
    }
}

/// The program under test.
fn program() -> PathBuf {
    let given = std::env::var_os("LATCHKEY_TEST_SERVER").map(PathBuf::from);
    let path = given.unwrap_or_else(|| {
        let here = std::env::current_exe().unwrap();
        here.parent()
            .and_then(Path::parent)
            .unwrap()
            .join("latchkey")
    });
    assert!(
        path.is_file(),
        "{} is missing: build it with `cargo build --workspace --bin latchkey`",
        path.display()
    );
    path
}

impl Installation {
    /// An installation on this kind of database. No server runs yet.
    pub async fn new(backend: Backend) -> Self {
        let database = TestDatabase::new(backend).await;
        let port = free_port();
        let mut new = Self {
            port,
            settings: BTreeMap::new(),
            environment: Vec::new(),
            starts: AtomicU32::new(0),
            database,
        };
        new.set("server", "listen", &format!("'127.0.0.1:{port}'"));
        new.set("server", "public_url", &format!("'{}'", new.origin()));
        new.set("server", "workers", "2");
        if backend == Backend::Sqlite {
            new.set(
                "database",
                "data_dir",
                &format!("'{}'", new.data_dir().display()),
            );
        } else {
            let url = format!("'{}'", new.database.url);
            new.set("database", "url", &url);
            let key = format!("'{}'", new.master_key());
            new.set("security", "master_key", &key);
        }
        new
    }

    /// Sets a key of the configuration file to a TOML value, for the next start.
    pub fn set(&mut self, section: &'static str, key: &'static str, value: &str) {
        let section = self.settings.entry(section).or_default();
        section.insert(key, value.to_owned());
        let mut text = String::new();
        for (section, keys) in &self.settings {
            writeln!(text, "[{section}]").unwrap();
            for (key, value) in keys {
                writeln!(text, "{key} = {value}").unwrap();
            }
        }
        std::fs::write(self.config(), text).unwrap();
    }

    /// Sends emails to an SMTP server on this loopback port.
    pub fn set_smtp(&mut self, port: u16) {
        self.set("mail", "smtp_host", "'127.0.0.1'");
        self.set("mail", "smtp_port", &port.to_string());
        self.set("mail", "encryption", "'none'");
        self.set("mail", "from_address", "'latchkey@example.com'");
    }

    /// Sets an environment variable.
    pub fn set_variable(&mut self, name: &'static str, value: &str) {
        self.environment.push((name, value.to_owned()));
    }

    /// Its public address.
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The folder of the test.
    pub fn folder(&self) -> &Path {
        self.database.folder.path()
    }

    /// The folder of the SQLite database and the master key.
    pub fn data_dir(&self) -> PathBuf {
        self.folder().join("data")
    }

    /// Its master key. With SQLite, the server creates it at its first start.
    pub fn master_key(&self) -> String {
        if self.database.url.starts_with("sqlite:") {
            std::fs::read_to_string(self.data_dir().join("master.key")).unwrap()
        } else {
            "QUJD".repeat(10) + "QUI="
        }
    }

    /// The URL of its database, for other programs.
    pub fn database_url(&self) -> String {
        if self.database.url.starts_with("sqlite:") {
            format!("sqlite://{}", self.data_dir().join("latchkey.db").display())
        } else {
            self.database.url.clone()
        }
    }

    /// The configuration file.
    pub fn config(&self) -> PathBuf {
        self.folder().join("latchkey.toml")
    }

    fn command(&self) -> Command {
        self.configured(&program())
    }

    /// A program that finds the configuration of this installation.
    fn configured(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder())
            .env("LATCHKEY_CONFIG", self.config())
            .env("NO_COLOR", "1")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub async fn run(&self, arguments: &[&str]) -> Output {
        let run = self.command().args(arguments).stdin(Stdio::null()).output();
        let ended = tokio::time::timeout(Duration::from_secs(120), run).await;
        ended
            .unwrap_or_else(|_| panic!("{arguments:?} did not end"))
            .unwrap()
    }

    /// Runs a command at a terminal, at which these lines are typed. Its output has both streams.
    pub async fn run_at_terminal(&self, python: &Path, arguments: &[&str], typed: &str) -> Output {
        const TERMINAL: &str = "import os, pty, sys; \
             sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
        let input = self.folder().join("typed");
        std::fs::write(&input, typed).unwrap();
        let mut command = self.configured(python);
        command
            .args(["-c", TERMINAL])
            .arg(program())
            .args(arguments);
        let run = command.stdin(std::fs::File::open(&input).unwrap()).output();
        let ended = tokio::time::timeout(Duration::from_secs(120), run).await;
        ended
            .unwrap_or_else(|_| panic!("{arguments:?} did not end"))
            .unwrap()
    }

    /// Starts a command, and does not wait for its end. It is killed when dropped.
    pub fn spawn(&self, arguments: &[&str]) -> Child {
        self.command()
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Runs a command that must succeed. Returns its output.
    pub async fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments).await;
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must fail. Returns its error message.
    pub async fn fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments).await;
        assert_eq!(
            output.status.code(),
            Some(1),
            "{arguments:?}: {}",
            said(&output)
        );
        let text = said(&output);
        assert!(!text.contains("panicked"), "{text}");
        text
    }

    /// Starts the server and waits until it is ready.
    pub async fn start(&self) -> Server {
        self.start_with(&[]).await
    }

    /// Starts the server with additional arguments and waits until it is ready.
    pub async fn start_with(&self, arguments: &[&str]) -> Server {
        let number = self.starts.fetch_add(1, Ordering::Relaxed);
        let log = self.folder().join(format!("log-{number}"));
        let http = crate::http::plain_http();
        let begun = Instant::now();
        let child = self
            .command()
            .arg("serve")
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let origin = match arguments {
            ["--listen", address] => format!("http://{address}"),
            _ => self.origin(),
        };
        let mut server = Server {
            child,
            origin,
            log,
            ready_after: Duration::ZERO,
        };
        look_every(
            // Polled often, because the time until then is one of the measured figures.
            Duration::from_millis(1),
            Duration::from_secs(60),
            "the server to be ready",
            async || {
                if let Some(status) = server.child.try_wait().unwrap() {
                    panic!("the server ended with {status}: {}", server.log());
                }
                let answer = http
                    .get(format!("{}/health/ready", server.origin))
                    .send()
                    .await;
                answer
                    .is_ok_and(|answer| answer.status() == 200)
                    .then_some(())
            },
        )
        .await;
        server.ready_after = begun.elapsed();
        server
    }

    /// The log of all servers of this installation.
    pub fn logs(&self) -> String {
        (0..self.starts.load(Ordering::Relaxed))
            .map(|number| self.folder().join(format!("log-{number}")))
            .map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())
            .collect()
    }
}

/// Standard output and standard error of a command.
pub fn said(output: &Output) -> String {
    let texts = [&output.stdout, &output.stderr];
    texts
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .concat()
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    /// Its origin.
    pub origin: String,
    log: PathBuf,
    /// The time from the start of the process until it was ready.
    pub ready_after: Duration,
}

impl Server {
    /// Its log.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }

    /// A client of a portal with a new cookie jar, not signed in.
    pub fn anonymous(&self, portal: Portal) -> Client {
        actors::anonymous(&self.origin, portal)
    }

    /// Signs in to a portal.
    pub async fn sign_in(&self, portal: Portal, email: &str, password: &str) -> Client {
        actors::sign_in(&self.origin, portal, email, password).await
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// Kills it immediately, like a power failure.
    pub async fn kill_9(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Asks it to stop with the signal that systemd sends.
    pub async fn terminate(&self) {
        let status = Command::new("kill")
            .args(["-TERM", &self.pid().to_string()])
            .status()
            .await;
        assert!(status.unwrap().success());
    }

    /// Waits until it has ended. Returns the exit code.
    pub async fn ended(&mut self) -> Option<i32> {
        let ended = tokio::time::timeout(Duration::from_secs(60), self.child.wait()).await;
        ended.expect("the server did not stop").unwrap().code()
    }

    /// Stops it. Fails unless it exits successfully.
    pub async fn stop(mut self) {
        self.terminate().await;
        assert_eq!(self.ended().await, Some(0), "{}", self.log());
    }
}
