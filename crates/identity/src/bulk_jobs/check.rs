//! Validates a request before any user is chosen, so that a job does not fail for each user in the same way.

use contract::bulk_jobs::{BulkJobAction, CreateBulkJob};
use contract::change::Change;
use contract::ids::OrganizationId;
use contract::problem::FieldError;
use contract::users::{Profile, UpdateUser};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::Error;
use crate::fields::Fields;
use crate::tenant_rows::find;
use crate::user_attributes::{AttributeEdits, Editor};
use crate::users::refuse_off;

/// What precedes the names of fields of a user in errors.
const CHANGES: &str = "changes";

/// Checks that the request has what its action needs, and nothing else.
///
/// # Errors
/// `invalid-fields`.
pub(super) async fn check(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    request: &CreateBulkJob,
) -> Result<(), Error> {
    let mut fields = Fields::default();
    match (&request.changes, request.action == BulkJobAction::Update) {
        (Some(changes), true) if *changes == UpdateUser::default() => {
            fields.refuse(CHANGES, "required", "Change at least one field");
        }
        (Some(changes), true) => {
            let wrong = check_changes(db, organization, changes).await?;
            fields.refuse_all(wrong);
        }
        (None, true) => fields.refuse(CHANGES, "required", "Say what to change"),
        (Some(_), false) => {
            fields.refuse(CHANGES, "not_allowed", "Only the action update has changes");
        }
        (None, false) => {}
    }
    match (request.group_id, request.action.has_group()) {
        (Some(id), true) => match find(db, organization, id).await {
            Ok(_) => {}
            Err(Error::NotFound) => {
                fields.refuse(
                    "groupId",
                    "unknown",
                    "There is no group with this identifier",
                );
            }
            Err(error) => return Err(error),
        },
        (None, true) => fields.refuse("groupId", "required", "Name the group"),
        (Some(_), false) => {
            let message = "Only the actions add_to_group and remove_from_group have a group";
            fields.refuse("groupId", "not_allowed", message);
        }
        (None, false) => {}
    }
    fields.finish()
}

/// What is wrong with the changes, regardless of the user.
async fn check_changes(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    changes: &UpdateUser,
) -> Result<Vec<FieldError>, Error> {
    let mut fields = Fields::default();
    let own = "No two users can have the same value. Change it for each user";
    if changes.username.is_some() {
        fields.refuse("username", "not_allowed", own);
    }
    if matches!(changes.employee_number, Change::Set(_)) {
        fields.refuse("employeeNumber", "not_allowed", own);
    }
    let mfa = changes.mfa.clone().unwrap_or_default();
    refuse_off(mfa.requirement_override.into_option(), &mut fields);
    let values = (changes.attributes.clone(), Editor::Administrator);
    // Nobody has this identifier, so every value counts as a change.
    AttributeEdits::of_existing(db, organization, Uuid::nil(), values, &mut fields).await?;
    let changes = changes.clone().into_profile_changes();
    fields.profile(changes.apply(Profile::default()));
    let Err(Error::InvalidFields(wrong)) = fields.finish() else {
        return Ok(Vec::new());
    };
    let named = wrong.into_iter().map(|error| FieldError {
        field: format!("{CHANGES}.{}", error.field),
        ..error
    });
    Ok(named.collect())
}
