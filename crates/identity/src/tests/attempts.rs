//! Passwords whose client disconnects before they are verified.

use std::time::Duration;

use contract::events::EventAction;
use entity::account;
use rules::state::UserState;
use sea_orm::EntityTrait;

use super::World;
use crate::crypto::Asker;
use crate::{Error, passwords};

super::on_each_database!(an_attempt_that_was_not_verified_is_given_back);

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
    let mut busy = tokio::task::JoinSet::new();
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
