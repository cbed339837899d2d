//! The help desk finds out why a user cannot sign in, and fixes it.

use client::{Client, Portal};
use contract::hosts::CreateHost;
use contract::ids::{GroupId, UserId};
use contract::radius::CreateRadiusClient;
use entity::mail::Column;
use harness::USER_PASSWORD;
use harness::drive::Browser;
use rules::mail::MailState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::accessibility::Report;
use crate::groups::group;
use crate::help_desk::lacks;
use crate::{ADA, help_desk_at_home, help_desk_signed_in, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_user_is_found_explained_and_unlocked() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    server.guess_until_locked(Portal::User, ADA).await;
    let browser = help_desk_at_home(&server, &owner).await;
    browser.link("Users").await;
    browser.rows(1).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.click("tab", "Sign-in").await;
    browser.heading("Sign-in problems").await;
    browser.see("Prevents sign-in").await;
    browser.see("Wrong password, 6 times").await;
    browser.see("The email or password is incorrect").await;
    browser.button("Unlock").await;
    browser.see("ada unlocked").await;
    browser.see("None. If the sign-in still fails").await;
    browser.see_no("Prevents sign-in").await;
    browser.see("The user is signed in.").await;
    // The facts behind the result are shown even if nothing prevents the sign-in.
    for fact in [
        "State Active",
        "Lock Not locked",
        "MFA Not enrolled",
        "Open sessions",
        "Time to set up MFA 7 days",
    ] {
        browser.see(fact).await;
    }
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;

    // What the role does not allow is explained, but not offered.
    owner.suspend_user(user.id).await.unwrap();
    browser
        .go(&format!("/admin/users/{}?tab=sign-in", user.id))
        .await;
    browser.see("The user is suspended").await;
    browser.see("Your account is suspended").await;
    browser.see("State Suspended").await;
    lacks(&browser, "button", &["Activate"]).await;
    browser.finish().await;
}

