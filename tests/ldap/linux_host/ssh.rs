//! OpenSSH's client.

use std::path::Path;
use std::process::{Output, Stdio};

use harness::said;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::host::Host;
use crate::file;
use crate::setting::PATIENCE;

/// This test is the only one on its port, and nothing is known of the host before.
const OPTIONS: [&str; 4] = [
    "StrictHostKeyChecking=no",
    "UserKnownHostsFile=/dev/null",
    "IdentitiesOnly=yes",
    "NumberOfPasswordPrompts=1",
];

/// How a sign-in with a password went.
#[derive(Debug)]
pub struct SignIn {
    pub accepted: bool,
    /// What the person was asked.
    pub prompts: String,
    /// What the person read besides.
    pub said: String,
}

impl Host {
    fn ssh(&self, username: &str, method: &str) -> Command {
        let mut command = Command::new("ssh");
        command
            .args(["-F", "/dev/null", "-l", username])
            .args(["-p", &self.port.to_string()])
            .args(["-o", &format!("PreferredAuthentications={method}")])
            .env_remove("SSH_AUTH_SOCK");
        for option in OPTIONS {
            command.args(["-o", option]);
        }
        command
    }

    /// Signs in with a password: gives these answers to what is asked.
    pub async fn by_password(&self, username: &str, answers: &[&str]) -> SignIn {
        let folder = tempfile::tempdir().unwrap();
        let lines = answers.join("\n") + "\n";
        std::fs::write(folder.path().join("answers"), lines).unwrap();
        let mut command = self.ssh(username, "keyboard-interactive");
        command
            .env("SSH_ASKPASS", file("linux_host/askpass.sh"))
            .env("SSH_ASKPASS_REQUIRE", "force")
            .env("ASKPASS_FOLDER", folder.path())
            .args(["127.0.0.1", "id -un"]);
        let output = run(command, "").await;
        let accepted = output.status.success();
        if accepted {
            assert_eq!(output.stdout, format!("{username}\n").as_bytes());
        } else {
            assert_eq!(output.status.code(), Some(255), "{}", said(&output));
        }
        let prompts = std::fs::read_to_string(folder.path().join("prompts"));
        SignIn {
            accepted,
            prompts: prompts.unwrap_or_default(),
            said: said(&output),
        }
    }

    /// A command for somebody who signs in with a key.
    pub fn command_by_key(&self, username: &str, key: &Path, command: &str) -> Command {
        let mut ssh = self.ssh(username, "publickey");
        ssh.arg("-i").arg(key).args(["127.0.0.1", command]);
        ssh
    }

    /// Signs in with a key, and runs a command with this input.
    pub async fn by_key(&self, username: &str, key: &Path, command: &str, input: &str) -> Output {
        run(self.command_by_key(username, key, command), input).await
    }

    /// Whether somebody can sign in with a key.
    pub async fn opens_to(&self, username: &str, key: &Path) -> bool {
        let output = self.by_key(username, key, "id -un", "").await;
        if output.status.success() {
            assert_eq!(output.stdout, format!("{username}\n").as_bytes());
            return true;
        }
        assert_eq!(output.status.code(), Some(255), "{}", said(&output));
        false
    }
}

/// Runs a command to its end.
async fn run(mut command: Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut writer = child.stdin.take().unwrap();
    // A program that has ended reads nothing.
    let _ = writer.write_all(input.as_bytes()).await;
    drop(writer);
    let output = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
    output.unwrap().unwrap()
}
