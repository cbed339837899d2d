use contract::events::{Event, EventAction};
use contract::page::{ListQuery, Page};

use crate::actor::SignedIn;
use crate::addresses::Portal;
use crate::events::activity_of;
use crate::user_attributes::seen_names;
use crate::{Context, Error};

/// What administrators plan for a user is not told to the user before it happens.
const PLANNED: [EventAction; 3] = [
    EventAction::UserChangeScheduled,
    EventAction::UserScheduledChangeCanceled,
    EventAction::UserScheduledChangeFailed,
];

/// The detail with the names of changed fields.
const FIELDS: &str = "fields";
/// What the name of an attribute follows there.
const ATTRIBUTE: &str = "attributes.";
/// All attributes that the user does not see.
const HIDDEN: &str = "attributes";

/// Lists the events by and on the caller, newest first, except what others planned for the caller. A user
/// does not learn the names of attributes that they do not see.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`.
pub async fn activity(
    context: &Context,
    signed_in: &SignedIn,
    query: &ListQuery,
) -> Result<Page<Event>, Error> {
    let (organization, account) = (signed_in.organization, signed_in.account);
    let mut page = activity_of(context, organization, account, &PLANNED, query).await?;
    let names_attribute = |event: &Event| {
        let fields = event.detail.get(FIELDS);
        fields.is_some_and(|fields| fields.contains(ATTRIBUTE))
    };
    if signed_in.portal == Portal::User && page.items.iter().any(names_attribute) {
        let seen = seen_names(context.database().read(), organization).await?;
        for event in &mut page.items {
            if let Some(fields) = event.detail.get_mut(FIELDS) {
                *fields = without_hidden(fields, &seen);
            }
        }
    }
    Ok(page)
}

/// The changed fields of an event, with one word in place of all attributes that the user does not see.
/// Those that were deleted are among them, because nobody knows anymore whether the user saw them.
fn without_hidden(fields: &str, seen: &[String]) -> String {
    let mut shown = Vec::new();
    for field in fields.split(", ") {
        let field = match field.strip_prefix(ATTRIBUTE) {
            Some(name) if !seen.iter().any(|one| one == name) => HIDDEN,
            _ => field,
        };
        if !shown.contains(&field) {
            shown.push(field);
        }
    }
    shown.join(", ")
}
