//! Sign-ins with a password: who is accepted, and from when on.

use client::Portal;
use contract::application_passwords::CreateApplicationPassword;
use contract::users::{LockUser, SetTemporaryPassword};
use harness::{AuthenticatorApp, said};
use identity::demo::CREDENTIALS;

use super::host::{Host, MAY_SIGN_IN, group};
use super::keys::add;
use super::sudo::SUDO;
use crate::setting::{PASSWORD, Setting, user};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_of_latchkey_signs_in() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let right = host.by_password("ada", &[PASSWORD]).await;
    assert!(right.accepted, "{right:?}");
    assert_eq!(right.prompts.trim(), "(ada@127.0.0.1) Password:");
    let first = "for the first day only";
    let temporary = SetTemporaryPassword {
        password: Some(first.to_owned()),
    };
    let viktor = user(&it, "viktor.horvat").await;
    let set = it.owner.set_temporary_password(viktor, &temporary).await;
    set.unwrap();
    // A wrong password, unknown, staged, no password yet, and not in the group.
    for (username, password) in [
        ("ada", "not the password"),
        ("nobody.here", PASSWORD),
        ("viktor.horvat", first),
        ("sean.obrien", PASSWORD),
        ("gabriel.santos", PASSWORD),
    ] {
        let refused = host.by_password(username, &[password]).await;
        assert!(!refused.accepted, "{refused:?}");
        let prompt = format!("({username}@127.0.0.1) Password:");
        assert_eq!(refused.prompts.trim(), prompt);
        assert!(!refused.said.contains("Server message"), "{refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_applies_to_the_next_sign_in() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let (owner, ada) = (&it.owner, user(&it, "ada").await);
    let accepted = async || {
        let sign_in = host.by_password("ada", &[PASSWORD]).await;
        assert!(sign_in.accepted, "{sign_in:?}");
    };
    // Each sign-in begins right after the change: nothing is waited for.
    let refused = async || {
        let sign_in = host.by_password("ada", &[PASSWORD]).await;
        assert!(!sign_in.accepted, "{sign_in:?}");
        sign_in.said
    };
    accepted().await;
    owner.suspend_user(ada).await.unwrap();
    refused().await;
    owner.activate_user(ada).await.unwrap();
    accepted().await;
    owner.lock_user(ada, &LockUser::default()).await.unwrap();
    let said = refused().await;
    assert!(said.contains("Your account is locked"), "{said}");
    owner.unlock_user(ada).await.unwrap();
    accepted().await;
    let may_sign_in = group(&it, MAY_SIGN_IN).await;
    owner.remove_group_member(may_sign_in, ada).await.unwrap();
    refused().await;
    owner.add_group_member(may_sign_in, ada).await.unwrap();
    accepted().await;
    owner.delete_user(ada).await.unwrap();
    refused().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_mfa_only_an_application_password_signs_in() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let (email, ada) = (CREDENTIALS.user_email, user(&it, "ada").await);
    let portal = it.server.sign_in(Portal::User, email, PASSWORD).await;
    let wanted = CreateApplicationPassword {
        name: "Build server".to_owned(),
        application_id: None,
    };
    let created = portal.create_my_application_password(&wanted).await;
    let application_password = created.unwrap().password;
    AuthenticatorApp::add_now(&portal, "Phone").await;
    let with = host.by_password("ada", &[PASSWORD]).await;
    assert!(!with.accepted, "{with:?}");
    let with = host.by_password("ada", &[&application_password]).await;
    assert!(with.accepted, "{with:?}");

    // A key needs no factor.
    let key = host.new_key("ada").await;
    add(&it, ada, &key).await;
    assert!(host.opens_to("ada", &key).await);
    // sudo does.
    for (password, is_root) in [(PASSWORD, false), (&application_password, true)] {
        let input = format!("{password}\n");
        let sudo = host.by_key("ada", &key, SUDO, &input).await;
        assert_eq!(sudo.stdout == b"root\n", is_root, "{}", said(&sudo));
    }

    // The prompt cannot ask for a factor, so it does not change the password.
    it.owner.expire_user_password(ada).await.unwrap();
    let new = "two birds on one wire";
    let answers = [PASSWORD, PASSWORD, new, new];
    let expired = host.by_password("ada", &answers).await;
    assert!(!expired.accepted, "{expired:?}");
    assert!(expired.said.contains("in the portal"), "{expired:?}");
    let with = host.by_password("ada", &[&application_password]).await;
    assert!(!with.accepted, "{with:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_gives_nobody_the_rights_of_an_account_of_the_host() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    // As if it had been there before: useradd refuses names that the directory has.
    let create = "echo 'gabriel.santos:x:1500:100::/tmp:/bin/bash' >> /etc/passwd && \
         echo 'gabriel.santos:*:20000::::::' >> /etc/shadow && \
         echo 'gabriel.santos:a password of the host' | chpasswd";
    host.succeed(create).await;
    let local = host.by_password("gabriel.santos", &["a password of the host"]);
    assert!(local.await.accepted);
    let of_latchkey = host.by_password("gabriel.santos", &[PASSWORD]).await;
    assert!(!of_latchkey.accepted, "{of_latchkey:?}");
}
