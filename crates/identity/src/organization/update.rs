use contract::change::Change;
use contract::organization::{Organization, UpdateOrganization};
use entity::organization::{Column, Entity, Model};
use rules::ageing::{AgeingPolicy, FARTHEST_DEADLINE};
use rules::email::EmailAddress;
use rules::lockout::LockoutPolicy;
use rules::mfa::MfaPolicy;
use rules::password::PasswordPolicy;
use rules::role::Permission;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};
use serde::Serialize;

use super::get::{find, show};
use crate::accounts::stale_version;
use crate::ageing::{Whose, ageing_of, date_anew, deadline_of};
use crate::events::{Act, record};
use crate::fields::{Fields, NAME};
use crate::permitted::{OrganizationWrite, Permitted};
use crate::{Context, Error, accounts, factors, passwords};

/// Changes the principal's organization, if `version` is still its own. Where that changes how
/// long passwords last, every password gets its date in the same transaction. Needs
/// `organization:write`, and `administrators:write` to change what second factors are asked of
/// administrators: after the enrolment period, that locks those who have none.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    version: u64,
    request: &UpdateOrganization,
) -> Result<Organization, Error> {
    let asked = Asked::read(request, context.now())?;

    let id = principal.organization();
    let tx = context.database().begin().await?;
    let now = find(&tx, id).await?;
    if i64::try_from(version) != Ok(now.version) {
        return Err(stale_version());
    }
    let before = factors::policy_of(&now)?;
    if asked
        .mfa
        .is_some_and(|mfa| mfa.administrators != before.administrators)
    {
        principal.require(Permission::AdministratorsWrite)?;
    }
    let changes = asked.changes_to(&now, context.now())?;
    if !changes.names.is_empty() {
        let written = changes
            .update
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.eq(id.0))
            .filter(Column::Version.eq(now.version))
            .exec(&tx)
            .await?;
        if written.rows_affected == 0 {
            return Err(stale_version());
        }
        let act = Act::new("organization.updated", principal.party())
            .from(principal.client())
            .with("fields", changes.names.join(", "));
        record(context, &tx, id, act).await?;
    }
    let after = find(&tx, id).await?;
    if ageing_of(&now)? != ageing_of(&after)? || deadline_of(&now) != deadline_of(&after) {
        date_anew(context, &tx, &after, Whose::Everybody).await?;
    }
    if before != factors::policy_of(&after)? {
        factors::settle(context, &tx, &after, Whose::Everybody).await?;
    }
    let organization = show(after)?;
    tx.commit().await?;
    Ok(organization)
}

/// The values that were asked for, each as it may be stored.
struct Asked {
    name: Option<String>,
    contact: Option<Option<EmailAddress>>,
    may_edit_profile: Option<bool>,
    passwords: Option<PasswordPolicy>,
    ageing: Option<AgeingPolicy>,
    comply_by: Change<Timestamp>,
    lockout: Option<LockoutPolicy>,
    mfa: Option<MfaPolicy>,
    recovery_email: Option<bool>,
}

impl Asked {
    fn read(request: &UpdateOrganization, now: Timestamp) -> Result<Self, Error> {
        let mut fields = Fields::default();
        let name = request.name.as_deref();
        let name = name.and_then(|name| fields.line("name", name, NAME));
        let contact = request.contact_email.as_deref().map(str::trim);
        let contact = contact.map(|email| match email {
            "" => None,
            email => fields.email("contactEmail", email),
        });
        let passwords = request.password_policy;
        let lockout = request.lockout_policy;
        let mfa = request.mfa_policy;
        let ageing = request.ageing_policy.clone();
        let faults = [
            (
                "passwordPolicy",
                passwords.map(|it| it.faults()).unwrap_or_default(),
            ),
            (
                "lockoutPolicy",
                lockout.map(|it| it.faults()).unwrap_or_default(),
            ),
            ("mfaPolicy", mfa.map(|it| it.faults()).unwrap_or_default()),
            (
                "ageingPolicy",
                ageing
                    .as_ref()
                    .map(AgeingPolicy::faults)
                    .unwrap_or_default(),
            ),
        ];
        for (policy, faults) in faults {
            for (field, mend) in faults {
                fields.refuse(&format!("{policy}.{field}"), "out_of_range", mend);
            }
        }
        if let Change::Set(by) = &request.comply_by
            && !(now < *by && *by <= now.plus(FARTHEST_DEADLINE))
        {
            let mend = "Choose a date within the next year";
            fields.refuse("complyBy", "out_of_range", mend);
        }
        fields.finish()?;
        Ok(Self {
            name,
            contact,
            may_edit_profile: request.users_may_edit_profile,
            passwords,
            ageing,
            comply_by: request.comply_by.clone(),
            lockout,
            mfa,
            recovery_email: request.recovery_email_enabled,
        })
    }

