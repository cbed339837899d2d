use contract::change::Change;
use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::organization::{Organization, SetComplianceDeadline, Settings, UpdateOrganization};
use entity::Document;
use entity::organization::{Column, Entity};
use mail::Message;
use rules::password_aging::FARTHEST_DEADLINE;
use rules::role::Permission;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;

use super::get::show;
use super::suffix::{parse_suffix, save_suffix};
use crate::accounts::{AccountScope, find_organization};
use crate::events::{NewEvent, record};
use crate::fields::{Fields, NAME};
use crate::outbox::enqueue_to_owners;
use crate::password_aging::{compliance_deadline, update_expiry};
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::{Precondition, stale_version};
use crate::{Context, Error, mfa_enrollment};

/// Updates the principal's organization, if `version` is current. If the lifetime of passwords
/// changes, the expiry of every password is updated in the same transaction. Requires
/// `organization:write`. Changing what also applies to administrators, which is their lockout policy,
/// parts of the MFA policy, and how long events are kept, also requires `administrators:write`, because it
/// decides who can sign in as an owner and for how long their actions can be examined.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `forbidden`, `proof-required`.
pub async fn update(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    version: impl Into<Precondition>,
    request: &UpdateOrganization,
) -> Result<Organization, Error> {
    let expected: Precondition = version.into();
    let id = principal.organization();
    let tx = context.database().begin().await?;
    let now = find_organization(&tx, id).await?;
    expected.check(now.version)?;
    let before = &now.settings;
    let (after, settings) = request.apply(before);
    let (name, contact) = check(request, before, &after, context.now())?;
    if concerns_administrators(before, &after) {
        principal.require(Permission::AdministratorsWrite)?;
    }
    let mut names = Vec::new();
    let mut update = Entity::update_many();
    if let Some(name) = name.filter(|name| *name != now.name) {
        update = update.col_expr(Column::Name, Expr::value(name));
        names.push("name");
    }
    if let Some(contact) = contact.filter(|contact| *contact != now.contact_email) {
        update = update.col_expr(Column::ContactEmail, Expr::value(contact));
        names.push("contactEmail");
    }
    if !settings.is_empty() {
        let document = document_of(&tx, id, &after).await?;
        update = update.col_expr(Column::Settings, Expr::value(document));
        names.extend(settings);
    }
    let deadline = match request.compliance_deadline {
        Change::Keep => None,
        Change::Clear => now.comply_by.map(|_| (None, None)),
        Change::Set(deadline) => Some((Some(context.now()), Some(deadline.by))),
    };
    if let Some((since, by)) = deadline {
        update = update
            .col_expr(Column::ComplySince, Expr::value(since))
            .col_expr(Column::ComplyBy, Expr::value(by));
        names.push("complianceDeadline");
    }
    if !names.is_empty() {
        let written = update
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.eq(id.0))
            .filter(Column::Version.eq(now.version))
            .exec(&tx)
            .await?;
        if written.rows_affected == 0 {
            return Err(stale_version());
        }
        let event = NewEvent::new(EventAction::OrganizationUpdated, principal.party())
            .from(principal.client())
            .with("fields", names.join(", "));
        record(context, &tx, id, event).await?;
    }
    if after.directory.suffix != before.directory.suffix {
        save_suffix(&tx, id, &after.directory.suffix, context.now()).await?;
    }
    let changed = find_organization(&tx, id).await?;
    let mut weaker = after.weaker_than(before);
    if request.compliance_deadline == Change::Clear && now.comply_by.is_some() {
        weaker.push("Deadline for new passwords");
    }
    if !weaker.is_empty() {
        let message = Message::SecuritySettingsWeakened {
            settings: weaker.join(", "),
            by: principal.done_by(context.now()),
        };
        enqueue_to_owners(context, &tx, &changed, &message).await?;
    }
    if before.aging_policy != after.aging_policy
        || compliance_deadline(&now) != compliance_deadline(&changed)
    {
        update_expiry(context, &tx, &changed, AccountScope::Everybody).await?;
    }
    if before.mfa_policy != after.mfa_policy {
        mfa_enrollment::apply_requirement_in(context, &tx, &changed, AccountScope::Everybody)
            .await?;
    }
    let organization = show(changed);
    tx.commit().await?;
    Ok(organization)
}

/// The document to store for `after`, with what a newer server has stored.
async fn document_of(
    db: &impl ConnectionTrait,
    id: OrganizationId,
    after: &Settings,
) -> Result<Document<Value>, Error> {
    let stored: Option<Document<Value>> = Entity::find_by_id(id.0)
        .select_only()
        .column(Column::Settings)
        .into_tuple()
        .one(db)
        .await?;
    let Document(stored) = stored.ok_or(Error::NotFound)?;
    let document = after.stored_over(stored);
    document
        .map(Document)
        .map_err(|error| Error::internal(error.to_string()))
}

/// The validated name and contact, if the request contains them. An inner `None` clears the
/// contact.
pub(crate) type Asked = (Option<String>, Option<Option<String>>);

/// Whether a change applies to administrators' accounts or to the record of what they did, so that
/// only those who may change administrators may make it.
pub(crate) fn concerns_administrators(before: &Settings, after: &Settings) -> bool {
    // Without `..`, so that the compiler asks for a new setting.
    let Settings {
        mfa_policy,
        administrator_lockout_policy,
        event_retention,
        // Do not concern them.
        users_may_edit_profile: _,
        profile_policy: _,
        time_zone: _,
        recovery_email_enabled: _,
        password_policy: _,
        aging_policy: _,
        lockout_policy: _,
        appearance: _,
        directory: _,
    } = after;
    mfa_policy.changes_administrators(&before.mfa_policy)
        || *administrator_lockout_policy != before.administrator_lockout_policy
        || *event_retention != before.event_retention
}

/// Validates a request that changes the settings from `before` to `after`.
///
/// # Errors
/// `invalid-fields`.
pub(crate) fn check(
    request: &UpdateOrganization,
    before: &Settings,
    after: &Settings,
    now: Timestamp,
) -> Result<Asked, Error> {
    let mut fields = Fields::default();
    let name = request.name.as_deref();
    let name = name.and_then(|name| fields.line("name", name, NAME));
    let contact = request.contact_email.clone().into_option();
    let contact = contact.map(|email| fields.email("contactEmail", email?.trim()));
    if let Some(zone) = &request.time_zone {
        fields.time_zone("timeZone", &zone.0);
    }
    for (field, mend) in request.faults(before) {
        fields.refuse(&field, "out_of_range", mend);
    }
    if request.administrator_lockout_policy.is_some() && !after.administrator_lockout_policy.locks {
        let mend = "Administrator accounts always lock after failed attempts";
        fields.refuse("administratorLockoutPolicy.locks", "out_of_range", mend);
    }
    let suffix = after.directory.suffix.trim();
    if request.directory.is_some()
        && !suffix.is_empty()
        && let Err(mend) = parse_suffix(suffix)
    {
        fields.refuse("directory.suffix", "malformed", mend);
    }
    if let Change::Set(SetComplianceDeadline { by }) = request.compliance_deadline
        && !(now < by && by <= now.plus(FARTHEST_DEADLINE))
    {
        let mend = "Choose a date within the next year";
        fields.refuse("complianceDeadline.by", "out_of_range", mend);
    }
    fields.finish()?;
    Ok((
        name,
        contact.map(|it| it.map(|email| email.as_str().to_owned())),
    ))
}
