use contract::administrators::{Administrator, UpdateAdministrator};
use contract::events::EventAction;
use contract::ids::AdministratorId;
use contract::profile::Profile;
use entity::account::{self, Column};
use mail::Message;
use rules::role::Role;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::guard::{hold, may_grant, not_the_last_owner};
use crate::accounts::role;
use crate::api_keys::limit_to_role;
use crate::fields::{Fields, NAME};
use crate::lists::ListKeys;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::precondition::{Precondition, stale_version};
use crate::{Context, Error};

/// Changes an administrator's name or role, if `version` is current. A new role takes effect
/// immediately. The API keys that they created lose the scopes that it does not allow.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `last-owner`, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
    version: impl Into<Precondition>,
    request: &UpdateAdministrator,
) -> Result<Administrator, Error> {
    let UpdateAdministrator { name, role: wanted } = request;
    let expected: Precondition = version.into();
    let mut fields = Fields::default();
    let name = name.as_deref();
    let name = name.and_then(|name| fields.line("name", name, NAME));
    fields.finish()?;

    let held = hold(context, principal, id).await?;
    let account = &held.account;
    expected.check(account.version)?;
    let name = name.filter(|name| *name != account.name);
    let old_role = role(account)?;
    let new_role = wanted.filter(|new| *new != old_role);
    if let Some(new) = new_role {
        may_grant(principal, new)?;
        not_the_last_owner(&held).await?;
        // Before the change, so that an owner who loses the role gets the email too.
        held.enqueue_to_owners(&Message::AdministratorRoleChanged {
            name: account.name.clone(),
            email: account.email.clone(),
            before: old_role.label().to_owned(),
            after: new.label().to_owned(),
            by: principal.done_by(context.now()),
        })
        .await?;
    }
    if name.is_some() || new_role.is_some() {
        write(context, held.tx(), account, name.as_deref(), new_role).await?;
        let mut event = principal.event(EventAction::AdministratorUpdated);
        if let Some(name) = name {
            event = event.with("name", name);
        }
        if let Some(new) = new_role {
            let change = format!("{} → {}", old_role.as_str(), new.as_str());
            event = event.with("role", change);
        }
        held.record(event).await?;
    }
    if let Some(new) = new_role {
        limit_to_role(principal, &held, new).await?;
    }
    held.commit_and_read().await
}

async fn write(
    context: &Context,
    tx: &DatabaseTransaction,
    account: &account::Model,
    name: Option<&str>,
    role: Option<Role>,
) -> Result<(), Error> {
    let mut update = account::Entity::update_many()
        .col_expr(Column::UpdatedAt, Expr::value(context.now()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(account.id))
        .filter(Column::Version.eq(account.version));
    if let Some(role) = role {
        update = update.col_expr(Column::Role, Expr::value(role));
    }
    if let Some(name) = name {
        let keys = ListKeys::of(name, &account.email, &account.username, &Profile::default());
        update = update
            .col_expr(Column::Name, Expr::value(name))
            .set(keys.in_row(account::ActiveModel::default()));
    }
    if update.exec(tx).await?.rows_affected == 0 {
        return Err(stale_version());
    }
    Ok(())
}
