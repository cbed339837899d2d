//! What changes while a request waits for the pool that hashes passwords. It has read the account before.

use std::sync::mpsc;
use std::time::Duration;

use contract::factors::Proof;
use contract::problem::ProblemType;
use contract::users::{SetTemporaryPassword, User};
use entity::account::{self, Column};
use entity::sign_in as transaction;
use rules::state::UserState::Active;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::World;
use super::workers::wait_for;
use super::world::{Tenant, refused};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::Asker;
use crate::{Error, company_email, factors, sign_in, users};

super::on_each_database!(
    a_factor_that_was_added_meanwhile_is_asked_for,
    a_sign_in_that_changed_meanwhile_replaces_no_password,
    a_password_that_was_disabled_meanwhile_does_not_sign_in,
);

const PASSWORD: &str = "for the first day only";

impl World {
    /// Occupies both threads of the pool until the result is dropped.
    pub(super) async fn occupy_pool(&self) -> Result<Vec<mpsc::Sender<()>>, Error> {
        self.places_are_taken(0).await?;
        let mut occupied = Vec::new();
        for _ in 0..2 {
            let mut place = self.context.hasher().place(Asker::default())?;
            let (sender, wait) = mpsc::channel::<()>();
            let (begins, begun) = oneshot::channel();
            tokio::spawn(async move {
                let work = move || {
                    let _ = begins.send(());
                    wait.recv().is_err()
                };
                place.compute(work).await
            });
            begun.await.unwrap();
            occupied.push(sender);
        }
        Ok(occupied)
    }

    /// Waits until this number of places in the pool is taken.
    async fn places_are_taken(&self, number: usize) -> Result<(), Error> {
        let pause = Duration::from_millis(2);
        wait_for("the places are not taken", pause, async || {
            let taken = self.context.hasher().queue_length();
            Ok::<_, Error>((taken == number).then_some(()))
        })
        .await
    }

    /// Waits until an attempt at the password of this user is counted, so that the stored password has been read.
    async fn attempt_is_counted(&self, user: &User) -> Result<(), Error> {
        let pause = Duration::from_millis(2);
        wait_for("no attempt is counted", pause, async || {
            let row = account::Entity::find_by_id(user.id.0);
            let row = row.one(self.context.database().read()).await?;
            Ok::<_, Error>(row.filter(|row| row.failed_password_attempts == 1))
        })
        .await
        .map(drop)
    }

    /// A user with a temporary password.
    async fn with_password(&self, tenant: &Tenant, username: &str) -> Result<User, Error> {
        let user = self.user(tenant, username, Active).await?;
        let set = SetTemporaryPassword {
            password: Some(PASSWORD.to_owned()),
        };
        users::set_temporary_password(&self.context, &tenant.owner.permit()?, user.id, &set)
            .await?;
        Ok(user)
    }

    /// Writes a column of this account.
    async fn write_column(&self, user: &User, column: Column, value: Expr) -> Result<(), Error> {
        account::Entity::update_many()
            .col_expr(column, value)
            .filter(Column::Id.eq(user.id.0))
            .exec(self.context.database().write())
            .await?;
        Ok(())
    }
}

async fn a_factor_that_was_added_meanwhile_is_asked_for(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    for (username, added) in [("ann", true), ("bob", false)] {
        let user = world.with_password(&tenant, username).await?;
        let signed_in = world.signed_in(&tenant, user.id).await?;
        let occupied = world.occupy_pool().await?;
        let proof = Proof::Password(PASSWORD.to_owned());
        let meanwhile = async {
            world.places_are_taken(3).await?;
            if added {
                let now = Expr::value(world.context.now());
                world
                    .write_column(&user, Column::MfaEnrolledAt, now)
                    .await?;
            }
            drop(occupied);
            Ok::<_, Error>(())
        };
        let proving = factors::prove(&world.context, &signed_in, &proof);
        let (proved, changed) = tokio::join!(proving, meanwhile);
        changed?;
        let expected = added.then_some(ProblemType::FactorRequired);
        assert_eq!(refused(proved), expected, "{username}");
    }
    Ok(())
}

/// What happens to a sign-in while the new password is hashed.
#[derive(Clone, Copy, Debug)]
enum Event {
    Nothing,
    /// The password was replaced in another way.
    Replaced,
    /// A lock returned the sign-in to the password step.
    TurnedBack,
}

async fn a_sign_in_that_changed_meanwhile_replaces_no_password(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, portal, client) = (&world.context, Portal::User, Client::default());
    for (username, event, expected) in [
        ("ann", Event::Replaced, Some(ProblemType::WrongStep)),
        ("bob", Event::TurnedBack, Some(ProblemType::WrongStep)),
        ("cid", Event::Nothing, None),
    ] {
        let user = world.with_password(&tenant, username).await?;
        let begun = sign_in::begin(context, portal, &user.email).await?;
        let token = begun.token.reveal();
        let step = sign_in::submit_password(context, portal, token, PASSWORD, &client).await?;
        let token = step.token.ok_or(Error::NotFound)?;
        let occupied = world.occupy_pool().await?;
        let meanwhile = async {
            world.places_are_taken(3).await?;
            match event {
                Event::Nothing => {}
                Event::Replaced => {
                    let later = context.now().plus(Duration::from_secs(1));
                    let later = Expr::value(later);
                    world
                        .write_column(&user, Column::PasswordSetAt, later)
                        .await?;
                }
                Event::TurnedBack => {
                    let nobody = Expr::value(Option::<Uuid>::None);
                    transaction::Entity::update_many()
                        .col_expr(transaction::Column::AccountId, nobody)
                        .filter(transaction::Column::AccountId.eq(user.id.0))
                        .exec(context.database().write())
                        .await?;
                }
            }
            drop(occupied);
            Ok::<_, Error>(())
        };
        let new = "another long password";
        let replacing = sign_in::replace_password(context, portal, token.reveal(), new, &client);
        let (replaced, changed) = tokio::join!(replacing, meanwhile);
        changed?;
        assert_eq!(refused(replaced), expected, "{event:?}");
    }
    Ok(())
}

async fn a_password_that_was_disabled_meanwhile_does_not_sign_in(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, portal, client) = (&world.context, Portal::User, Client::default());
    let wrong = Some(ProblemType::WrongCredentials);
    for (username, undone, expected) in [("ann", true, wrong), ("bob", false, None)] {
        let user = world.user(&tenant, username, Active).await?;
        let undo = world.undo_link(&user).await?;
        world.clock.advance(Duration::from_secs(1));
        let set = SetTemporaryPassword {
            password: Some(PASSWORD.to_owned()),
        };
        users::set_temporary_password(context, &tenant.owner.permit()?, user.id, &set).await?;
        let begun = sign_in::begin(context, portal, &user.email).await?;
        let occupied = world.occupy_pool().await?;
        let meanwhile = async {
            world.attempt_is_counted(&user).await?;
            if undone {
                company_email::undo(context, &undo, &client).await?;
            }
            drop(occupied);
            Ok::<_, Error>(())
        };
        let token = begun.token.reveal();
        let submitting = sign_in::submit_password(context, portal, token, PASSWORD, &client);
        let (submitted, changed) = tokio::join!(submitting, meanwhile);
        changed?;
        assert_eq!(refused(submitted), expected, "{username}");
    }
    Ok(())
}
