//! sudo by group.

use std::time::{Duration, Instant};

use contract::groups::CreateGroup;
use harness::{pending_user, said, until};

use super::host::{Host, MAY_SUDO, group};
use super::keys::add;
use crate::setting::{PASSWORD, PATIENCE, Setting, user};

/// What a person enters. The password is the first line of its input.
pub const SUDO: &str = "sudo --stdin --prompt= id -un";
/// How long the host may take to notice that somebody has left a group. SSSD does not ask again for a second; the rest is
/// for a busy machine.
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
    assert!(!sudo("not the password\n").await.status.success());
    // The password is asked for each time.
    let rights = host.succeed("sudo --list --other-user ada").await;
    assert!(rights.contains("timestamp_timeout=0"), "{rights}");
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
    // Not with sudo, which makes SSSD read the groups again.
    until(PATIENCE, "the host to notice", async || {
        let groups = host.succeed("id --groups --name ada").await;
        (!groups.contains(MAY_SUDO)).then_some(())
    })
    .await;
    assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
    let refused = said(&sudo(&password).await);
    assert!(refused.contains("not in the sudoers file"), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_gives_nobody_the_rights_of_a_group_of_the_host() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let bjorn = user(&it, "bjorn.lindqvist").await;
    let key = host.new_key("bjorn").await;
    add(&it, bjorn, &key).await;
    // Its members may do everything on Debian.
    let sudoers = CreateGroup {
        name: "sudo".to_owned(),
        ..CreateGroup::default()
    };
    let sudoers = it.owner.create_group(&sudoers, None).await.unwrap();
    it.owner.add_group_member(sudoers.id, bjorn).await.unwrap();
    let password = format!("{PASSWORD}\n");
    let refused = host.by_key("bjorn.lindqvist", &key, SUDO, &password).await;
    let refused = said(&refused);
    assert!(refused.contains("not in the sudoers file"), "{refused}");
    // A user has a group of the same name.
    pending_user(&it.owner, "Sudo@example.com").await;
    pending_user(&it.owner, "new@example.com").await;
    host.succeed("getent passwd new").await;
    for name in ["sudo", "Sudo"] {
        let sudo = host.as_root(&format!("getent passwd {name}")).await;
        assert_eq!(sudo.status.code(), Some(2), "{}", said(&sudo));
    }
}
