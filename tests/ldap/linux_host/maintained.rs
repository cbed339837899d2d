//! Access that a locked or expired account keeps, because the settings say so.

use contract::hosts::UpdateHost;
use contract::page::ListQuery;
use contract::users::LockUser;
use harness::said;
use rules::resource::AfterLoss;

use super::host::{Host, MAY_SIGN_IN, MAY_SUDO, group};
use super::keys::add;
use super::sudo::SUDO;
use crate::setting::{PASSWORD, Setting, user};

/// Was locked after wrong passwords.
const AISHA: &str = "aisha.bello";
/// Has an expired password.
const CLARA: &str = "clara.jensen";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_need_the_directory_and_the_host_and_keys_only_the_host() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let owner = &it.owner;
    let people = [AISHA, CLARA];
    let mut keys = Vec::new();
    for name in people {
        let id = user(&it, name).await;
        for name in [MAY_SIGN_IN, MAY_SUDO] {
            let group = group(&it, name).await;
            owner.add_group_member(group, id).await.unwrap();
        }
        // `ssh-keygen` adds `.pub` to the whole name, which ends at its dot otherwise.
        let key = host.new_key(&name.replace('.', "-")).await;
        add(&it, id, &key).await;
        keys.push(key);
    }
    let expect = async |passwords: bool, by_key: bool| {
        for (name, key) in people.into_iter().zip(&keys) {
            let sign_in = host.by_password(name, &[PASSWORD]).await;
            assert_eq!(sign_in.accepted, passwords, "{name}: {sign_in:?}");
            assert_eq!(host.opens_to(name, key).await, by_key, "{name}");
        }
    };
    let set_directory = |after| {
        it.set_directory(move |policy| {
            policy.on_lock = after;
            policy.on_password_expiry = after;
        })
    };
    expect(false, false).await;
    set_directory(AfterLoss::Maintain).await;
    // The password is accepted, but the host is not open.
    expect(false, false).await;
    let hosts = owner.hosts(&ListQuery::default()).await.unwrap().items;
    let maintain = UpdateHost {
        on_lock: Some(AfterLoss::Maintain),
        on_expiry: Some(AfterLoss::Maintain),
        ..UpdateHost::default()
    };
    let updated = owner.update_host(hosts[0].id, hosts[0].version, &maintain);
    updated.await.unwrap();
    expect(true, true).await;
    for (name, key) in people.into_iter().zip(&keys) {
        let input = format!("{PASSWORD}\n");
        let sudo = host.by_key(name, key, SUDO, &input).await;
        assert_eq!(sudo.stdout, b"root\n", "{name}: {}", said(&sudo));
    }

    set_directory(AfterLoss::Remove).await;
    expect(false, true).await;

    // What an administrator decides always ends the access.
    set_directory(AfterLoss::Maintain).await;
    owner.suspend_user(user(&it, AISHA).await).await.unwrap();
    let clara = user(&it, CLARA).await;
    owner.lock_user(clara, &LockUser::default()).await.unwrap();
    expect(false, false).await;
}
