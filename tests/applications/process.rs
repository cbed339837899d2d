//! Programs of other projects.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use harness::{said, until};
use tokio::process::{Child, Command};

/// How long a program may take to listen.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that listens on a port of this machine. It ends when dropped.
pub struct Listening {
    child: Child,
}

impl Listening {
    /// Starts a program, and waits until it answers at this address. What it says goes to a file in
    /// `folder`, and is shown if it ends.
    pub async fn start(mut command: Command, folder: &Path, address: &str) -> Self {
        let log = folder.join("log");
        let output = std::fs::File::create(&log).unwrap();
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
                let log = std::fs::read_to_string(&log).unwrap();
                panic!("{what}: it ended with {status}: {log}");
            }
            let answer = reqwest::get(address).await.ok()?;
            // A proxy answers before the program behind it.
            answer.status().is_success().then_some(())
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
