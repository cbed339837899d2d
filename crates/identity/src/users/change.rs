//! What changes of a user by an administrator and by the user have in common.

use contract::ids::OrganizationId;
use contract::users::Profile;
use entity::account::{self, Column};
use rules::email::EmailAddress;
use rules::mfa::MfaRequirement;
use rules::username::Username;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::profile::{find_profile, name_of};
use super::write::replace_profile;
use crate::accounts::{HeldAccount, UniqueKeys, check_unique, taken};
use crate::lists::{ListKeys, searched_attributes};
use crate::precondition::stale_version;
use crate::user_attributes::AttributeEdits;
use crate::{Context, Error};

/// Changes of what is not in the profile. `None` means unchanged. Only administrators can change the
/// account.
#[derive(Default)]
pub(crate) struct Names {
    pub email: Option<NewEmail>,
    pub username: Option<Username>,
    /// Whether the password is exempt from the maximum age.
    pub never_expires: Option<bool>,
    /// The MFA requirement of this user. An inner `None` applies the organization's policy.
    pub mfa: Option<Option<MfaRequirement>>,
    /// Values of attributes, which users may change, too.
    pub attributes: AttributeEdits,
    /// Whether the user may edit their profile. An inner `None` applies the organization's setting.
    pub profile_editable: Option<Option<bool>>,
}

/// A new email of a user.
pub(crate) struct NewEmail {
    pub address: EmailAddress,
    /// Whether it may get links before the user has verified it.
    pub is_verified: bool,
}

/// The result of a change.
pub(crate) enum Changed {
    /// Nothing changed, including the version.
    Nothing,
    /// These fields changed.
    Fields(Vec<String>),
}

/// Writes a change of `account`, which was read in the same transaction. Of two parallel changes
/// based on the same version, only one succeeds.
///
/// # Errors
/// `taken`, `stale-version`.
pub(crate) async fn apply(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    names: &Names,
    (before, after): (&Profile, &Profile),
) -> Result<Changed, Error> {
    let mut fields = after.differing(before);
    fields.extend(names.username.as_ref().map(|_| "username"));
    fields.extend(names.email.as_ref().map(|_| "email"));
    fields.extend(names.never_expires.map(|_| "password.neverExpires"));
    fields.extend(names.mfa.map(|_| "mfa.requirementOverride"));
    let mut fields: Vec<String> = fields.into_iter().map(str::to_owned).collect();
    fields.extend(names.attributes.fields());
    let editable = names.profile_editable;
    fields.extend(editable.map(|_| "profileEditableOverride".to_owned()));
    if fields.is_empty() {
        return Ok(Changed::Nothing);
    }
    let mut changed = account.clone();
    if let Some(email) = &names.email {
        changed.email = email.address.as_str().to_owned();
        changed.email_key = email.address.key();
        changed.email_unverified = !email.is_verified;
    }
    if let Some(username) = &names.username {
        changed.username = username.as_str().to_owned();
        changed.username_key = username.key();
    }
    changed.name = name_of(after, &changed.username);
    let organization = OrganizationId(account.organization_id);
    names.attributes.write(tx, account).await?;
    let attributes = searched_attributes(tx, organization, account.id).await?;
    let texts = (&*changed.name, &*changed.email, &*changed.username);
    let keys = ListKeys::with_attributes(texts, after, &attributes);
    let unique = UniqueKeys {
        id: account.id,
        organization: account.organization_id,
        email: &changed.email_key,
        username: &changed.username_key,
        employee_number: keys.employee_number.as_deref(),
    };
    check_unique(tx, &unique).await?;
    let written = account::Entity::update_many()
        .set(keys.in_row(account::ActiveModel::default()))
        .col_expr(Column::Email, Expr::value(changed.email.as_str()))
        .col_expr(Column::EmailKey, Expr::value(changed.email_key.as_str()))
        .col_expr(
            Column::EmailUnverified,
            Expr::value(changed.email_unverified),
        )
        .col_expr(Column::Username, Expr::value(changed.username.as_str()))
        .col_expr(
            Column::UsernameKey,
            Expr::value(changed.username_key.as_str()),
        )
        .col_expr(Column::Name, Expr::value(changed.name.as_str()))
        .col_expr(
            Column::PasswordNeverExpires,
            Expr::value(
                names
                    .never_expires
                    .unwrap_or(account.password_never_expires),
            ),
        )
        .col_expr(
            Column::MfaOverride,
            Expr::value(names.mfa.unwrap_or(account.mfa_override)),
        )
        .col_expr(
            Column::ProfileEditable,
            Expr::value(names.profile_editable.unwrap_or(account.profile_editable)),
        )
        .col_expr(Column::UpdatedAt, Expr::value(context.now()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(account.id))
        .filter(Column::Version.eq(account.version))
        .exec(tx)
        .await
        .map_err(taken)?;
    if written.rows_affected == 0 {
        return Err(stale_version());
    }
    replace_profile(tx, &changed, after, &keys).await?;
    Ok(Changed::Fields(fields))
}

/// Replaces the email of a held user.
///
/// # Errors
/// `taken`.
pub(crate) async fn apply_email(held: &HeldAccount<'_>, email: NewEmail) -> Result<(), Error> {
    let profile = find_profile(held.tx(), held.account.id).await?;
    let names = Names {
        email: Some(email),
        ..Names::default()
    };
    let (context, account) = (held.context(), &held.account);
    apply(context, held.tx(), account, &names, (&profile, &profile)).await?;
    Ok(())
}
