//! An owner managing other administrators.

use client::Portal;
use contract::administrators::InviteAdministrator;
use contract::api_keys::{CreateApiKey, CreatorStatus};
use contract::page::ListQuery;
use harness::ADMINISTRATOR_PASSWORD;
use rules::role::{Permission, Role};

use crate::drive::Browser;
use crate::{NEW_PASSWORD, owner_signed_in, server};

const MONA: &str = "mona@example.com";
const IVAN: &str = "ivan@example.com";

/// The name of the harness's manager.
const HER_NAME: &str = "Manager administrator";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_is_changed_and_an_administrator_suspended_and_removed() {
    let (server, owner) = server().await;
    let mona = server.administrator(&owner, MONA, Role::Manager).await;
    let id = mona.administrator_me().await.unwrap().id;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/administrators").await;
    browser.rows(2).await;
    browser.link(HER_NAME).await;
    browser.at(&format!("/admin/administrators/{id}")).await;
    browser.heading(HER_NAME).await;
    browser.click_part("radio", "Read only").await;
    browser.button("Save administrator").await;
    browser.see("Administrator saved").await;
    assert_eq!(mona.administrator_me().await.unwrap().role, Role::ReadOnly);

    let menu = format!("Actions for {HER_NAME}");
    let whom = format!("{HER_NAME} (mona@example.com) is signed out everywhere immediately");
    browser.menu(&menu, "Suspend").await;
    browser.heading(&format!("Suspend {HER_NAME}?")).await;
    browser.see(&whom).await;
    browser.button("Cancel").await;
    mona.administrator_me().await.unwrap();
    browser.menu(&menu, "Suspend").await;
    browser.button("Suspend administrator").await;
    browser
        .see(&format!("{HER_NAME} is suspended and signed out"))
        .await;
    mona.administrator_me().await.unwrap_err();
    browser.button("Activate").await;
    browser.see(&format!("{HER_NAME} is active")).await;
    server
        .sign_in(Portal::Admin, MONA, ADMINISTRATOR_PASSWORD)
        .await;

    browser.menu(&menu, "Remove").await;
    browser.heading(&format!("Remove {HER_NAME}?")).await;
    browser.see(&whom).await;
    browser.button("Remove administrator").await;
    browser
        .see(&format!("{HER_NAME} is no longer an administrator"))
        .await;
    browser.at("/admin/administrators").await;
    browser.rows(1).await;
    owner.administrator(id).await.unwrap_err();

    // The last owner cannot be removed, and the page says why.
    browser.menu("Actions for Olivia Owner", "Remove").await;
    browser.heading("Remove Olivia Owner?").await;
    browser.button("Remove administrator").await;
    browser
        .see("This is the organization's last active owner")
        .await;
    browser.button("Cancel").await;
    browser.rows(1).await;
    owner.administrator_me().await.unwrap();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_who_suspends_an_administrator_decides_about_their_keys() {
    let (server, owner) = server().await;
    let mona = server.administrator(&owner, MONA, Role::Manager).await;
    let new = CreateApiKey {
        name: "HR import".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    mona.create_api_key(&new).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/administrators").await;
    browser.rows(2).await;
    browser
        .menu(&format!("Actions for {HER_NAME}"), "Suspend")
        .await;
    browser.see("They created an API key").await;
    browser.see("HR import").await;
    browser.click_part("checkbox", "Keep these API keys").await;
    browser.button("Suspend administrator").await;
    browser
        .see(&format!("{HER_NAME} is suspended and signed out"))
        .await;
    let keys = owner.api_keys(&ListQuery::default()).await.unwrap();
    assert_eq!(keys.items[0].creator, CreatorStatus::Suspended);

    // Home and the list of keys say so.
    browser.go("/admin").await;
    browser
        .see("One API key was created by someone who is suspended")
        .await;
    browser.link("Check API keys").await;
    browser.see("HR import").await;
    browser.see("Suspended").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_is_sent_to_another_administrator() {
    let (server, owner) = server().await;
    let mona = server.administrator(&owner, MONA, Role::Manager).await;
    let id = mona.administrator_me().await.unwrap().id;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/administrators/{id}")).await;
    browser.heading(HER_NAME).await;
    browser.click_part("button", "Send reset").await;
    browser.see("on its way to mona@example.com").await;
    browser.finish().await;

    let subject = "choose a new administrator password";
    let link = server.link_mailed_to(MONA, subject).await;
    let hers = Browser::open(&server.origin).await;
    hers.go(&link).await;
    hers.heading("Choose a new password").await;
    hers.fill("New password", NEW_PASSWORD).await;
    hers.fill("Confirm new password", NEW_PASSWORD).await;
    let terms = "I accept the terms of service";
    if hers.seek("checkbox", terms, true).await.is_some() {
        hers.click_part("checkbox", terms).await;
    }
    hers.button("Reset password").await;
    hers.heading("Password reset was successful").await;
    hers.link("Sign in").await;
    hers.sign_in("Email", MONA, NEW_PASSWORD).await;
    hers.heading("Hello, Manager").await;
    hers.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_is_sent_again() {
    let (server, owner) = server().await;
    let invitation = InviteAdministrator {
        email: IVAN.to_owned(),
        name: "Ivan Invited".to_owned(),
        role: Role::HelpDesk,
    };
    owner.invite_administrator(&invitation, None).await.unwrap();
    let first = server.link_mailed_to(IVAN, "invited").await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/administrators").await;
    browser.rows(2).await;
    browser.button("Actions for Ivan Invited").await;
    browser.click_part("menuitem", "Resend invitation").await;
    browser.see("on its way to ivan@example.com").await;
    server.mail_settled().await;
    assert_eq!(server.mails(IVAN, "invited"), 2);
    let newer = server.link_mailed_to(IVAN, "invited").await;
    assert_ne!(first, newer);
    browser.finish().await;

    let his = Browser::open(&server.origin).await;
    his.go(&first).await;
    his.heading("This link has already been used or has expired")
        .await;
    his.go(&newer).await;
    his.heading("Join Example Ltd").await;
    his.finish().await;
}
