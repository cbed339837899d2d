//! The queue of requested password resets.

use std::time::Duration;

use contract::problem::ProblemType;
use entity::{account, reset_request};
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::World;
use super::world::refused;
use crate::actor::Client;
use crate::addresses::Portal;
use crate::{Error, links};

super::on_each_database!(
    a_flood_from_one_network_delays_nobody_else,
    requests_that_fail_let_others_go_first,
    a_mailbox_gets_five_links_an_hour,
    an_account_that_is_suspended_gets_no_link,
);

/// The address of the owner of the organization that is named so.
fn boss(name: &str) -> String {
    format!("boss@{name}.example.com")
}

impl World {
    async fn ask(&self, email: &str, address: &str) -> Result<(), Error> {
        let client = Client::new(address.to_owned(), String::new(), std::iter::empty());
        links::request_reset(&self.context, Portal::Admin, email, client).await
    }

    /// Works off a batch.
    async fn batch(&self) -> Result<(), Error> {
        links::send_requested_resets(&self.context, Duration::ZERO).await
    }

    /// The number of requests that wait.
    async fn waiting(&self) -> Result<u64, Error> {
        let read = self.context.database().read();
        Ok(reset_request::Entity::find().count(read).await?)
    }
}

async fn a_flood_from_one_network_delays_nobody_else(world: World) -> Result<(), Error> {
    world.tenant("a").await?;
    for n in 0..500 {
        let address = format!("192.0.2.{}", n % 250);
        world.ask("nobody@example.org", &address).await?;
    }
    let too_many = world.ask("nobody@example.org", "192.0.2.251").await;
    assert_eq!(refused(too_many), Some(ProblemType::TooManyRequests));
    world.ask(&boss("a"), "198.51.100.1").await?;
    world.batch().await?;
    assert_eq!(world.mails("administrator_password_reset").await?, 1);
    // The batch was full, and the network has places again.
    assert_eq!(world.waiting().await?, 301);
    world.ask("nobody@example.org", "192.0.2.251").await
}

async fn requests_that_fail_let_others_go_first(world: World) -> Result<(), Error> {
    let broken = world.tenant("broken").await?;
    world.tenant("a").await?;
    let reason = |value: Option<&str>| {
        let value = value.map(str::to_owned);
        account::Entity::update_many()
            .col_expr(account::Column::PasswordExpiryReason, Expr::value(value))
            .filter(account::Column::Id.eq(broken.owner_id.0))
    };
    let write = world.context.database().write();
    reason(Some("unheard of")).exec(write).await?;
    // Each from another network, so that their turn comes before that of the last one.
    for n in 0..200 {
        let address = format!("192.0.{n}.1");
        world.ask(&boss("broken"), &address).await?;
    }
    world.ask(&boss("a"), "198.51.100.1").await?;
    world.batch().await?;
    assert_eq!(world.mails("administrator_password_reset").await?, 0);
    assert_eq!(world.waiting().await?, 201);
    world.batch().await?;
    assert_eq!(world.mails("administrator_password_reset").await?, 1);
    assert_eq!(world.waiting().await?, 200);

    // They are retried.
    reason(None).exec(write).await?;
    world.batch().await?;
    assert_eq!(world.waiting().await?, 200);
    world.clock.advance(Duration::from_secs(60));
    world.batch().await?;
    assert_eq!(world.waiting().await?, 0);
    Ok(())
}

async fn a_mailbox_gets_five_links_an_hour(world: World) -> Result<(), Error> {
    world.clock.stop();
    world.tenant("a").await?;
    let sent = async |times| {
        for _ in 0..times {
            world.ask(&boss("a"), "192.0.2.1").await?;
            world.batch().await?;
        }
        world.mails("administrator_password_reset").await
    };
    assert_eq!(sent(4).await?, 4);
    assert_eq!(sent(3).await?, 5);
    let last = Duration::from_millis(1);
    world.clock.advance(Duration::from_secs(60 * 60) - last);
    assert_eq!(sent(1).await?, 5);
    world.clock.advance(last);
    assert_eq!(sent(1).await?, 6);
    Ok(())
}

async fn an_account_that_is_suspended_gets_no_link(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    for (state, sent) in [(UserState::Suspended, 0), (UserState::Active, 1)] {
        account::Entity::update_many()
            .col_expr(account::Column::State, Expr::value(state))
            .filter(account::Column::Id.eq(tenant.owner_id.0))
            .exec(world.context.database().write())
            .await?;
        world.ask(&boss("a"), "192.0.2.1").await?;
        world.batch().await?;
        assert_eq!(world.waiting().await?, 0);
        let mails = world.mails("administrator_password_reset").await?;
        assert_eq!(mails, sent, "{state:?}");
    }
    Ok(())
}
