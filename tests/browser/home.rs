//! What needs attention on Home, each number with the list that it counts; what happened over time; and
//! the first steps.

use std::time::Duration;

use client::Portal;
use contract::administrators::InviteAdministrator;
use contract::organization::{TimeZoneName, UpdateOrganization};
use contract::users::CreateUser;
use entity::mail::{Column, Entity};
use harness::{AuthenticatorApp, USER_PASSWORD};
use rules::mfa::MfaRequirement;
use rules::password_aging::AgingPolicy;
use rules::role::Role;
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::accessibility::Report;
use crate::help_desk::lacks;
use crate::{ADA, owner_at_home, server};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_to_expiring_passwords_and_failed_emails() {
    let (server, owner) = server().await;
    let version = owner.organization().await.unwrap().version;
    let update = UpdateOrganization {
        aging_policy: Some(
            AgingPolicy {
                has_maximum_age: true,
                ..AgingPolicy::default()
            }
            .into(),
        ),
        ..UpdateOrganization::default()
    };
    owner.update_organization(version, &update).await.unwrap();
    server.active_user(&owner, ADA).await;
    server.mail_settled().await;
    let browser = owner_at_home(&server).await;
    browser.see("All clear.").await;
    browser.finish().await;

    server.clock.advance(84 * DAY);
    Entity::update_many()
        .col_expr(Column::State, Expr::value("failed"))
        .filter(Column::Recipient.eq(ADA))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
    let browser = owner_at_home(&server).await;
    browser.click_part("link", "Password expires soon").await;
    browser
        .at("/admin/users?filter=passwordExpiresWithin:7")
        .await;
    browser.rows(1).await;
    browser.see(ADA).await;
    browser
        .button("Remove filter Password expires: Within 7 days")
        .await;
    browser.at("/admin/users").await;

    browser.go("/admin/").await;
    browser.click_part("link", "Failed emails").await;
    browser.at("/admin/settings/mail?filter=state:failed").await;
    browser.see(ADA).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staged_users_do_not_count_as_invited() {
    let (server, owner) = server().await;
    let staged = CreateUser {
        email: ADA.to_owned(),
        username: "ada".to_owned(),
        state: Some(UserState::Staged),
        ..CreateUser::default()
    };
    owner.create_user(&staged, None).await.unwrap();
    server.pending_user(&owner, "bob@example.com").await;
    let browser = owner_at_home(&server).await;
    browser.click_part("link", "Haven't activated yet").await;
    browser.rows(1).await;
    browser.see("bob@example.com").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shows_what_happened_over_time() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = owner_at_home(&server).await;
    // What did not happen has no chart, and says so.
    browser
        .heading("No account was locked in the last 30 days")
        .await;
    browser.heading("No email failed in the last 30 days").await;
    browser
        .heading("No passwords expire in the next 13 weeks")
        .await;
    browser.heading("No user has MFA yet").await;
    lacks(&browser, "button", &["Lockouts by day", "MFA by day"]).await;

    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    AuthenticatorApp::add(&server, &ada).await;
    server.guess_until_locked(Portal::User, ADA).await;
    browser.reload().await;
    browser
        .heading("1 of 1 user has MFA; 1 set it up in the last 30 days")
        .await;
    browser.see("and 1 failed attempt").await;
    browser.heading("1 lockout in the last 30 days").await;
    // The table behind the columns.
    browser.button("Lockouts by day").await;
    let rows = "return document.querySelectorAll('details[open] tbody tr').length";
    assert_eq!(browser.script(rows, vec![]).await, 30);
    browser.find("columnheader", "Day (UTC)", false).await;
    // In the time zone of the organization.
    let zone = UpdateOrganization {
        time_zone: Some(TimeZoneName("Pacific/Auckland".to_owned())),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &zone).await.unwrap();
    browser.reload().await;
    browser.see("by day in Pacific/Auckland").await;
    browser.button("Lockouts by day").await;
    let head = "Day (Pacific/Auckland)";
    browser.find("columnheader", head, false).await;
    let mut report = Report::new();
    report.now(&browser, "charts and a table").await;
    report.assert_empty();
    browser.link("All lockouts").await;
    browser
        .at("/admin/events?filter=action:account.locked")
        .await;
    browser.rows(1).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_through_the_first_steps() {
    let (server, owner) = server().await;
    let browser = owner_at_home(&server).await;
    browser.heading("Get started").await;
    browser.link("Open MFA settings").await;
    browser.at("/admin/settings/mfa").await;

    server.pending_user(&owner, ADA).await;
    owner.send_test_mail().await.unwrap();
    browser.go("/admin/").await;
    browser.heading("Get started").await;
    lacks(&browser, "link", &["Create user", "Open email settings"]).await;
    browser.link("Invite administrator").await;
    browser.at("/admin/administrators/new").await;

    let second = InviteAdministrator {
        email: "second@example.com".to_owned(),
        name: "Second Owner".to_owned(),
        role: Role::Owner,
    };
    owner.invite_administrator(&second, None).await.unwrap();
    let now = owner.organization().await.unwrap();
    let mut policy = now.settings.mfa_policy;
    policy.administrators = MfaRequirement::Required;
    let update = UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    owner
        .update_organization(now.version, &update)
        .await
        .unwrap();
    browser.go("/admin/").await;
    browser.heading("No user has MFA yet").await;
    lacks(&browser, "heading", &["Get started"]).await;
    browser.finish().await;
}
