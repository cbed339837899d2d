//! What applications learn about users, in any protocol.

use contract::applications::AttributeMapping;
use contract::ids::OrganizationId;
use contract::profile::{Profile, Value};
use contract::user_attributes::AttributeValues;
use entity::{application, group_member, user_group};
use rules::openid::GroupsSent;
use rules::role::Permission;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::assignment::assigned_groups;
use crate::Error;
use crate::accounts::Member;
use crate::actor::AdminPrincipal;
use crate::user_attributes::values_of;
use crate::users::find_profile;

/// The names of the groups that the application learns.
///
/// # Errors
/// If the database fails.
pub(crate) async fn group_names(
    db: &impl ConnectionTrait,
    account: Uuid,
    application: &application::Model,
    sent: GroupsSent,
) -> Result<Vec<String>, Error> {
    match sent {
        GroupsSent::None => Ok(Vec::new()),
        GroupsSent::Assigned => assigned_groups(db, application.id, account).await,
        GroupsSent::All => {
            let of_account = group_member::Entity::find()
                .select_only()
                .column(group_member::Column::GroupId)
                .filter(group_member::Column::AccountId.eq(account));
            let names = user_group::Entity::find()
                .select_only()
                .column(user_group::Column::Name)
                .filter(user_group::Column::Id.in_subquery(of_account.into_query()))
                .order_by_asc(user_group::Column::NameKey);
            Ok(names.into_tuple().all(db).await?)
        }
    }
}

/// Requires `groups:read` to see what an application learns about a user, if that includes all of the user's
/// groups. Those that the application is assigned to belong to the application.
///
/// # Errors
/// `forbidden`.
pub(crate) fn require_to_show_groups(
    principal: &AdminPrincipal,
    sent: GroupsSent,
) -> Result<(), Error> {
    match sent {
        GroupsSent::All => principal.require(Permission::GroupsRead),
        GroupsSent::Assigned | GroupsSent::None => Ok(()),
    }
}

/// What precedes the name of an attribute in a mapping.
pub(super) const ATTRIBUTES: &str = "attributes.";

/// The values of the user's attributes, if one of these fields is an attribute.
///
/// # Errors
/// If the database fails.
pub(crate) async fn mapped_attributes<'a>(
    db: &impl ConnectionTrait,
    member: &Member,
    mut fields: impl Iterator<Item = &'a str>,
) -> Result<AttributeValues, Error> {
    if !fields.any(|field| field.starts_with(ATTRIBUTES)) {
        return Ok(AttributeValues::new());
    }
    let account = &member.account;
    let organization = OrganizationId(account.organization_id);
    let mut values = values_of(db, organization, &[account.id]).await?;
    Ok(values.remove(&account.id).unwrap_or_default())
}

/// The profile of the user, if one of these fields is in it. Otherwise an empty one.
///
/// # Errors
/// If the database fails.
pub(crate) async fn mapped_profile<'a>(
    db: &impl ConnectionTrait,
    member: &Member,
    mut fields: impl Iterator<Item = &'a str>,
) -> Result<Profile, Error> {
    let of_account = AttributeMapping::ACCOUNT_FIELDS;
    if fields.all(|field| of_account.contains(&field) || field.starts_with(ATTRIBUTES)) {
        return Ok(Profile::default());
    }
    find_profile(db, member.account.id).await
}

/// What an administrator has mapped: the constant, or the field of the user. `None` if it is empty, or an
/// email that the user has not verified.
pub(crate) fn mapped_value(
    member: &Member,
    (profile, attributes): (&Profile, &AttributeValues),
    (field, constant): (Option<&str>, Option<&str>),
) -> Option<String> {
    let value = match (field, constant) {
        (_, Some(constant)) => Some(constant.to_owned()),
        (Some(field), None) => match field.strip_prefix(ATTRIBUTES) {
            Some(name) => attributes.get(name).map(ToString::to_string),
            None => field_of(member, profile, field),
        },
        (None, None) => None,
    };
    value.filter(|text| !text.is_empty())
}

/// The value of a field of the account or its profile.
fn field_of(member: &Member, profile: &Profile, name: &str) -> Option<String> {
    let account = &member.account;
    let [id, username, display_name, email] = AttributeMapping::ACCOUNT_FIELDS;
    if name == id {
        return Some(account.id.to_string());
    }
    if name == username {
        return Some(account.username.clone());
    }
    if name == display_name {
        return Some(account.name.clone());
    }
    if name == email {
        // Otherwise a user could be known by the address of somebody else.
        return (!account.email_unverified).then(|| account.email.clone());
    }
    let mut values = profile.values().into_iter();
    match values.find(|(field, _)| field.name == name) {
        Some((_, Value::Text(text))) => text.map(str::to_owned),
        _ => None,
    }
}
