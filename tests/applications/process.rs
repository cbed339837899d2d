//! Programs of other projects.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use harness::{said, until};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::{file, installed};

/// How long a program may take to listen. MLflow takes a minute on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);
/// How long a program may take for a step.
const STEP: Duration = Duration::from_secs(60);

/// A program that listens on a port of this machine. It ends when dropped.
pub struct Listening {
    child: Child,
}

impl Listening {
    /// Starts a program, and waits until it answers at this address. What it says goes to a file in
    /// `folder`, and is shown if it ends.
    pub async fn start(command: Command, folder: &Path, address: &str) -> Self {
        Self::until(command, &folder.join("log"), async || {
            let answer = reqwest::get(address).await.ok()?;
            // A proxy answers before the program behind it.
            answer.status().is_success().then_some(())
        })
        .await
    }

    /// Starts a program that does not speak HTTP, and waits until it accepts connections at this port.
    pub async fn connected(command: Command, log: &Path, port: u16) -> Self {
        Self::until(command, log, async || {
            let connection = TcpStream::connect(("127.0.0.1", port)).await;
            connection.ok().map(drop)
        })
        .await
    }

    /// Starts a program that accepts no connections, and waits until it says this.
    pub async fn saying(command: Command, log: &Path, words: &str) -> Self {
        Self::until(command, log, async || {
            let said = std::fs::read_to_string(log).ok()?;
            said.contains(words).then_some(())
        })
        .await
    }

    async fn until(
        mut command: Command,
        log: &Path,
        is_there: impl AsyncFn() -> Option<()>,
    ) -> Self {
        let output = std::fs::File::create(log).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(output.try_clone().unwrap())
            .stderr(output)
            .kill_on_drop(true)
            .spawn();
        let mut new = Self {
            child: child.unwrap_or_else(|error| panic!("{:?}: {error}", command.as_std())),
        };
        let what = format!("{:?} to listen", command.as_std());
        until(PATIENCE, &what, async || {
            if let Some(status) = new.child.try_wait().unwrap() {
                let log = std::fs::read_to_string(log).unwrap();
                panic!("{what}: it ended with {status}: {log}");
            }
            is_there().await
        })
        .await;
        new
    }
}

impl Drop for Listening {
    /// Lets it end what it has started, which killing it would not.
    fn drop(&mut self) {
        let Some(pid) = self.child.id() else {
            return;
        };
        let _ = std::process::Command::new("kill")
            .args(["-TERM", &pid.to_string()])
            .status();
        for _ in 0..100 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Runs a command to its end. It must succeed.
pub async fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(Duration::from_secs(600), output);
    let output = output.await.unwrap().unwrap();
    assert!(
        output.status.success(),
        "{:?}: {}",
        command.as_std(),
        said(&output)
    );
}

/// A running program that uses a library, and talks with the test line by line.
pub struct Program {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Program {
    /// Starts it.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        Self {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()).lines(),
            child,
        }
    }

    /// The next line that it prints.
    pub async fn hear(&mut self) -> String {
        let line = tokio::time::timeout(STEP, self.output.next_line());
        let line = line.await.unwrap().unwrap();
        line.unwrap_or_else(|| panic!("the program has ended; its error is above"))
    }

    /// Gives it a line.
    pub async fn tell(&mut self, line: &str) {
        let line = format!("{line}\n");
        self.input.write_all(line.as_bytes()).await.unwrap();
        self.input.flush().await.unwrap();
    }

    /// Waits for its end. It must succeed.
    pub async fn ended(mut self) {
        let status = tokio::time::timeout(STEP, self.child.wait()).await;
        assert!(status.unwrap().unwrap().success());
    }
}

/// Runs a script beside the folder of its modules, because that is where Node looks for them.
pub fn node(folder: &Path, script: &str) -> Command {
    let (modules, script) = (folder.join("node_modules"), file(script));
    if !modules.exists() {
        let installed = installed("LATCHKEY_TEST_APPLICATIONS_MODULES");
        std::os::unix::fs::symlink(installed, modules).unwrap();
    }
    let copy = folder.join(script.file_name().unwrap());
    std::fs::copy(&script, &copy).unwrap();
    let mut command = Command::new("node");
    command.arg(copy);
    command
}
