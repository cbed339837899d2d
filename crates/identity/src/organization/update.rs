use contract::organization::{Organization, UpdateOrganization};
use entity::organization::{Column, Entity};
use rules::lockout::LockoutPolicy;
use rules::password::PasswordPolicy;
use rules::role::Permission;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

use super::get::{find, show};
use crate::accounts::stale_version;
use crate::actor::Operator;
use crate::events::{Act, record};
use crate::fields::{Fields, NAME};
use crate::{Context, Error, accounts, passwords};

/// Changes the operator's organization, if `version` is still its own. Needs
/// `organization:write`.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `forbidden`.
pub async fn update(
    context: &Context,
    operator: &Operator,
    version: u64,
    request: &UpdateOrganization,
) -> Result<Organization, Error> {
    operator.require(Permission::OrganizationWrite)?;
    let mut fields = Fields::default();
    let name = request.name.as_deref();
    let name = name.and_then(|name| fields.line("name", name, NAME));
    let contact = request.contact_email.as_deref().map(str::trim);
    let contact = contact.map(|email| match email {
        "" => None,
        email => fields.email("contactEmail", email),
    });
    let password_policy = request.password_policy;
    for (field, mend) in password_policy.iter().flat_map(PasswordPolicy::faults) {
        fields.refuse(&format!("passwordPolicy.{field}"), "out_of_range", mend);
    }
    let lockout_policy = request.lockout_policy;
    for (field, mend) in lockout_policy.iter().flat_map(LockoutPolicy::faults) {
        fields.refuse(&format!("lockoutPolicy.{field}"), "out_of_range", mend);
    }
    fields.finish()?;

    let id = operator.organization();
    let tx = context.database().begin().await?;
    let now = find(&tx, id).await?;
    if i64::try_from(version) != Ok(now.version) {
        return Err(stale_version());
    }
    let mut update = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.0))
        .filter(Column::Version.eq(now.version));
    let mut changed = Vec::new();
    if let Some(name) = name.filter(|name| *name != now.name) {
        update = update.col_expr(Column::Name, Expr::value(name));
        changed.push("name");
    }
    if let Some(contact) = contact {
        let contact = contact.map(|email| email.as_str().to_owned());
        if contact != now.contact_email {
            update = update.col_expr(Column::ContactEmail, Expr::value(contact));
            changed.push("contactEmail");
        }
    }
    let may_edit = request.users_may_edit_profile;
    if let Some(may) = may_edit.filter(|may| *may != now.users_may_edit_profile) {
        update = update.col_expr(Column::UsersMayEditProfile, Expr::value(may));
        changed.push("usersMayEditProfile");
    }
    let policies = [
        (
            Column::PasswordPolicy,
            "passwordPolicy",
            changed_to(passwords::policy_of(&now)?, password_policy)?,
        ),
        (
            Column::LockoutPolicy,
            "lockoutPolicy",
            changed_to(accounts::lockout_of(&now)?, lockout_policy)?,
        ),
    ];
    for (column, name, new) in policies {
        if let Some(new) = new {
            update = update.col_expr(column, Expr::value(new));
            changed.push(name);
        }
    }
    if !changed.is_empty() {
        if update.exec(&tx).await?.rows_affected == 0 {
            return Err(stale_version());
        }
        let act = Act::new("organization.updated", operator.party())
            .from(operator.client())
            .with("fields", changed.join(", "));
        record(context, &tx, id, act).await?;
    }
    let organization = show(find(&tx, id).await?)?;
    tx.commit().await?;
    Ok(organization)
}

/// A policy as it is stored, where another one was asked for than there is.
fn changed_to<P: PartialEq + Serialize>(now: P, asked: Option<P>) -> Result<Option<String>, Error> {
    asked
        .filter(|asked| *asked != now)
        .map(|new| serde_json::to_string(&new))
        .transpose()
        .map_err(|error| Error::internal(error.to_string()))
}
