use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use entity::event_key::{ActiveModel, Column, Entity, Model};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};

use super::hash::encode;
use crate::crypto::Seal;
use crate::{Context, Error};

/// The key that signs checkpoints.
pub(super) struct CheckpointKey(Ed25519KeyPair);

impl CheckpointKey {
    /// The public key, as base64url.
    pub(super) fn public(&self) -> String {
        encode(self.0.public_key().as_ref())
    }

    /// Signs `text`, and returns the signature as base64url.
    pub(super) fn sign(&self, text: &str) -> String {
        encode(self.0.sign(text.as_bytes()).as_ref())
    }

    /// Loads the key, and creates it if there is none. Must not be called in a transaction: SQLite has one
    /// writer.
    ///
    /// # Errors
    /// If the database fails, or the key cannot be decrypted.
    pub(super) async fn load(context: &Context) -> Result<Self, Error> {
        let unreadable = || Error::internal("the key for checkpoints of events cannot be read");
        let row = match find(context).await? {
            Some(row) => row,
            None => {
                create(context).await?;
                find(context).await?.ok_or_else(unreadable)?
            }
        };
        let private = context
            .master_key()
            .open(Seal::SigningKey(&row.id), &row.private_key_encrypted)
            .map_err(|_| unreadable())?;
        let pair = Ed25519KeyPair::from_pkcs8(&private).map_err(|_| unreadable())?;
        Ok(Self(pair))
    }
}

async fn find(context: &Context) -> Result<Option<Model>, Error> {
    let newest = Entity::find().order_by_desc(Column::Number);
    Ok(newest.one(context.database().write()).await?)
}

/// Creates the first key, unless another server does.
async fn create(context: &Context) -> Result<(), Error> {
    let id = context.new_id().simple().to_string();
    let document = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new())
        .map_err(|_| Error::internal("no randomness"))?;
    let sealed = context
        .master_key()
        .seal(Seal::SigningKey(&id), document.as_ref())?;
    let row = ActiveModel {
        id: Set(id),
        number: Set(1),
        private_key_encrypted: Set(sealed),
        created_at: Set(context.now()),
    };
    Entity::insert(row)
        .on_conflict_do_nothing_on([Column::Number])
        .exec_without_returning(context.database().write())
        .await?;
    Ok(())
}
