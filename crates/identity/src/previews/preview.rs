use std::collections::BTreeMap;

use contract::applications::PreviewApplication;
use contract::ids::ApplicationId;
use contract::organization::UpdateOrganization;
use contract::previews::{OutcomeCount, PolicyOutcome, PolicyPreview};

use super::application_change::ApplicationChange;
use super::proposal::Proposal;
use super::settings_change::SettingsChange;
use super::slot::take_slot;
use super::walk::{Position, Walk};
use crate::permitted::{self, Permitted};
use crate::{Context, Error};

/// Counts what the change `request` of the settings would do to the accounts of the principal's
/// organization.
///
/// # Errors
/// `invalid-fields`, `too-many-requests`, `forbidden`.
pub async fn preview(
    context: &Context,
    principal: &Permitted<permitted::OrganizationPreview>,
    request: &UpdateOrganization,
) -> Result<PolicyPreview, Error> {
    let change = SettingsChange::read(context, principal, request).await?;
    count(context, &change).await
}

/// Counts what the change `request` of an application would do to the users of the principal's
/// organization.
///
/// # Errors
/// `invalid-fields`, `not-found`, `too-many-requests`, `forbidden`.
pub async fn preview_application(
    context: &Context,
    principal: &Permitted<permitted::ApplicationsPreview>,
    id: ApplicationId,
    request: &PreviewApplication,
) -> Result<PolicyPreview, Error> {
    let change = ApplicationChange::read(context, principal, id, request).await?;
    count(context, &change).await
}

async fn count(context: &Context, proposal: &impl Proposal) -> Result<PolicyPreview, Error> {
    let _slot = take_slot(context, proposal.organization())?;
    let mut counts: BTreeMap<PolicyOutcome, u64> = BTreeMap::new();
    let (mut examined, mut affected) = (0, 0);
    let mut walk = Walk::starting_at(context, proposal, Position::START);
    while let Some(batch) = walk.next().await? {
        examined += batch.examined;
        affected += batch.affected.len() as u64;
        for outcome in batch.affected.into_iter().flat_map(|one| one.outcomes) {
            *counts.entry(outcome).or_default() += 1;
        }
    }
    let counts = counts.into_iter();
    Ok(PolicyPreview {
        examined,
        affected,
        outcomes: counts
            .map(|(outcome, accounts)| OutcomeCount { outcome, accounts })
            .collect(),
    })
}
