use contract::organization::{Organization, UpdateOrganization};
use entity::organization::{Column, Entity};
use rules::role::Permission;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::get::{find, show};
use crate::accounts::stale_version;
use crate::actor::Operator;
use crate::events::{Act, record};
use crate::fields::{Fields, NAME};
use crate::{Context, Error};

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