/// A network for everyone, and a host for this group.
async fn create_places(owner: &Client, group: GroupId) {
    let host = CreateHost {
        name: "Build".to_owned(),
        groups: vec![group],
        ..CreateHost::default()
    };
    owner.create_host(&host).await.unwrap();
    let network = CreateRadiusClient {
        name: "Campus".to_owned(),
        network: "10.20.0.0/24".to_owned(),
        everyone: true,
        ..CreateRadiusClient::default()
    };
    owner.create_radius_client(&network).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_attempt_says_why() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    owner.suspend_user(user.id).await.unwrap();
    let ada = server.anonymous(Portal::User);
    ada.begin_sign_in(ADA).await.unwrap();
    ada.submit_password(USER_PASSWORD).await.unwrap_err();
    server.mail_settled().await;

    let browser = help_desk_signed_in(&server, &owner).await;
    browser
        .go(&format!("/admin/users/{}?tab=sign-in", user.id))
        .await;
    browser
        .see("Correct password, but refused: Account suspended")
        .await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_that_failed_leads_to_the_address() {
    let (server, owner) = server().await;
    let user = server.pending_user(&owner, ADA).await;
    server.mail_settled().await;
    entity::mail::Entity::update_many()
        .col_expr(Column::State, Expr::value(MailState::Failed))
        .filter(Column::Recipient.eq(ADA))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
    let tab = format!("/admin/users/{}?tab=sign-in", user.id);

    // The help desk can send the email again, but not change the address.
    let browser = help_desk_signed_in(&server, &owner).await;
    browser.go(&tab).await;
    browser.see("The last email could not be delivered").await;
    lacks(&browser, "link", &["Correct the email"]).await;
    browser.finish().await;

    let browser = owner_signed_in(&server).await;
    browser.go(&tab).await;
    let mut report = Report::new();
    browser.see("The last email could not be delivered").await;
    report.now(&browser, "an email that failed").await;
    browser.link("Correct the email").await;
    browser.at(&format!("/admin/users/{}", user.id)).await;
    browser.button("Change email").await;
    browser.has_value("New company email", ADA).await;
    report.assert_empty();
    browser.finish().await;
}

/// Chooses in the tab *Sign-in* what the user may not be able to use.
async fn ask_about(browser: &Browser, user: UserId, place: &str) {
    browser
        .go(&format!("/admin/users/{user}?tab=sign-in"))
        .await;
    browser.heading("Directory, networks and hosts").await;
    browser
        .until("the place to choose", async || {
            let field = browser.seek("field", "Check access to", false).await?;
            field.select_by_label(place).await.ok()
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_who_gets_in_nowhere_is_helped() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let staff = group(&owner, "Staff").await;
    create_places(&owner, staff.id).await;
    server.guess_until_locked(Portal::User, ADA).await;

    let browser = help_desk_signed_in(&server, &owner).await;
    ask_about(&browser, user.id, "Network: Campus").await;
    browser.see("This user has no access").await;
    browser.see("Too many wrong passwords").await;
    let mut report = Report::new();
    report.now(&browser, "why a network refuses a user").await;
    browser.button("Unlock").await;
    browser.see("ada unlocked").await;
    browser.see("This user has access").await;
    browser
        .see("The user has no application password for a device or program")
        .await;
    // What the role does not allow is explained, but not offered.
    ask_about(&browser, user.id, "Linux host: Build").await;
    browser
        .see("The user is not in a group that has access")
        .await;
    let links = ["Add to a group", "Change who has access"];
    lacks(&browser, "link", &links).await;
    report.assert_empty();
    browser.finish().await;

    let browser = owner_signed_in(&server).await;
    ask_about(&browser, user.id, "Linux host: Build").await;
    browser.link("Change who has access").await;
    browser.has_value("Name", "Build").await;
    owner.add_group_member(staff.id, user.id).await.unwrap();
    ask_about(&browser, user.id, "Linux host: Build").await;
    browser.see("The user has no SSH key").await;
    browser.link("Add an SSH key").await;
    browser.heading("SSH keys").await;
    ask_about(&browser, user.id, "LDAP directory").await;
    browser.see("The LDAP directory is off").await;
    browser.button("Turn on the directory").await;
    browser.see("Turn on the LDAP directory?").await;
    browser.button("Cancel").await;
    browser.finish().await;
}

/// The options of the field *Check access to*; `null` if it is not there.
async fn options(browser: &Browser) -> Value {
    let script = "const field = document.querySelector('select[name=place]');
        return field && [...field.options].map((one) => one.text)";
    browser.script(script, vec![]).await
}

/// Waits until the field *Check access to* has these options.
async fn offers(browser: &Browser, expected: &[&str]) {
    browser
        .until("the places to choose from", async || {
            (options(browser).await == json!(expected)).then_some(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_option_under_the_pointer_does_not_become_another_one() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let staff = group(&owner, "Staff").await;
    create_places(&owner, staff.id).await;
    let all = [
        "Choose…",
        "LDAP directory",
        "Network: Campus",
        "Linux host: Build",
    ];
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.heading("ada").await;
    browser.hold("/radius-clients").await;
    browser.click("tab", "Sign-in").await;
    browser.heading("Directory, networks and hosts").await;
    browser.held().await;
    assert_eq!(options(&browser).await, Value::Null);
    browser.let_go().await;
    offers(&browser, &all).await;

    // The networks do not arrive, and then do.
    browser.block(&["*/api/v1/radius-clients*"]).await;
    browser.reload().await;
    browser.see("There is no connection to the server.").await;
    offers(&browser, &[all[0], all[1], all[3]]).await;
    let keep = "window.kept = document.querySelector('select[name=place]').options[2]";
    browser.script(keep, vec![]).await;
    browser.block(&[]).await;
    browser.button("Try again").await;
    offers(&browser, &all).await;
    let kept = "return [window.kept.isConnected, window.kept.text]";
    let kept = browser.script(kept, vec![]).await;
    assert_eq!(kept, json!([true, "Linux host: Build"]));
    browser.finish().await;
}
