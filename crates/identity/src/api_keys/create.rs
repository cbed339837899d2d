use contract::events::EventAction;
use std::time::Duration;

use contract::api_keys::{ApiKeyCreated, CreateApiKey, CreatorStatus};
use contract::ids::{ApiKeyId, OrganizationId};
use contract::problem::ProblemType;
use entity::api_key;
use mail::Message;
use rules::name_list::NameList;
use rules::role::Permission;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{PREFIX, party, show};
use crate::actor::AdminPrincipal;
use crate::crypto::{Token, TokenHash};
use crate::fields::{Fields, NAME};
use crate::idempotency::{Create, claim};
use crate::permitted::{ApiKeysWrite, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error, accounts};

/// The number of a key's first characters that are stored so that people can identify it: the
/// prefix and 8 of the 43 random characters.
const RECOGNIZED_BY: usize = PREFIX.len() + 8;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const LONGEST: u16 = 365;

/// Creates an API key with at most the permissions of its creator. The key itself is only in this
/// response. A repeated call with the same `idempotency_key` (kept for a day) creates no other key
/// and is refused with the details of the first one. Requires an administrator with
/// `api_keys:write`.
///
/// # Errors
/// `invalid-fields`, `already-created`, `idempotency-conflict`, `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<ApiKeysWrite>,
    request: &CreateApiKey,
    idempotency_key: Option<&str>,
) -> Result<ApiKeyCreated, Error> {
    let maker = principal.person()?;
    let mut fields = Fields::default();
    let name = fields.line("name", &request.name, NAME);
    let scopes = scopes(&mut fields, principal, &request.scopes);
    if !(1..=LONGEST).contains(&request.expires_in_days) {
        let message = format!("Choose 1 to {LONGEST} days");
        fields.refuse("expiresInDays", "out_of_range", message);
    }
    let name = fields.finish_with(name)?;
    let key = format!("{PREFIX}{}", Token::random()?.reveal());
    let (id, organization, now) = (context.new_id(), principal.organization(), context.now());
    let lifetime = DAY.saturating_mul(u32::from(request.expires_in_days));
    let row = api_key::ActiveModel {
        id: Set(id),
        organization_id: Set(organization.0),
        name: Set(name),
        prefix: Set(key.chars().take(RECOGNIZED_BY).collect()),
        secret_hash: Set(TokenHash::of(&key).bytes()),
        scopes: Set(scopes),
        created_by: Set(maker.party().name),
        created_by_id: Set(Some(maker.id().0)),
        created_at: Set(now),
        expires_at: Set(now.plus(lifetime)),
        ..Default::default()
    };

    // A key outlives its creator's session, so check that the creator has not been signed out or
    // demoted since the request was authenticated.
    let held = maker.hold(context).await?;
    let tx = held.tx();
    if accounts::role(&held.account)? != maker.role {
        return Err(Error::Refused(
            ProblemType::Forbidden,
            "Your role has changed: try again",
        ));
    }
    let once = Create {
        by: principal,
        operation: "api_key",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, tx, once, id).await? {
        return Err(already_created(tx, organization, first).await?);
    }
    let row = api_key::Entity::insert(row).exec_with_returning(tx).await?;
    let event = principal.event(EventAction::ApiKeyCreated).to(party(&row));
    held.record(event.with("scopes", row.scopes.text())).await?;
    held.enqueue_to_owners(&Message::ApiKeyCreated {
        name: row.name.clone(),
        scopes: row.scopes.text().replace(' ', ", "),
        by: principal.done_by(now),
    })
    .await?;
    held.commit().await?;
    Ok(ApiKeyCreated {
        api_key: show(row, CreatorStatus::Active),
        key,
    })
}

/// The error for a repeated create. The key itself was not stored, so it cannot be returned again.
async fn already_created(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    first: Uuid,
) -> Result<Error, Error> {
    let first = find(tx, organization, ApiKeyId(first)).await?;
    Ok(Error::AlreadyCreated(format!(
        "The API key \"{}\" ({}) was created with this Idempotency-Key. A key is shown once: \
         if it was lost, create another with a new Idempotency-Key",
        first.name, first.id
    )))
}

/// The names of the scopes, deduplicated, in the order of [`Permission::SCOPES`].
fn scopes(
    fields: &mut Fields,
    principal: &AdminPrincipal,
    asked: &[Permission],
) -> NameList<Permission> {
    if asked.is_empty() {
        fields.refuse("scopes", "required", "Choose at least one scope");
    }
    let beyond = |one: &&Permission| !Permission::SCOPES.contains(one) || !principal.may(**one);
    if let Some(beyond) = asked.iter().find(beyond) {
        let message = format!("You cannot give {} to an API key", beyond.as_str());
        fields.refuse("scopes", "not_allowed", message);
    }
    let scopes = Permission::SCOPES.into_iter();
    scopes.filter(|one| asked.contains(one)).collect()
}
