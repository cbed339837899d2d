use contract::applications::PreviewApplication;
use contract::filter::NoFilter;
use contract::ids::ApplicationId;
use contract::organization::UpdateOrganization;
use contract::page::{ListQuery, Total};
use contract::previews::{AffectedAccount, AffectedAccounts, AffectedQuery};
use rules::account::AccountKind;
use uuid::Uuid;

use super::application_change::ApplicationChange;
use super::proposal::{Affected, Proposal};
use super::settings_change::SettingsChange;
use super::slot::take_slot;
use super::walk::{Position, Walk};
use crate::accounts::names_and_emails;
use crate::lists::{Key, Request, Shape};
use crate::permitted::{ApplicationsPreview, OrganizationPreview, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("affected-accounts");

/// Lists the accounts that the change `request` of the settings would affect. Reads as many accounts
/// as it takes to fill the page.
///
/// # Errors
/// `invalid-fields`, `invalid-query`, `invalid-cursor`, `too-many-requests`, `forbidden`.
pub async fn affected_accounts(
    context: &Context,
    principal: &Permitted<OrganizationPreview>,
    query: &AffectedQuery,
    request: &UpdateOrganization,
) -> Result<AffectedAccounts, Error> {
    let change = SettingsChange::read(context, principal, request).await?;
    list(context, query, &change).await
}

/// Lists the users that the change `request` of an application would affect. Reads as many as it takes to
/// fill the page.
///
/// # Errors
/// `invalid-fields`, `invalid-query`, `invalid-cursor`, `not-found`, `too-many-requests`, `forbidden`.
pub async fn affected_by_application(
    context: &Context,
    principal: &Permitted<ApplicationsPreview>,
    id: ApplicationId,
    query: &AffectedQuery,
    request: &PreviewApplication,
) -> Result<AffectedAccounts, Error> {
    let change = ApplicationChange::read(context, principal, id, request).await?;
    list(context, query, &change).await
}

async fn list(
    context: &Context,
    query: &AffectedQuery,
    proposal: &impl Proposal,
) -> Result<AffectedAccounts, Error> {
    let organization = proposal.organization();
    let list = ListQuery {
        limit: query.limit,
        cursor: query.cursor.clone(),
        ..ListQuery::default()
    };
    let page = SHAPE.read::<NoFilter>(context, organization, None, &list)?;
    let _slot = take_slot(context, organization)?;
    let mut walk = Walk::starting_at(context, proposal, start(&page));
    let mut found: Vec<Affected> = Vec::new();
    while (found.len() as u64) < page.rows() {
        let Some(batch) = walk.next().await? else {
            break;
        };
        found.extend(batch.affected.into_iter().filter(|one| {
            let wanted = query.outcome;
            wanted.is_none_or(|outcome| one.outcomes.contains(&outcome))
        }));
    }
    let page = page.page(context, found, Total::default(), last, |one| one)?;
    let ids = page.items.iter().map(|one| one.id);
    let mut names = names_and_emails(context.database().read(), organization, ids).await?;
    let items = page.items.into_iter().filter_map(|one| {
        // An account that was deleted meanwhile has no name.
        let (name, email) = names.remove(&one.id)?;
        Some(show(one, name, email))
    });
    Ok(AffectedAccounts {
        items: items.collect(),
        next_cursor: page.next_cursor,
    })
}

/// Where the page begins.
fn start(page: &Request<NoFilter>) -> Position {
    let last = page.after.as_ref().and_then(|after| match &after.key {
        Key::Text(text) => {
            let (kind, at) = text.split_once(' ')?;
            Some((AccountKind::parse(kind)?, at.parse().ok()?, after.id))
        }
        Key::Id | Key::At(_) | Key::Attribute(..) => None,
    });
    last.map_or(Position::START, |(kind, at, id)| Position {
        kind,
        last: Some((at, id)),
    })
}

/// The position of an account in the order of all accounts.
fn last(one: &Affected) -> (Key, Uuid) {
    let at = one.created_at.unix_millis();
    (Key::Text(format!("{} {at}", one.kind.as_str())), one.id)
}

fn show(one: Affected, name: String, email: String) -> AffectedAccount {
    let password = one.changed.sign_in.password;
    AffectedAccount {
        kind: one.kind,
        id: one.id,
        name,
        email,
        state: one.changed.sign_in.state,
        outcomes: one.outcomes,
        password_expires_at: password.expires_at,
        enroll_by: password.enroll_by,
    }
}
