//! Gives every user an SSH key, directly in the database of a stopped server.

use contract::ids::UserId;
use entity::{account, ssh_key};
use harness::Installation;
use identity::Database;
use rules::ssh_key::SshKeyType;
use rules::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::fill::username;

/// A user with a key.
pub struct User {
    /// Its number among all users.
    pub number: usize,
    /// Its identifier.
    pub id: UserId,
    /// Its username.
    pub username: String,
}

/// Adds a key for each user. Returns the users.
pub async fn give_keys(installation: &Installation) -> Vec<User> {
    let database = Database::open(&installation.database_url()).await.unwrap();
    let rows: Vec<(Uuid, Uuid)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::OrganizationId])
        .filter(account::Column::Kind.eq("user"))
        .order_by_asc(account::Column::CreatedAt)
        .into_tuple()
        .all(database.read())
        .await
        .unwrap();
    let numbered = rows.iter().enumerate();
    let keys = numbered.map(|(number, (user, organization))| ssh_key::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(*organization),
        account_id: Set(*user),
        name: Set("Laptop".to_owned()),
        key_type: Set(SshKeyType::Ed25519),
        bits: Set(256),
        fingerprint: Set(format!("SHA256:{number}")),
        // Nobody reads it: what counts is whether it is returned.
        public_key: Set(format!("ssh-ed25519 {number}")),
        comment: Set(None),
        created_at: Set(Timestamp::from_unix_millis(0)),
        last_used_at: Set(None),
    });
    let keys = ssh_key::Entity::insert_many(keys);
    let tx = database.begin().await.unwrap();
    keys.exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
    database.close().await.unwrap();
    let numbered = rows.into_iter().enumerate();
    let users = numbered.map(|(number, (id, _))| User {
        number,
        id: UserId(id),
        username: username(number),
    });
    users.collect()
}
