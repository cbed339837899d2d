//! The places of binds in the hashing pool.

use std::iter;

use ldap::response::ResultCode;

use super::{ADA, PASSWORD, World, bound, refused, tenant, user};
use crate::Error;
use crate::actor::Client;
use crate::crypto::{Asker, Lane};

crate::tests::on_each_database!(floods_of_sign_ins_and_guesses_leave_room_for_binds);

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
