//! Undoing a change of the email while another user gets the previous address.

use contract::company_email::ChangeUserEmail;
use contract::problem::ProblemType;
use rules::email::EmailAddress;
use rules::state::UserState::{Active, Suspended};

use super::World;
use super::world::refused;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::users::{self, NewEmail};
use crate::{Error, company_email};

super::on_each_database!(an_address_that_is_taken_at_the_same_moment_suspends_the_user);

async fn an_address_that_is_taken_at_the_same_moment_suspends_the_user(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, client) = (&world.context, Client::default());
    let ann = world.user(&tenant, "ann", Active).await?;
    let bob = world.user(&tenant, "bob", Active).await?;
    let new = "ann@new.example.com";
    let change = ChangeUserEmail {
        email: new.to_owned(),
    };
    let permit = tenant.owner.permit()?;
    company_email::change(context, &permit, ann.id, ann.version, &change).await?;
    let undo = world.undo_link(&ann).await?;

    let held = HeldAccount::by_id(context, bob.id.0).await?;
    let held = held.ok_or(Error::NotFound)?;
    let address = EmailAddress::parse(&ann.email).map_err(|_| Error::NotFound)?;
    let taken = NewEmail {
        address,
        is_verified: true,
    };
    users::apply_email(&held, taken).await?;
    let meanwhile = async {
        world.a_row_is_awaited().await?;
        held.commit().await
    };
    let undoing = company_email::undo(context, &undo, &client);
    let (undone, committed) = tokio::join!(undoing, meanwhile);
    committed?;
    let undone = undone?;
    assert!(!undone.restored);
    assert_eq!(undone.email, ann.email);

    let now = users::get(context, &tenant.owner.permit()?, ann.id).await?;
    assert_eq!((&*now.email, now.state), (new, Suspended));
    assert!(!now.email_verified);
    let now = users::get(context, &tenant.owner.permit()?, bob.id).await?;
    assert_eq!((now.email, now.state), (ann.email, Active));
    assert_eq!(world.mails("user_email_not_restored").await?, 1);
    let again = company_email::undo(context, &undo, &client).await;
    assert_eq!(refused(again), Some(ProblemType::LinkNotUsable));
    Ok(())
}
