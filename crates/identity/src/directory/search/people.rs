use std::collections::HashMap;

use entity::{account, group_member, posix_number, ssh_key, user_group, user_profile};
use ldap::filter::{self, Indexed, Reference};
use rules::account::AccountKind;
use rules::directory::PosixKind;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use super::condition::{name_is, storable, text_is, translate};
use super::person_entry::{Person, entry};
use super::reach::Reach;
use super::sight::Sight;
use super::{Built, ROWS};
use crate::directory::names::Place;
use crate::directory::posix::{Owners, numbers};
use crate::directory::tenant::Tenant;
use crate::lists::group_name_key;
use crate::users::profile_of;
use crate::{Context, Error};

/// The classes of a user.
pub(super) const CLASSES: [&str; 4] = ["top", "person", "organizationalPerson", "inetOrgPerson"];
/// Its classes besides, if the directory has accounts of Unix.
pub(super) const POSIX_CLASSES: [&str; 2] = ["posixAccount", "ldapPublicKey"];

/// A user, and its profile.
type Row = (account::Model, Option<user_profile::Model>);

/// The condition on the users that are searched; `None` if there are none.
pub(super) fn condition(
    tenant: &Tenant,
    sight: Sight,
    reach: Reach<'_>,
    plan: filter::Condition,
) -> Option<Condition> {
    use account::Column;
    let posix = tenant.policy().posix;
    let plan = plan.simplify(&|leaf| decide(leaf, posix));
    let named = match reach {
        Reach::None => return None,
        Reach::All => Condition::all(),
        Reach::One(name) => {
            Condition::all().add(Column::UsernameKey.eq(name.trim().to_ascii_lowercase()))
        }
    };
    let found = translate(&plan, &|leaf| of_leaf(tenant, leaf))?;
    Some(
        Condition::all()
            .add(Column::Kind.eq(AccountKind::User))
            .add(named)
            .add(sight.people())
            .add(found),
    )
}

/// What is known of all users.
fn decide(leaf: &filter::Condition, posix: bool) -> Option<bool> {
    match leaf {
        filter::Condition::Class(name) => {
            let is_one = CLASSES.contains(name) || posix && POSIX_CLASSES.contains(name);
            Some(is_one)
        }
        filter::Condition::Member(_) | filter::Condition::MemberUid(_) => Some(false),
        filter::Condition::UidNumber(_) | filter::Condition::GidNumber(_) if !posix => Some(false),
        _ => None,
    }
}

fn of_leaf(tenant: &Tenant, leaf: &filter::Condition) -> Option<Condition> {
    use account::Column;
    let one = |expression| Some(Condition::all().add(expression));
    match leaf {
        filter::Condition::Text(Indexed::Uid, test) => Some(text_is(Column::UsernameKey, test)),
        filter::Condition::Text(Indexed::Mail, test) => Some(text_is(Column::EmailKey, test)),
        filter::Condition::Text(Indexed::Cn, test) => Some(name_is(Column::NameKey, test)),
        filter::Condition::EntryUuid(text) => one(Column::Id.eq(text.parse::<Uuid>().ok()?)),
        filter::Condition::UidNumber(number) => {
            let owners = numbered(tenant, PosixKind::User, *number);
            one(Column::Id.in_subquery(owners.into_query()))
        }
        filter::Condition::GidNumber(number) => {
            let owners = numbered(tenant, PosixKind::Group, *number);
            one(Column::Id.in_subquery(owners.into_query()))
        }
        filter::Condition::MemberOf(Reference::Dn(dn)) => match tenant.place(dn) {
            Some(Place::Group(name)) => one(is_member_of(tenant, name)),
            _ => None,
        },
        filter::Condition::MemberOf(Reference::Name(name)) => one(is_member_of(tenant, name)),
        _ => Some(Condition::all()),
    }
}

