//! Known browsers wait for the verification of a password with those who have authenticated, and not with
//! strangers.

use rules::email::EmailAddress;

use super::World;
use crate::Error;
use crate::accounts::{HeldAccount, lane};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::Lane;
use crate::sessions;

super::on_each_database!(a_browser_waits_with_strangers_unless_the_account_knows_it);

async fn a_browser_waits_with_strangers_unless_the_account_knows_it(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    world.tenant("b").await?;
    let context = &world.context;
    let id = tenant.owner_id.0;
    let held = HeldAccount::by_id(context, id).await?;
    let held = held.ok_or(Error::NotFound)?;
    let started = sessions::start(&held, None, None, &Client::default()).await?;
    held.commit().await?;
    let token = started.device_token.ok_or(Error::NotFound)?;
    let token = token.reveal();
    let lane_of = async |email: &str, tokens: &[&str]| {
        let tokens = tokens.iter().copied();
        let client = Client::new("192.0.2.1".to_owned(), String::new(), tokens);
        lane(
            context,
            Portal::Admin,
            &EmailAddress::key_of(email),
            &client,
        )
        .await
    };
    let boss = "boss@a.example.com";
    for (email, tokens, expected) in [
        (boss, [token].as_slice(), Lane::Known),
        (boss, &["another", token], Lane::Known),
        (boss, &[], Lane::Unknown),
        (boss, &["another"], Lane::Unknown),
        ("boss@b.example.com", &[token], Lane::Unknown),
        ("nobody@example.org", &[token], Lane::Unknown),
    ] {
        let found = lane_of(email, tokens).await?;
        assert_eq!(found, expected, "{email} {}", tokens.len());
    }
    let held = HeldAccount::by_id(context, id).await?;
    let held = held.ok_or(Error::NotFound)?;
    held.forget_browsers(None).await?;
    held.commit().await?;
    assert_eq!(lane_of(boss, &[token]).await?, Lane::Unknown);
    Ok(())
}
