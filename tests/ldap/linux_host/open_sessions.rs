//! sudo in sessions that were open before a change: the next command finds out.

use std::path::Path;
use std::process::Stdio;

use contract::users::{LockUser, SetTemporaryPassword};
use harness::said;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout};

use super::host::{Host, MAY_SIGN_IN, group};
use super::keys::add;
use super::sudo::SUDO;
use crate::setting::{PASSWORD, PATIENCE, Setting, user};

const NEW: &str = "two birds on one wire";
const TEMPORARY: &str = "until tomorrow only";

/// A session of Ada, which uses sudo once.
struct Session {
    ssh: Child,
    output: Lines<BufReader<ChildStdout>>,
}

impl Session {
    async fn open(host: &Host, key: &Path) -> Self {
        let wait = format!("echo ready; read -r line; {SUDO}");
        let mut ssh = host
            .command_by_key("ada", key, &wait)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut output = BufReader::new(ssh.stdout.take().unwrap()).lines();
        let ready = tokio::time::timeout(PATIENCE, output.next_line()).await;
        assert_eq!(ready.unwrap().unwrap().as_deref(), Some("ready"));
        Self { ssh, output }
    }

    /// Uses sudo, and gives these answers to what is asked. Returns the exit status, and what was said.
    async fn sudo(mut self, answers: &[&str]) -> (Option<i32>, String) {
        let mut input = self.ssh.stdin.take().unwrap();
        let lines = format!("now\n{}\n", answers.join("\n"));
        input.write_all(lines.as_bytes()).await.unwrap();
        drop(input);
        let ended = tokio::time::timeout(PATIENCE, self.ssh.wait_with_output()).await;
        let ended = ended.unwrap().unwrap();
        let mut text = said(&ended);
        while let Some(line) = self.output.next_line().await.unwrap() {
            text = format!("{text}{line}\n");
        }
        (ended.status.code(), text)
    }

    async fn becomes_root_with(self, answers: &[&str]) {
        let (status, text) = self.sudo(answers).await;
        assert!(status == Some(0) && text.ends_with("root\n"), "{text}");
    }

    /// Returns what Ada was told.
    async fn refused_with(self, password: &str) -> String {
        let (status, text) = self.sudo(&[password]).await;
        assert_eq!(status, Some(1), "{text}");
        assert!(!text.contains("root\n"), "{text}");
        text
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_applies_to_the_next_command_of_an_open_session() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let (owner, ada) = (&it.owner, user(&it, "ada").await);
    let key = host.new_key("ada").await;
    add(&it, ada, &key).await;
    let open = async || Session::open(&host, &key).await;
    open().await.becomes_root_with(&[PASSWORD]).await;

    let session = open().await;
    owner.lock_user(ada, &LockUser::default()).await.unwrap();
    let text = session.refused_with(PASSWORD).await;
    assert!(text.contains("1 incorrect password attempt"), "{text}");
    assert!(text.contains("Your account is locked"), "{text}");
    owner.unlock_user(ada).await.unwrap();
    open().await.becomes_root_with(&[PASSWORD]).await;

    let session = open().await;
    owner.suspend_user(ada).await.unwrap();
    let text = session.refused_with(PASSWORD).await;
    assert!(text.contains("1 incorrect password attempt"), "{text}");
    owner.activate_user(ada).await.unwrap();
    open().await.becomes_root_with(&[PASSWORD]).await;

    // The password is right, and she is still in the group for sudo.
    let session = open().await;
    let may_sign_in = group(&it, MAY_SIGN_IN).await;
    owner.remove_group_member(may_sign_in, ada).await.unwrap();
    let text = session.refused_with(PASSWORD).await;
    assert!(!text.contains("incorrect password"), "{text}");
    owner.add_group_member(may_sign_in, ada).await.unwrap();
    open().await.becomes_root_with(&[PASSWORD]).await;

    // A password that has to be replaced is replaced at the prompt, as at a sign-in.
    let sessions = [open().await, open().await];
    owner.expire_user_password(ada).await.unwrap();
    replaces(sessions, PASSWORD, NEW).await;
    let sessions = [open().await, open().await];
    let temporary = SetTemporaryPassword {
        password: Some(TEMPORARY.to_owned()),
    };
    owner.set_temporary_password(ada, &temporary).await.unwrap();
    replaces(sessions, TEMPORARY, PASSWORD).await;
    open().await.becomes_root_with(&[PASSWORD]).await;

    let session = open().await;
    owner.delete_user(ada).await.unwrap();
    session.refused_with(PASSWORD).await;
}

/// The old password alone is not enough for sudo, and with a new one it is.
async fn replaces([without, with]: [Session; 2], old: &str, new: &str) {
    let text = without.refused_with(old).await;
    assert!(text.contains("expired"), "{text}");
    with.becomes_root_with(&[old, old, new, new]).await;
}
