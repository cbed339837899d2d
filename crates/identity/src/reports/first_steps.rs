use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::reports::FirstStep;
use entity::{account, event};
use rules::account::AccountKind;
use rules::mfa::MfaRequirement;
use rules::role::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::accounts::find_organization;
use crate::lists::{count_each, scope};
use crate::{Context, Error};

/// The first steps that the organization has not done yet, in their order.
///
/// # Errors
/// If the database fails.
pub(super) async fn open_steps(
    context: &Context,
    organization: OrganizationId,
) -> Result<Vec<FirstStep>, Error> {
    let read = context.database().read();
    // No more rows are counted than the answer depends on.
    let users = scope(organization, AccountKind::User).limit(1);
    let owners = scope(organization, AccountKind::Administrator)
        .filter(account::Column::Role.eq(Role::Owner))
        .limit(2);
    let tests = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(organization.0))
        .filter(event::Column::Action.eq(EventAction::MailTestSent))
        .limit(1);
    let queries = vec![users.into_query(), owners.into_query(), tests.into_query()];
    let counts = count_each(read, queries, true).await?;
    let mut counts = counts.into_iter();
    let mut next = || counts.next().unwrap_or_default();
    let (users, owners, tests) = (next(), next(), next());
    let found = find_organization(read, organization).await?;
    let is_open = |step: &FirstStep| match step {
        FirstStep::CreateUser => users == 0,
        FirstStep::SendTestEmail => tests == 0,
        FirstStep::InviteOwner => owners < 2,
        FirstStep::RequireMfa => {
            found.settings.mfa_policy.administrators != MfaRequirement::Required
        }
    };
    Ok(FirstStep::ALL.into_iter().filter(is_open).collect())
}
