//! Sign-ins with an SSH key, which the host asks Latchkey for.

use std::path::Path;

use contract::ids::UserId;
use contract::ssh_keys::AddSshKey;
use contract::users::{LockUser, SetTemporaryPassword};
use harness::until;

use super::host::{Host, MAY_SIGN_IN, group};
use crate::setting::{PASSWORD, PATIENCE, Setting, user};

/// Adds a key to a user.
pub async fn add(it: &Setting, user: UserId, key: &Path) {
    let add = AddSshKey {
        name: None,
        public_key: std::fs::read_to_string(key.with_extension("pub")).unwrap(),
    };
    it.owner.add_user_ssh_key(user, &add).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_signs_in_while_its_owner_may() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let (owner, ada) = (&it.owner, user(&it, "ada").await);
    let (key, other) = (host.new_key("ada").await, host.new_key("other").await);
    assert!(!host.opens_to("ada", &key).await);
    add(&it, ada, &key).await;
    assert!(host.opens_to("ada", &key).await);
    assert!(!host.opens_to("ada", &other).await);
    // Neither a key of somebody else, nor one of somebody who is not in the group.
    add(&it, user(&it, "gabriel.santos").await, &other).await;
    assert!(!host.opens_to("ada", &other).await);
    assert!(!host.opens_to("gabriel.santos", &other).await);
    // Keys in home folders do not count.
    let public = std::fs::read_to_string(other.with_extension("pub")).unwrap();
    let write = format!(
        "install -d -o ada -m 700 ~ada/.ssh && echo '{}' > ~ada/.ssh/authorized_keys",
        public.trim()
    );
    host.succeed(&write).await;
    assert!(!host.opens_to("ada", &other).await);

    // Each sign-in begins right after the change: nothing is waited for.
    owner.suspend_user(ada).await.unwrap();
    assert!(!host.opens_to("ada", &key).await);
    owner.activate_user(ada).await.unwrap();
    assert!(host.opens_to("ada", &key).await);
    owner.lock_user(ada, &LockUser::default()).await.unwrap();
    assert!(!host.opens_to("ada", &key).await);
    owner.unlock_user(ada).await.unwrap();
    assert!(host.opens_to("ada", &key).await);
    let may_sign_in = group(&it, MAY_SIGN_IN).await;
    owner.remove_group_member(may_sign_in, ada).await.unwrap();
    assert!(!host.opens_to("ada", &key).await);
    owner.add_group_member(may_sign_in, ada).await.unwrap();
    assert!(host.opens_to("ada", &key).await);
    owner.expire_user_password(ada).await.unwrap();
    assert!(!host.opens_to("ada", &key).await);
    let temporary = SetTemporaryPassword::default();
    owner.set_temporary_password(ada, &temporary).await.unwrap();
    assert!(host.opens_to("ada", &key).await);
    owner.delete_user(ada).await.unwrap();
    assert!(!host.opens_to("ada", &key).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_latchkey_is_down_only_root_signs_in() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let key = host.new_key("ada").await;
    add(&it, user(&it, "ada").await, &key).await;
    assert!(host.opens_to("ada", &key).await);
    assert!(host.by_password("ada", &[PASSWORD]).await.accepted);
    let Setting {
        installation,
        server,
        ..
    } = it;
    server.stop().await;
    assert!(!host.opens_to("ada", &key).await);
    assert!(!host.by_password("ada", &[PASSWORD]).await.accepted);
    assert_eq!(host.succeed("id -un").await, "root\n");
    // Files still have the names of their owners.
    host.succeed("id ada").await;
    // The host finds the server again by itself.
    let _server = installation.start().await;
    until(PATIENCE, "a password to be accepted", async || {
        let sign_in = host.by_password("ada", &[PASSWORD]).await;
        sign_in.accepted.then_some(())
    })
    .await;
    assert!(host.opens_to("ada", &key).await);
}
