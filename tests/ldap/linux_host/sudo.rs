//! sudo by group.

use std::process::Stdio;
use std::time::{Duration, Instant};

use contract::users::LockUser;
use harness::{said, until};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

use super::host::{Host, MAY_SUDO, group, user};
use super::keys::add;
use crate::setting::{PASSWORD, PATIENCE, Setting};

/// What a person enters. The password is the first line of its input.
const SUDO: &str = "sudo --stdin --prompt= id -un";
/// How long sudo may work after somebody has left the group. SSSD does not ask again for a second; the rest is for
/// attempts on a busy machine.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_of_a_group_use_sudo_with_their_password() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let (ada, bjorn) = (user(&it, "ada").await, user(&it, "bjorn.lindqvist").await);
    let key = host.new_key("ada").await;
    add(&it, ada, &key).await;
    let other_key = host.new_key("bjorn").await;
    add(&it, bjorn, &other_key).await;
    let password = format!("{PASSWORD}\n");
    let sudo = async |input: &str| host.by_key("ada", &key, SUDO, input).await;
    let allowed = sudo(&password).await;
    assert_eq!(allowed.stdout, b"root\n", "{}", said(&allowed));
    // The password is asked for each time.
    assert!(!sudo("not the password\n").await.status.success());
    // Not in the group.
    let other = host
        .by_key("bjorn.lindqvist", &other_key, SUDO, &password)
        .await;
    assert!(
        said(&other).contains("not in the sudoers file"),
        "{}",
        said(&other)
    );

    let may_sudo = group(&it, MAY_SUDO).await;
    it.owner.remove_group_member(may_sudo, ada).await.unwrap();
    let since = Instant::now();
    until(PATIENCE, "sudo to refuse", async || {
        let output = sudo(&password).await;
        let refused = said(&output).contains("not in the sudoers file");
        assert!(refused || output.stdout == b"root\n", "{}", said(&output));
        refused.then_some(())
    })
    .await;
    assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_session_has_no_sudo_after_a_lock() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let ada = user(&it, "ada").await;
    let key = host.new_key("ada").await;
    add(&it, ada, &key).await;
    let wait = format!("echo ready; read -r line; {SUDO}");
    let mut session = host
        .command_by_key("ada", &key, &wait)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut output = BufReader::new(session.stdout.take().unwrap()).lines();
    let ready = tokio::time::timeout(PATIENCE, output.next_line()).await;
    assert_eq!(ready.unwrap().unwrap().as_deref(), Some("ready"));
    let locked = it.owner.lock_user(ada, &LockUser::default()).await;
    locked.unwrap();
    let mut input = session.stdin.take().unwrap();
    let lines = format!("now\n{PASSWORD}\n");
    input.write_all(lines.as_bytes()).await.unwrap();
    drop(input);
    let ended = tokio::time::timeout(PATIENCE, session.wait_with_output()).await;
    let ended = ended.unwrap().unwrap();
    assert_eq!(ended.status.code(), Some(1), "{}", said(&ended));
    let text = said(&ended);
    assert!(text.contains("1 incorrect password attempt"), "{text}");
    let told = output.next_line().await.unwrap().unwrap();
    assert!(told.contains("Your account is locked"), "{told}");
    assert_eq!(output.next_line().await.unwrap(), None);
}
