//! Who may sign in to a host is one setting in Latchkey, for passwords and for keys.

use contract::hosts::UpdateHost;
use contract::page::ListQuery;

use super::host::{Host, MAY_SIGN_IN, MAY_SUDO, group};
use super::keys::add;
use crate::setting::{PASSWORD, Setting, user};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_groups_of_a_host_decide_about_passwords_and_keys() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let gabriel = user(&it, "gabriel.santos").await;
    let key = host.new_key("gabriel").await;
    add(&it, gabriel, &key).await;
    // Each sign-in begins right after the change, and no file of the host is changed.
    let may_sign_in = async || {
        let password = host.by_password("gabriel.santos", &[PASSWORD]).await;
        let by_key = host.opens_to("gabriel.santos", &key).await;
        [password.accepted, by_key]
    };
    assert_eq!(may_sign_in().await, [false; 2]);
    let engineering = group(&it, MAY_SIGN_IN).await;
    let added = it.owner.add_group_member(engineering, gabriel).await;
    added.unwrap();
    assert_eq!(may_sign_in().await, [true; 2]);

    let hosts = it.owner.hosts(&ListQuery::default()).await.unwrap();
    let [open] = &hosts.items[..] else {
        panic!("{hosts:?}")
    };
    let update = async |version, update: UpdateHost| {
        let updated = it.owner.update_host(open.id, version, &update).await;
        updated.unwrap().version
    };
    let others = UpdateHost {
        groups: Some(vec![group(&it, MAY_SUDO).await]),
        ..UpdateHost::default()
    };
    let version = update(open.version, others).await;
    assert_eq!(may_sign_in().await, [false; 2]);
    let everyone = UpdateHost {
        everyone: Some(true),
        ..UpdateHost::default()
    };
    let version = update(version, everyone).await;
    assert_eq!(may_sign_in().await, [true; 2]);
    it.owner.delete_host(open.id, version).await.unwrap();
    assert_eq!(may_sign_in().await, [false; 2]);
}
