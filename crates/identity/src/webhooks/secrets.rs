use contract::events::EventAction;
use contract::ids::{WebhookId, WebhookSecretId};
use contract::problem::ProblemType;
use contract::webhooks::{WebhookSecret, WebhookSecretCreated};
use entity::webhook_secret::{ActiveModel, Column, Entity, Model};
use rules::webhook::MOST_WEBHOOK_SECRETS;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, Select,
};
use uuid::Uuid;

use super::show::party;
use super::sign::NewSecret;
use crate::crypto::Seal;
use crate::events::record;
use crate::permitted::{Permitted, WebhooksWrite};
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Creates another secret of a webhook, which is only in this response. While there are two, everything
/// is signed with both, so that the receiver can change from one to the other.
///
/// # Errors
/// `conflict` if it has two; `not-found`, `forbidden`.
pub async fn create_secret(
    context: &Context,
    principal: &Permitted<WebhooksWrite>,
    id: WebhookId,
) -> Result<WebhookSecretCreated, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let webhook = hold(&tx, organization, id).await?;
    if of(organization.0, webhook.id).count(&tx).await? >= MOST_WEBHOOK_SECRETS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The webhook has two secrets. Delete the one that the receiver no longer uses first",
        ));
    }
    let (row, secret) = insert_secret(context, &tx, organization.0, webhook.id).await?;
    let event = principal
        .event(EventAction::WebhookSecretCreated)
        .to(party(&webhook))
        .with("secret", row.hint.as_str());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(WebhookSecretCreated {
        webhook_secret: show(row),
        secret,
    })
}

/// Inserts a new secret of a webhook. Returns its row, and the secret as the receiver gets it.
///
/// # Errors
/// If the database fails, or no random numbers are available.
pub(super) async fn insert_secret(
    context: &Context,
    tx: &impl ConnectionTrait,
    organization: Uuid,
    webhook: Uuid,
) -> Result<(Model, String), Error> {
    let secret = NewSecret::random()?;
    let id = context.new_id();
    let seal = Seal::WebhookSecret(id.as_bytes());
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(organization),
        webhook_id: Set(webhook),
        secret_encrypted: Set(context.master_key().seal(seal, &secret.key)?),
        hint: Set(secret.hint),
        created_at: Set(context.now()),
    };
    let row = Entity::insert(row).exec_with_returning(tx).await?;
    Ok((row, secret.text))
}

/// Deletes a secret of a webhook. What is sent from now on is not signed with it.
///
/// # Errors
/// `conflict` if it is the only one; `not-found`, `forbidden`.
pub async fn delete_secret(
    context: &Context,
    principal: &Permitted<WebhooksWrite>,
    id: WebhookId,
    secret: WebhookSecretId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let webhook = hold(&tx, organization, id).await?;
    let mut rows = of(organization.0, webhook.id).all(&tx).await?;
    let row = rows.iter().position(|row| row.id == secret.0);
    let row = row.map(|at| rows.swap_remove(at)).ok_or(Error::NotFound)?;
    if rows.is_empty() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "A webhook has at least one secret. Create another one first",
        ));
    }
    Entity::delete_by_id(row.id).exec(&tx).await?;
    let event = principal
        .event(EventAction::WebhookSecretDeleted)
        .to(party(&webhook))
        .with("secret", row.hint.as_str());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(())
}

/// The secrets of a webhook, oldest first.
///
/// # Errors
/// If the database fails.
pub(super) async fn secrets(
    db: &impl ConnectionTrait,
    organization: Uuid,
    webhook: Uuid,
) -> Result<Vec<Model>, Error> {
    let secrets = of(organization, webhook).order_by_asc(Column::Id);
    Ok(secrets.all(db).await?)
}

/// Builds the API's representation of secrets.
pub(super) fn show_all(rows: Vec<Model>) -> Vec<WebhookSecret> {
    rows.into_iter().map(show).collect()
}

fn of(organization: Uuid, webhook: Uuid) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::WebhookId.eq(webhook))
}

fn show(row: Model) -> WebhookSecret {
    WebhookSecret {
        id: WebhookSecretId(row.id),
        hint: row.hint,
        created_at: row.created_at,
    }
}
