//! Password hashes are encrypted where they are stored.

use entity::{account, unfinished_work};
use rules::passwords::normalize;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::World;
use super::world::OWNER_PASSWORD;
use crate::crypto::Asker;
use crate::{Error, accounts, resealing};

super::on_each_database!(
    hashes_from_before_they_were_encrypted_are_encrypted_and_still_match,
    a_hash_that_is_not_encrypted_is_refused,
    a_hash_matches_nothing_at_another_account,
);

impl World {
    async fn row(&self, id: Uuid) -> Result<account::Model, Error> {
        let row = account::Entity::find_by_id(id).one(self.context.database().write());
        row.await?.ok_or(Error::NotFound)
    }

    /// Checks that the stored hash neither matches anything nor is encrypted in the background.
    async fn refuses_the_hash(&self, id: Uuid) -> Result<(), Error> {
        let context = &self.context;
        assert_eq!(resealing::seal_plain_hashes(context).await?, 0);
        assert!(resealing::reseal(context).await.is_err());
        let row = self.row(id).await?;
        assert!(accounts::password_hash(context, &row).is_err());
        assert!(row.password_hash.unwrap_or_default().starts_with('$'));
        Ok(())
    }

    async fn store(&self, id: Uuid, hash: &str) -> Result<(), Error> {
        account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(hash))
            .filter(account::Column::Id.eq(id))
            .exec(self.context.database().write())
            .await?;
        Ok(())
    }
}

async fn hashes_from_before_they_were_encrypted_are_encrypted_and_still_match(
    world: World,
) -> Result<(), Error> {
    let id = world.tenant("a").await?.owner_id.0;
    let context = &world.context;
    let row = world.row(id).await?;
    let plain = accounts::password_hash(context, &row)?.unwrap_or_default();
    assert!(plain.starts_with("$argon2id$"));
    assert!(!row.password_hash.unwrap_or_default().contains("argon2"));

    world.store(id, &plain).await?;
    // As the migration does where it finds such a hash.
    let work = unfinished_work::ActiveModel {
        name: Set("encrypt_password_hashes".to_owned()),
    };
    unfinished_work::Entity::insert(work)
        .exec_without_returning(context.database().write())
        .await?;
    assert!(resealing::accept_plain_hashes(context).await?);
    let hash = accounts::password_hash(context, &world.row(id).await?)?;
    assert_eq!(hash.as_deref(), Some(plain.as_str()));
    assert_eq!(resealing::seal_plain_hashes(context).await?, 1);
    assert_eq!(resealing::seal_plain_hashes(context).await?, 0);
    let row = world.row(id).await?;
    let hash = accounts::password_hash(context, &row)?;
    assert_eq!(hash.as_deref(), Some(plain.as_str()));
    assert!(!row.password_hash.unwrap_or_default().contains("argon2"));
    let right = normalize(OWNER_PASSWORD);
    let mut place = context.hasher().place(Asker::default())?;
    assert!(place.verify(right, hash.as_deref()).await?);

    // That was the last time.
    world.store(id, &plain).await?;
    world.refuses_the_hash(id).await
}

async fn a_hash_that_is_not_encrypted_is_refused(world: World) -> Result<(), Error> {
    let id = world.tenant("a").await?.owner_id.0;
    let mut place = world.context.hasher().place(Asker::default())?;
    let known = place.hash(normalize("a password that I know")).await?;
    world.store(id, &known).await?;
    world.refuses_the_hash(id).await
}

async fn a_hash_matches_nothing_at_another_account(world: World) -> Result<(), Error> {
    let thief = world.tenant("a").await?.owner_id.0;
    let victim = world.tenant("b").await?.owner_id.0;
    let stored = world.row(thief).await?.password_hash.unwrap_or_default();
    world.store(victim, &stored).await?;
    let row = world.row(victim).await?;
    assert!(accounts::password_hash(&world.context, &row).is_err());
    Ok(())
}
