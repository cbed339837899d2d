//! What users have allowed applications to learn.

use ::oidc::scope::Scopes;
use entity::application;
use entity::consent::{ActiveModel, Column, Entity};
use rules::time::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::Error;
use crate::accounts::HeldAccount;

/// What a user has allowed an application.
pub(super) struct Consent {
    scopes: Scopes,
    /// When they last allowed something.
    pub at: Timestamp,
}

impl Consent {
    /// Whether the user has allowed all of these scopes.
    pub fn covers(&self, scopes: &Scopes) -> bool {
        scopes.is_subset(&self.scopes)
    }
}

/// What the user has allowed the application.
///
/// # Errors
/// If the database fails.
pub(super) async fn of(
    held: &HeldAccount<'_>,
    application: &application::Model,
) -> Result<Option<Consent>, Error> {
    let key = (held.account.id, application.id);
    let row = Entity::find_by_id(key).one(held.tx()).await?;
    Ok(row.map(|row| Consent {
        scopes: row.scopes.0.into_iter().collect(),
        at: row.given_at,
    }))
}

/// Stores that the user allows these scopes, in addition to those that they allowed before.
///
/// # Errors
/// If the database fails.
pub(super) async fn give(
    held: &HeldAccount<'_>,
    application: &application::Model,
    scopes: &Scopes,
) -> Result<(), Error> {
    let mut scopes = scopes.clone();
    if let Some(before) = of(held, application).await? {
        scopes.extend(before.scopes);
    }
    let row = ActiveModel {
        account_id: Set(held.account.id),
        application_id: Set(application.id),
        organization_id: Set(application.organization_id),
        scopes: Set(scopes.into_iter().collect()),
        given_at: Set(held.context().now()),
    };
    let existing = OnConflict::columns([Column::AccountId, Column::ApplicationId])
        .update_columns([Column::Scopes, Column::GivenAt])
        .to_owned();
    Entity::insert(row)
        .on_conflict(existing)
        .exec_without_returning(held.tx())
        .await?;
    Ok(())
}