    fn changes_to(self, now: &Model, at: Timestamp) -> Result<Changes, Error> {
        let mut changes = Changes {
            update: Entity::update_many(),
            names: Vec::new(),
        };
        if let Some(name) = self.name.filter(|name| *name != now.name) {
            changes.set(Column::Name, "name", Expr::value(name));
        }
        if let Some(contact) = self.contact {
            let contact = contact.map(|email| email.as_str().to_owned());
            if contact != now.contact_email {
                changes.set(Column::ContactEmail, "contactEmail", Expr::value(contact));
            }
        }
        let switches = [
            (
                Column::UsersMayEditProfile,
                "usersMayEditProfile",
                self.may_edit_profile,
                now.users_may_edit_profile,
            ),
            (
                Column::RecoveryEmailEnabled,
                "recoveryEmailEnabled",
                self.recovery_email,
                now.recovery_email_enabled,
            ),
        ];
        for (column, name, asked, now) in switches {
            if let Some(asked) = asked.filter(|asked| *asked != now) {
                changes.set(column, name, Expr::value(asked));
            }
        }
        let policies = [
            (
                Column::PasswordPolicy,
                "passwordPolicy",
                changed_to(&passwords::policy_of(now)?, self.passwords)?,
            ),
            (
                Column::AgeingPolicy,
                "ageingPolicy",
                changed_to(&ageing_of(now)?, self.ageing)?,
            ),
            (
                Column::LockoutPolicy,
                "lockoutPolicy",
                changed_to(&accounts::lockout_of(now)?, self.lockout)?,
            ),
            (
                Column::MfaPolicy,
                "mfaPolicy",
                changed_to(&factors::policy_of(now)?, self.mfa)?,
            ),
        ];
        for (column, name, new) in policies {
            if let Some(new) = new {
                changes.set(column, name, Expr::value(new));
            }
        }
        let deadline = match self.comply_by {
            Change::Keep => None,
            Change::Clear => now.comply_by.map(|_| (None, None)),
            Change::Set(by) => Some((Some(at.unix_millis()), Some(by.unix_millis()))),
        };
        if let Some((since, by)) = deadline {
            changes.set(Column::ComplyBy, "complyBy", Expr::value(by));
            changes.update = changes
                .update
                .col_expr(Column::ComplySince, Expr::value(since));
        }
        Ok(changes)
    }
}

/// What is to be written, and the fields that change by it.
struct Changes {
    update: UpdateMany<Entity>,
    names: Vec<&'static str>,
}

impl Changes {
    fn set(&mut self, column: Column, name: &'static str, value: Expr) {
        self.update =
            std::mem::replace(&mut self.update, Entity::update_many()).col_expr(column, value);
        self.names.push(name);
    }
}

/// A policy as it is stored, where another one was asked for than there is.
fn changed_to<P: PartialEq + Serialize>(
    now: &P,
    asked: Option<P>,
) -> Result<Option<String>, Error> {
    asked
        .filter(|asked| asked != now)
        .map(|new| serde_json::to_string(&new))
        .transpose()
        .map_err(|error| Error::internal(error.to_string()))
}
