use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::reports::FirstStep;
use entity::{account, event, organization};
use rules::account::AccountKind;
use rules::mfa::MfaRequirement;
use rules::role::Role;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::Error;
use crate::lists::{count_each, scope};

/// The first steps that the organization has not done yet, in their order.
///
/// # Errors
/// If the database fails.
pub(super) async fn open_steps(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
) -> Result<Vec<FirstStep>, Error> {
    let id = OrganizationId(organization.id);
    // No more rows are counted than the answer depends on.
    let users = scope(id, AccountKind::User).limit(1);
    let owners = scope(id, AccountKind::Administrator)
        .filter(account::Column::Role.eq(Role::Owner))
        .limit(2);
    let tests = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(organization.id))
        .filter(event::Column::Action.eq(EventAction::MailTestSent))
        .limit(1);
    let queries = vec![users.into_query(), owners.into_query(), tests.into_query()];
    let counts = count_each(db, queries, true).await?;
    let mut counts = counts.into_iter();
    let mut next = || counts.next().unwrap_or_default();
    let (users, owners, tests) = (next(), next(), next());
    let is_open = |step: &FirstStep| match step {
        FirstStep::CreateUser => users == 0,
        FirstStep::SendTestEmail => tests == 0,
        FirstStep::InviteOwner => owners < 2,
        FirstStep::RequireMfa => {
            organization.settings.mfa_policy.administrators != MfaRequirement::Required
        }
    };
    Ok(FirstStep::ALL.into_iter().filter(is_open).collect())
}
