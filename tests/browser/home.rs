//! What needs attention on Home, each number with the list that it counts.

use std::time::Duration;

use contract::organization::UpdateOrganization;
use contract::users::CreateUser;
use entity::mail::{Column, Entity};
use rules::aging::AgingPolicy;
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{ADA, owner_signed_in, server};

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
    let browser = owner_signed_in(&server).await;
    browser.see("All clear.").await;
    browser.finish().await;

    server.clock.advance(84 * DAY);
    Entity::update_many()
        .col_expr(Column::State, Expr::value("failed"))
        .filter(Column::Recipient.eq(ADA))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
    let browser = owner_signed_in(&server).await;
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
    let browser = owner_signed_in(&server).await;
    browser.click_part("link", "Haven't activated yet").await;
    browser.rows(1).await;
    browser.see("bob@example.com").await;
    browser.finish().await;
}
