//! What an undone change of the email ends in the directory.

use std::time::Duration;

use super::{ADA, PASSWORD, World, bound, failed, refused, tenant, user};
use crate::actor::Client;
use crate::directory::{Failed, PasswordChange, change_password, who_am_i};
use crate::{Error, company_email};

crate::tests::on_each_database!(
    an_undo_ends_a_connection_with_a_password_that_was_set_since,
    an_undo_keeps_a_connection_with_an_earlier_password,
);

async fn an_undo_ends_a_connection_with_a_password_that_was_set_since(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let (context, client) = (&world.context, Client::default());
    let ada = user(&world, &tenant, "ada").await?;
    let undo = world.undo_link(&ada).await?;
    world.clock.advance(Duration::from_secs(1));
    let stolen = "a passphrase of somebody else";
    let change = PasswordChange {
        identity: Some(ADA),
        old: Some(PASSWORD),
        new: Some(stolen),
        client: &client,
    };
    let changed = change_password(context, None, &change).await;
    changed.map_err(|it| failed(&it))?;
    let who = bound(context, ADA, stolen).await?;
    assert!(who_am_i(context, &who).await.is_ok());

    company_email::undo(context, &undo, &client).await?;
    assert_eq!(who_am_i(context, &who).await, Err(Failed::Ended));
    refused(context, ADA, stolen).await?;
    Ok(())
}

async fn an_undo_keeps_a_connection_with_an_earlier_password(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let (context, client) = (&world.context, Client::default());
    let ada = user(&world, &tenant, "ada").await?;
    world.clock.advance(Duration::from_secs(1));
    let undo = world.undo_link(&ada).await?;
    let who = bound(context, ADA, PASSWORD).await?;
    company_email::undo(context, &undo, &client).await?;
    assert!(who_am_i(context, &who).await.is_ok());
    Ok(())
}
