//! Actions of an administrator on one user, from the list and from the panel.

use std::time::Duration;

use client::Portal;
use contract::organization::UpdateOrganization;
use contract::users::CreateUser;
use harness::USER_PASSWORD;
use rules::lockout::LockoutPolicy;
use rules::state::UserState;
use serde_json::Value;

use crate::drive::Browser;
use crate::{ADA, NEW_PASSWORD, ada_at_home, owner_signed_in, server};

/// The explanation of the status that describes the link of a row.
async fn told_by_row(browser: &Browser, name: &str) -> String {
    let link = browser.find("link", name, false).await;
    let ids = link.attr("aria-describedby").await.unwrap().unwrap();
    let (_, why) = ids.split_once(' ').expect("the status, and why");
    let script = "return document.getElementById(arguments[0]).textContent";
    let told = browser.script(script, vec![why.into()]).await;
    told.as_str().expect("an explanation").to_owned()
}

/// Clicks a badge. Returns the text of its tooltip.
async fn told_by(browser: &Browser, badge: &str) -> String {
    browser.click_part("button", badge).await;
    let shown = "return document.querySelector('[role=tooltip]:popover-open')?.innerText";
    let what = format!("what “{badge}” means");
    browser
        .until(&what, async || match browser.script(shown, vec![]).await {
            Value::String(text) if !text.is_empty() => Some(text),
            _ => None,
        })
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_staged_user_is_activated_and_mailed_again() {
    let (server, owner) = server().await;
    let staged = CreateUser {
        email: ADA.to_owned(),
        username: "ada".to_owned(),
        state: Some(UserState::Staged),
        ..CreateUser::default()
    };
    let user = owner.create_user(&staged, None).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, ""), 0);

    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.see("This user is staged").await;
    let told = told_by(&browser, "Staged").await;
    assert!(told.starts_with("Not activated;"), "{told}");
    assert!(told.contains("Since "), "{told}");
    browser.button("Activate").await;
    browser.see("ada activated").await;
    browser.see("This user hasn't activated yet").await;
    browser.see_no("This user is staged").await;
    let first = server.link_mailed_to(ADA, "activate").await;
    let told = told_by(&browser, "Invited").await;
    assert!(told.starts_with("No password has been set yet."), "{told}");
    assert!(told.contains("The link works until "), "{told}");

    // Again from the panel, and then from the list.
    browser.click_part("button", "Send a").await;
    browser.see("email sent to ada@example.com").await;
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "activate"), 2);
    browser.button("Cancel").await;
    browser.at("/admin/users").await;
    browser.button("Actions for ada").await;
    browser.click_part("menuitem", "Send activation").await;
    browser
        .until("a third mail", async || {
            (server.mails(ADA, "activate") == 3).then_some(())
        })
        .await;
    let newest = server.link_mailed_to(ADA, "activate").await;
    assert_ne!(first, newest);
    browser.finish().await;

    let ada = Browser::open(&server.origin).await;
    ada.go(&first).await;
    ada.heading("This link has already been used or has expired")
        .await;
    ada.go(&newest).await;
    ada.heading("Welcome, ada").await;
    ada.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_mail_leads_to_a_new_password() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.heading("ada").await;
    browser.click_part("button", "Send reset").await;
    browser.see("email sent to ada@example.com").await;
    browser.click("tab", "Activity").await;
    browser.see("Reset email sent").await;
    browser.see("ada (ada@example.com), by Olivia Owner").await;
    browser.link("Reset email sent").await;
    browser.heading("Reset email sent").await;
    browser.see("Event ID").await;
    browser.button("Close").await;
    browser.rows(1).await;
    browser.finish().await;

    let link = server.link_mailed_to(ADA, "choose a new password").await;
    let ada = Browser::open(&server.origin).await;
    ada.go(&link).await;
    ada.heading("Choose a new password").await;
    ada.fill("New password", NEW_PASSWORD).await;
    ada.fill("Confirm new password", NEW_PASSWORD).await;
    ada.button("Reset password").await;
    ada.heading("Password reset was successful").await;
    ada.link("Sign in").await;
    ada.sign_in("Company email", ADA, NEW_PASSWORD).await;
    ada.heading("Applications").await;
    ada.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_is_explained_and_ended_in_the_panel() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    server.guess_until_locked(Portal::User, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(1).await;
    let told = told_by_row(&browser, "ada").await;
    let (why, until) = told.split_once('\n').expect("why and until when");
    assert!(why.starts_with("Too many wrong passwords, "), "{told}");
    assert!(until.starts_with("Unlocks automatically in "), "{told}");
    assert!(
        until.contains("passkeys and open sessions still work"),
        "{told}"
    );

    browser.link("ada").await;
    browser.see("This user is locked out in new browsers").await;
    assert_eq!(told_by(&browser, "Locked until").await, told);
    browser.reload().await;
    browser.see("6 of 6 password attempts used").await;
    browser.link("See event").await;
    browser.heading("Account locked").await;
    browser.see("Failed password attempts").await;
    browser.button("Close").await;
    let filter = format!("action:account.locked;target:{}", user.id);
    browser.at(&format!("/admin/events?filter={filter}")).await;
    browser.rows(1).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.button("Unlock").await;
    browser.see("ada unlocked").await;
    browser.see_no("This user is locked out").await;
    browser.click("tab", "Activity").await;
    browser.see("User unlocked").await;
    browser.see("ada (ada@example.com), by Olivia Owner").await;
    browser.see("Account locked").await;
    browser.finish().await;
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_attempts_are_shown_before_they_lock() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let guesser = server.anonymous(Portal::User);
    guesser.begin_sign_in(ADA).await.unwrap();
    for _ in 0..3 {
        guesser.submit_password("a guess").await.unwrap_err();
    }
    server.mail_settled().await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.see("3 of 6 password attempts used").await;
    browser.click("tab", "Security").await;
    browser.see("3 of 6 password attempts used.").await;
    browser.see_no("Failed attempts count until").await;

    // A policy that forgets them after half an hour.
    let organization = owner.organization().await.unwrap();
    let update = UpdateOrganization {
        lockout_policy: Some(
            LockoutPolicy {
                forgets: true,
                ..organization.settings.lockout_policy
            }
            .into(),
        ),
        ..UpdateOrganization::default()
    };
    let version = organization.version;
    owner.update_organization(version, &update).await.unwrap();
    browser.reload().await;
    browser.see("Failed attempts count until").await;
    server.clock.advance(Duration::from_secs(30 * 60));
    browser.reload().await;
    browser.see("Password status").await;
    browser.see_no("attempts used").await;
    browser.finish().await;
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_users_sessions_are_ended_one_by_one_and_all() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let phone = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let ada = ada_at_home(&server).await;
    // The session that the harness created with the activation does not matter.
    let open = owner.user_sessions(user.id).await.unwrap().total;
    assert_eq!(open, 3);
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.click("tab", "Sessions").await;
    browser
        .click_part("button", "End the session on Firefox")
        .await;
    browser.see("The session has ended").await;
    browser
        .until("one session less", async || {
            let left = owner.user_sessions(user.id).await.unwrap().total;
            (left == open - 1).then_some(())
        })
        .await;

    browser.button("End all sessions").await;
    browser.heading("End all sessions of ada?").await;
    browser
        .see("ada is signed out everywhere and can sign in again")
        .await;
    browser.button("Cancel").await;
    assert_eq!(owner.user_sessions(user.id).await.unwrap().total, open - 1);
    browser.button("End all sessions").await;
    browser.heading("End all sessions of ada?").await;
    browser.button("End all sessions").await;
    browser.see("2 sessions ended").await;
    browser.see("Not signed in anywhere").await;
    browser.finish().await;

    phone.me().await.unwrap_err();
    ada.link("Security").await;
    ada.at("/sign-in?return_to=/security").await;
    ada.see("Your session has ended.").await;
    ada.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_panel_leads_to_the_next_user_of_the_list() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    let browser = owner_signed_in(&server).await;
    browser
        .go(&format!("/admin/users/{}?tab=security", ada.id))
        .await;
    browser.heading("ada").await;
    browser.link("Next user").await;
    browser.heading("bob").await;
    browser
        .at(&format!("/admin/users/{}?tab=security", bob.id))
        .await;
    browser.link("Previous user").await;
    browser.heading("ada").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_that_did_not_arrive_is_told_in_the_panel() {
    use entity::mail::{Column, Entity};
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    server.pending_user(&owner, "bob@example.com").await;
    server.mail_settled().await;
    // As the delivery leaves it when a mail server rejects the recipient.
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value("failed"))
        .col_expr(Column::LastError, Expr::value("550 no such mailbox"))
        .filter(Column::Recipient.eq(ADA))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
    assert_eq!(changed.rows_affected, 1);
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", ada.id)).await;
    browser
        .see("The last email to this user could not be delivered")
        .await;
    browser.see("550 no such mailbox").await;
    browser.link("Show all emails to this user").await;
    browser.rows(1).await;
    browser.has_value("Recipient", ADA).await;
    browser.fill("Recipient", "bob@example.com").await;
    browser.see("bob@example.com").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_activation_email_goes_to_another_address_once() {
    let (server, owner) = server().await;
    let user = server.pending_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser
        .menu("Actions for ada", "Send activation to another address")
        .await;
    browser
        .see("Anyone who can read that mailbox can activate ada's account.")
        .await;
    browser.fill("Email address", "ada@home.example").await;
    browser.button("Send email").await;
    browser
        .see("Activation email sent to ada@home.example")
        .await;
    server.mail_settled().await;
    assert_eq!(server.mails("ada@home.example", "activate"), 1);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_user_may_not_edit_the_profile() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser
        .go(&format!("/admin/users/{}?tab=security", user.id))
        .await;
    let field = browser.find("field", "Profile editing", false).await;
    field.select_by_label("Not allowed").await.unwrap();
    browser.button("Save user").await;
    browser.see("User saved").await;
    browser.finish().await;
    let user = owner.user(user.id).await.unwrap();
    assert_eq!(user.profile_editable_override, Some(false));

    let portal = ada_at_home(&server).await;
    portal.link("Profile").await;
    portal.see("Your organization manages profiles.").await;
    portal.finish().await;
}
