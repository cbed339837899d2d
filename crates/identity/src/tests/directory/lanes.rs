//! The shares of binds in what is scarce: the places of the hashing pool, and the database.

use std::iter;
use std::time::Duration;

use ldap::response::ResultCode;
use tokio::time::timeout;

use super::{ADA, PASSWORD, World, bound, dn, internal, refused, tenant, user};
use crate::actor::Client;
use crate::context::STRANGERS;
use crate::crypto::{Asker, Lane};
use crate::directory::{BindAnswer, BindRequest, bind, client};
use crate::{Context, Error};

crate::tests::on_each_database!(
    floods_of_sign_ins_and_guesses_leave_room_for_binds,
    a_network_does_not_occupy_the_database,
);

async fn floods_of_sign_ins_and_guesses_leave_room_for_binds(world: World) -> Result<(), Error> {
    let (bob, cleo) = (
        "uid=bob,ou=people,dc=example,dc=com",
        "uid=cleo,ou=people,dc=example,dc=com",
    );
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    for name in ["ada", "bob", "cleo"] {
        user(&world, &tenant, name).await?;
    }
    let all = |asker: &Asker| -> Vec<_> {
        let place = || context.hasher().place(asker.clone()).ok();
        iter::from_fn(place).collect()
    };
    let sign_ins = [Lane::Known, Lane::Unknown].map(|lane| all(&Asker::at(lane, None)));
    assert!(sign_ins.iter().all(|places| !places.is_empty()));
    bound(context, ADA, PASSWORD).await?;
    // Guesses at one password through the same application refuse its owner there, and nobody else.
    let guesses = all(&Client::default().asker_for(&(tenant.organization, "bob")));
    assert!(!guesses.is_empty());
    assert_eq!(refused(context, bob, PASSWORD).await?.0, ResultCode::Busy);
    bound(context, cleo, PASSWORD).await?;
    drop(guesses);
    bound(context, bob, PASSWORD).await?;
    Ok(())
}

async fn a_network_does_not_occupy_the_database(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    user(&world, &tenant, "ada").await?;
    let of = |address: &str| address.parse().map(client).map_err(internal);
    let [here, there] = [of("192.0.2.7")?, of("198.51.100.7")?];
    let mut flood = Vec::new();
    for _ in 0..STRANGERS {
        let network = of("192.0.2.99")?.network();
        flood.push(context.stranger_turns().wait(network).await);
    }
    let waits = timeout(Duration::from_millis(200), is_bound(context, &here)).await;
    assert!(waits.is_err());
    assert!(is_bound(context, &there).await?);
    drop(flood);
    assert!(is_bound(context, &here).await?);
    Ok(())
}

async fn is_bound(context: &Context, client: &Client) -> Result<bool, Error> {
    let name = dn(ADA)?;
    let request = BindRequest {
        name: &name,
        password: PASSWORD,
        client,
    };
    let answer = bind(context, &request).await;
    Ok(matches!(answer, BindAnswer::Bound { .. }))
}
