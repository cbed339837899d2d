//! What applications learn about users, in any protocol.

use contract::applications::AttributeMapping;
use contract::profile::{Profile, Value};
use entity::{application, group_member, user_group};
use rules::openid::GroupsSent;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::assignment::Assignments;
use crate::Error;
use crate::accounts::Member;

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
        GroupsSent::Assigned => {
            let assignments = Assignments::read(db, account, Some(application.id)).await?;
            let groups = assignments.of(application).groups.into_iter();
            Ok(groups.map(|group| group.name).collect())
        }
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

/// What an administrator has mapped: the constant, or the field of the user. `None` if it is empty.
pub(crate) fn mapped_value(
    member: &Member,
    profile: &Profile,
    (field, constant): (Option<&str>, Option<&str>),
) -> Option<String> {
    let value = match (field, constant) {
        (_, Some(constant)) => Some(constant.to_owned()),
        (Some(field), None) => field_of(member, profile, field),
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
        return Some(account.email.clone());
    }
    let mut values = profile.values().into_iter();
    match values.find(|(field, _)| field.name == name) {
        Some((_, Value::Text(text))) => text.map(str::to_owned),
        _ => None,
    }
}
