use contract::events::EventAction;
use contract::me::Me;
use contract::problem::ProblemType;
use contract::users::ProfileChanges;
use entity::{account, organization};

use crate::actor::SignedInUser;
use crate::fields::Fields;
use crate::precondition::Precondition;
use crate::user_attributes::{AttributeEdits, Editor};
use crate::users::{Changed, Names, apply, find_profile};
use crate::{Context, Error};

/// Changes the user's own profile, if `version` is current. Does not include company email,
/// username and the fields that are the organization's.
///
/// # Errors
/// `forbidden` if only administrators may edit profiles, `invalid-fields`, `stale-version`.
pub async fn update_profile(
    context: &Context,
    user: &SignedInUser,
    version: impl Into<Precondition>,
    mut changes: ProfileChanges,
) -> Result<Me, Error> {
    let expected: Precondition = version.into();
    let held = user.hold(context).await?;
    if !may_edit_profile(&held.account, &held.organization) {
        return Err(Error::Refused(
            ProblemType::Forbidden,
            "Your organization manages profiles: ask your administrator for the change",
        ));
    }
    let (tx, account) = (held.tx(), &held.account);
    expected.check(account.version)?;
    let before = find_profile(tx, account.id).await?;
    let mut fields = Fields::default();
    let values = (std::mem::take(&mut changes.attributes), Editor::User);
    let organization = held.organization_id();
    let attributes =
        AttributeEdits::of_existing(tx, organization, account.id, values, &mut fields).await?;
    let after = fields.profile(changes.apply(before.clone()));
    let policy = &held.organization.settings.profile_policy;
    for field in after.differing(&before) {
        if !policy.users_may_edit(field) {
            let message = "Only administrators can change this: ask yours for the change";
            fields.refuse(field, "not_allowed", message);
        }
    }
    fields.finish()?;
    let names = Names {
        attributes,
        ..Names::default()
    };
    let changed = apply(context, tx, account, &names, (&before, &after)).await?;
    if let Changed::Fields(fields) = changed {
        let event = user.event(EventAction::UserProfileUpdated);
        held.record(event.with("fields", fields.join(", "))).await?;
    }
    held.commit_and_read().await
}

/// Whether the user may edit their profile: as an administrator has decided for them, or else as the
/// organization's setting says.
pub(super) fn may_edit_profile(
    account: &account::Model,
    organization: &organization::Model,
) -> bool {
    let setting = organization.settings.users_may_edit_profile;
    account.profile_editable.unwrap_or(setting)
}
