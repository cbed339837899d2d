//! Passwords that are not counted as failed attempts in the end.

use std::time::Duration;

use contract::events::EventAction;
use contract::users::SetTemporaryPassword;
use entity::account;
use rules::state::UserState;
use sea_orm::EntityTrait;
use tokio::task::JoinSet;

use super::World;
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::Asker;
use crate::{Error, passwords, sign_in, users};

super::on_each_database!(
    an_attempt_that_was_not_verified_is_given_back,
    a_correct_password_that_came_too_late_is_not_counted,
);

async fn an_attempt_that_was_not_verified_is_given_back(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let user = world.user(&tenant, "ann", UserState::Active).await?;
    let ann = world.signed_in(&tenant, user.id).await?;
    let failed = async || {
        let row = account::Entity::find_by_id(user.id.0);
        let row = row.one(world.context.database().read()).await?;
        Ok::<_, Error>(row.ok_or(Error::NotFound)?.failed_password_attempts)
    };
    let prove = || {
        let failure = EventAction::PasswordChangeFailed;
        passwords::prove(&world.context, &ann, "not the password", failure)
    };
    assert!(prove().await.is_err());
    assert_eq!(failed().await?, 1);

    // Both threads of the pool are busy.
    let mut busy = JoinSet::new();
    let mut go = Vec::new();
    for _ in 0..2 {
        let mut place = world.context.hasher().place(Asker::default())?;
        let (sender, wait) = std::sync::mpsc::channel::<()>();
        go.push(sender);
        busy.spawn(async move { place.compute(move || wait.recv().is_err()).await });
    }
    let waited = tokio::time::timeout(Duration::from_secs(1), prove()).await;
    assert!(waited.is_err());
    let background = world.context.background();
    background.close();
    background.wait().await;
    assert_eq!(failed().await?, 1);
    drop(go);
    assert!(busy.join_all().await.into_iter().all(|ended| ended.is_ok()));
    Ok(())
}

/// A double click, or a browser that repeats the request.
async fn a_correct_password_that_came_too_late_is_not_counted(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let user = world.user(&tenant, "ann", UserState::Active).await?;
    let typed = SetTemporaryPassword {
        password: Some("for the first day only".to_owned()),
    };
    users::set_temporary_password(context, &owner.permit()?, user.id, &typed).await?;
    for _ in 0..10 {
        let begun = sign_in::begin(context, Portal::User, &user.email).await?;
        let mut given = JoinSet::new();
        for _ in 0..4 {
            let (context, token) = (context.clone(), begun.token.reveal().to_owned());
            given.spawn(async move {
                let (password, client) = ("for the first day only", Client::default());
                let portal = Portal::User;
                sign_in::submit_password(&context, portal, &token, password, &client).await
            });
        }
        let answers = given.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        let row = account::Entity::find_by_id(user.id.0);
        let row = row.one(context.database().read()).await?;
        assert_eq!(row.ok_or(Error::NotFound)?.failed_password_attempts, 0);
    }
    Ok(())
}