/// Selects what has a number of a kind.
pub(super) fn numbered(
    tenant: &Tenant,
    kind: PosixKind,
    number: i64,
) -> Select<posix_number::Entity> {
    use posix_number::{Column, Entity};
    Entity::find()
        .select_only()
        .column(Column::OwnerId)
        .filter(Column::OrganizationId.eq(tenant.organization.id))
        .filter(Column::Kind.eq(kind))
        .filter(Column::Number.eq(number))
}

fn is_member_of(tenant: &Tenant, group: &str) -> Expr {
    let groups = user_group::Entity::find()
        .select_only()
        .column(user_group::Column::Id)
        .filter(user_group::Column::OrganizationId.eq(tenant.organization.id))
        .filter(user_group::Column::NameKey.eq(group_name_key(storable(group))));
    let members = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::AccountId)
        .filter(group_member::Column::OrganizationId.eq(tenant.organization.id))
        .filter(group_member::Column::GroupId.in_subquery(groups.into_query()));
    account::Column::Id.in_subquery(members.into_query())
}

/// Reads the users after `after`, in the order of their identifiers.
pub(super) async fn read(
    context: &Context,
    tenant: &Tenant,
    condition: Condition,
    after: Uuid,
) -> Result<Vec<Row>, Error> {
    let mut users = account::Entity::find()
        .filter(account::Column::OrganizationId.eq(tenant.organization.id))
        .filter(condition)
        .order_by_asc(account::Column::Id)
        .limit(ROWS);
    // With this condition, SQLite looks at all users in their order, even if others are found by identifier.
    if !after.is_nil() {
        users = users.filter(account::Column::Id.gt(after));
    }
    Ok(users
        .find_also_related(user_profile::Entity)
        .all(context.database().read())
        .await?)
}

/// Builds the entries of users.
pub(super) async fn entries(
    context: &Context,
    tenant: &Tenant,
    sight: Sight,
    rows: Vec<Row>,
) -> Built {
    let ids: Vec<Uuid> = rows.iter().map(|(account, _)| account.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut groups = groups_of(context, tenant, sight, &ids).await?;
    let numbers = numbers(context, tenant, Owners::Users, &ids).await?;
    let mut keys = keys_of(context, tenant, &ids).await?;
    let build = |(account, profile): Row| {
        let id = account.id;
        let person = Person {
            profile: profile_of(profile),
            groups: groups.remove(&id).unwrap_or_default(),
            numbers: numbers.get(&id).copied().unwrap_or_default(),
            keys: keys.remove(&id).unwrap_or_default(),
            account,
        };
        (id, entry(tenant, &person, context.now()))
    };
    Ok(rows.into_iter().map(build).collect())
}

/// The names of the groups of these users, as far as the caller may see them.
async fn groups_of(
    context: &Context,
    tenant: &Tenant,
    sight: Sight,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, Error> {
    let to_groups: RelationDef = group_member::Entity::belongs_to(user_group::Entity)
        .from(group_member::Column::GroupId)
        .to(user_group::Column::Id)
        .into();
    let rows: Vec<(Uuid, String)> = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::AccountId)
        .column(user_group::Column::Name)
        .join(JoinType::InnerJoin, to_groups)
        .filter(group_member::Column::OrganizationId.eq(tenant.organization.id))
        .filter(group_member::Column::AccountId.is_in(ids.iter().copied()))
        .filter(sight.groups())
        .order_by_asc(user_group::Column::NameKey)
        .into_tuple()
        .all(context.database().read())
        .await?;
    Ok(by_owner(rows))
}

/// The SSH keys of these users, if the directory has accounts of Unix.
async fn keys_of(
    context: &Context,
    tenant: &Tenant,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, Error> {
    use ssh_key::{Column, Entity};
    if !tenant.policy().posix {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .column(Column::PublicKey)
        .filter(Column::OrganizationId.eq(tenant.organization.id))
        .filter(Column::AccountId.is_in(ids.iter().copied()))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(context.database().read())
        .await?;
    Ok(by_owner(rows))
}

pub(super) fn by_owner(rows: Vec<(Uuid, String)>) -> HashMap<Uuid, Vec<String>> {
    let mut owned: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (owner, value) in rows {
        owned.entry(owner).or_default().push(value);
    }
    owned
}
