use contract::applications::{ClientSecret, ClientSecretCreated};
use contract::events::EventAction;
use contract::ids::{ApplicationId, ClientSecretId};
use contract::problem::ProblemType;
use entity::application;
use entity::client_secret::{ActiveModel, Column, Entity, Model};
use rules::openid::{ClientAuthentication, MOST_SECRETS};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

use super::oidc_settings::Stored;
use super::show::party;
use crate::crypto::{Token, TokenHash};
use crate::events::record;
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// What secrets begin with, so that scanners of repositories recognize them.
const PREFIX: &str = "lks_";
/// The number of a secret's first characters that are stored so that people can identify it.
const RECOGNIZED_BY: usize = PREFIX.len() + 8;

/// Creates a secret, which is only in this response. An application can have two at the same time, so
/// one can be replaced while the other still works.
///
/// # Errors
/// `conflict` if it has two, or does not authenticate with secrets; `not-found`, `forbidden`.
pub async fn create_secret(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
) -> Result<ClientSecretCreated, Error> {
    let tx = context.database().begin().await?;
    let application = hold(&tx, principal.organization(), id).await?;
    let stored = Stored::find(&tx, application.id).await?;
    if stored.is_none_or(|stored| stored.row.auth != ClientAuthentication::BasicOrPost) {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The application does not authenticate with a secret",
        ));
    }
    let existing = of(application.id).count(&tx).await?;
    if existing >= MOST_SECRETS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The application has two secrets. Delete the one that it no longer uses first",
        ));
    }
    let (row, secret) = insert_secret(context, &tx, &application).await?;
    let event = principal
        .event(EventAction::ApplicationSecretCreated)
        .to(party(&application))
        .with("secret", row.hint.as_str());
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    Ok(ClientSecretCreated {
        client_secret: show(row),
        secret,
    })
}

/// Inserts a new secret of an application. Returns its row, and the secret itself, which is not stored.
///
/// # Errors
/// If the database fails, or no random numbers are available.
pub(crate) async fn insert_secret(
    context: &Context,
    tx: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<(Model, String), Error> {
    let secret = format!("{PREFIX}{}", Token::random()?.reveal());
    let row = ActiveModel {
        id: Set(context.new_id()),
        organization_id: Set(application.organization_id),
        application_id: Set(application.id),
        secret_hash: Set(TokenHash::of(&secret).bytes()),
        hint: Set(secret.chars().take(RECOGNIZED_BY).collect()),
        created_at: Set(context.now()),
        ..Default::default()
    };
    let row = Entity::insert(row).exec_with_returning(tx).await?;
    Ok((row, secret))
}

/// Deletes a secret. It stops working immediately.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn delete_secret(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    secret: ClientSecretId,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let application = hold(&tx, principal.organization(), id).await?;
    let row = of(application.id)
        .filter(Column::Id.eq(secret.0))
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    Entity::delete_by_id(row.id).exec(&tx).await?;
    let event = principal
        .event(EventAction::ApplicationSecretDeleted)
        .to(party(&application))
        .with("secret", row.hint.as_str());
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    Ok(())
}

/// The secrets of an application, oldest first.
///
/// # Errors
/// If the database fails.
pub(super) async fn secrets(
    db: &impl ConnectionTrait,
    application: Uuid,
) -> Result<Vec<ClientSecret>, Error> {
    let rows = of(application).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(show).collect())
}

fn of(application: Uuid) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::ApplicationId.eq(application))
}

fn show(row: Model) -> ClientSecret {
    ClientSecret {
        id: ClientSecretId(row.id),
        hint: row.hint,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}
