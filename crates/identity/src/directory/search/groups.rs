use std::collections::HashMap;

use entity::{account, group_member, user_group};
use ldap::entry::Entry;
use ldap::filter::{self, Indexed, Reference};
use ldap::time;
use rules::account::AccountKind;
use rules::directory::PosixKind;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use super::condition::{name_is, storable, translate};
use super::in_scope::InScope;
use super::member_names::Members;
use super::people::{by_owner, numbered};
use super::visible::Visible;
use crate::directory::names::EntryName;
use crate::directory::posix::{Numbers, Owners, numbers};
use crate::directory::tenant::Tenant;
use crate::lists::group_name_key;
use crate::{Context, Error};

/// The maximum number of groups that are read at once.
pub(super) const ROWS: u64 = 50;

/// The classes of a group.
const CLASSES: [&str; 3] = ["top", "groupOfNames", "groupOfUniqueNames"];
/// Its class besides, if the directory has groups of Unix.
const POSIX_CLASS: &str = "posixGroup";

/// The condition on the groups that are searched; `None` if there are none.
pub(super) fn condition(
    tenant: &Tenant,
    visible: Visible,
    in_scope: InScope<'_>,
    plan: filter::Condition,
) -> Option<Condition> {
    use user_group::Column;
    let posix = tenant.policy().posix;
    let plan = plan.simplify(&|leaf| decide(leaf, posix));
    let named = match in_scope {
        InScope::None => return None,
        InScope::All => Condition::all(),
        InScope::One(name) => Condition::all().add(Column::NameKey.eq(group_name_key(name))),
    };
    let found = translate(&plan, &|leaf| of_leaf(tenant, leaf))?;
    Some(Condition::all().add(named).add(visible.groups()).add(found))
}

/// What is known of all groups.
fn decide(leaf: &filter::Condition, posix: bool) -> Option<bool> {
    match leaf {
        filter::Condition::Class(name) => {
            Some(CLASSES.contains(name) || posix && *name == POSIX_CLASS)
        }
        filter::Condition::Text(Indexed::Uid | Indexed::Mail, _)
        | filter::Condition::MemberOf(_)
        | filter::Condition::UidNumber(_)
        | filter::Condition::Host(_) => Some(false),
        filter::Condition::GidNumber(_) | filter::Condition::MemberUid(_) if !posix => Some(false),
        _ => None,
    }
}

fn of_leaf(tenant: &Tenant, leaf: &filter::Condition) -> Option<Condition> {
    use user_group::Column;
    let one = |expression| Some(Condition::all().add(expression));
    match leaf {
        filter::Condition::Text(Indexed::Cn, test) => Some(name_is(Column::NameKey, test)),
        filter::Condition::EntryUuid(text) => one(Column::Id.eq(text.parse::<Uuid>().ok()?)),
        filter::Condition::GidNumber(number) => {
            let owners = numbered(tenant, PosixKind::Group, *number);
            one(Column::Id.in_subquery(owners.into_query()))
        }
        filter::Condition::Member(Reference::Dn(dn)) => match tenant.entry_name(dn) {
            Some(EntryName::Person {
                username,
                application: None,
            }) => one(has_member(tenant, username)),
            _ => None,
        },
        filter::Condition::Member(Reference::Name(name)) | filter::Condition::MemberUid(name) => {
            one(has_member(tenant, name))
        }
        _ => Some(Condition::all()),
    }
}

fn has_member(tenant: &Tenant, username: &str) -> Expr {
    let key = storable(username).trim().to_ascii_lowercase();
    let people = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::OrganizationId.eq(tenant.organization.id))
        .filter(account::Column::Kind.eq(AccountKind::User))
        .filter(account::Column::UsernameKey.eq(key));
    let groups = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::GroupId)
        .filter(group_member::Column::OrganizationId.eq(tenant.organization.id))
        .filter(group_member::Column::AccountId.in_subquery(people.into_query()));
    user_group::Column::Id.in_subquery(groups.into_query())
}

/// Reads up to `most` groups after `after`, in the order of their identifiers.
pub(super) async fn read(
    context: &Context,
    tenant: &Tenant,
    condition: Condition,
    (after, most): (Uuid, u64),
) -> Result<Vec<user_group::Model>, Error> {
    use user_group::{Column, Entity};
    let mut groups = Entity::find()
        .filter(Column::OrganizationId.eq(tenant.organization.id))
        .filter(condition)
        .order_by_asc(Column::Id)
        .limit(most);
    // With this condition, SQLite looks at all groups in their order, even if others are found by identifier.
    if !after.is_nil() {
        groups = groups.filter(Column::Id.gt(after));
    }
    Ok(groups.all(context.database().read()).await?)
}

/// Builds the entries of groups, with these members, in the order of the rows.
pub(super) async fn entries(
    context: &Context,
    tenant: &Tenant,
    (visible, members): (Visible, &Members),
    rows: &[user_group::Model],
) -> Result<Vec<Entry>, Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = numbers(context, tenant, Owners::Groups, &ids).await?;
    let mut names = members_of(context, tenant, (visible, members), &ids).await?;
    let build = |row: &user_group::Model| {
        let numbers = numbers.get(&row.id).copied().unwrap_or_default();
        let names = names.remove(&row.id).unwrap_or_default();
        entry(tenant, row, (members, &names), numbers)
    };
    Ok(rows.iter().map(build).collect())
}

/// The usernames of members of these groups, as far as the caller may see them.
async fn members_of(
    context: &Context,
    tenant: &Tenant,
    (visible, members): (Visible, &Members),
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, Error> {
    use account::Column;
    let read = context.database().read();
    let all = || of_groups(tenant, visible, ids);
    let rows: Vec<(Uuid, String)> = match members {
        Members::None => Vec::new(),
        Members::Named(keys) => {
            let named = all()
                .column(Column::Username)
                .filter(Column::UsernameKey.is_in(keys.iter().map(String::as_str)));
            let one = Expr::col((account::Entity, Column::Username)).min();
            let one_each = all()
                .expr_as(one, "one")
                .group_by(group_member::Column::GroupId);
            let mut rows: Vec<(Uuid, String)> = named.into_tuple().all(read).await?;
            rows.extend(one_each.into_tuple::<(Uuid, String)>().all(read).await?);
            rows
        }
        Members::All(_) => {
            let sorted = all()
                .column(Column::Username)
                .order_by_asc(Column::UsernameKey);
            sorted.into_tuple().all(read).await?
        }
    };
    Ok(by_owner(rows))
}

/// Selects these groups, once for each member that the caller may see.
fn of_groups(tenant: &Tenant, visible: Visible, ids: &[Uuid]) -> Select<group_member::Entity> {
    let to_people: RelationDef = group_member::Entity::belongs_to(account::Entity)
        .from(group_member::Column::AccountId)
        .to(account::Column::Id)
        .into();
    group_member::Entity::find()
        .select_only()
        .column(group_member::Column::GroupId)
        .join(JoinType::InnerJoin, to_people)
        .filter(group_member::Column::OrganizationId.eq(tenant.organization.id))
        .filter(group_member::Column::GroupId.is_in(ids.iter().copied()))
        .filter(visible.people())
}

/// The entry of a group.
fn entry(
    tenant: &Tenant,
    row: &user_group::Model,
    (members, names): (&Members, &[String]),
    numbers: Numbers,
) -> Entry {
    let names_in = |attribute| names.iter().filter(move |_| members.has(attribute));
    let dns_in = |attribute| names_in(attribute).map(|name| tenant.person(name).to_string());
    let entry = Entry::new(tenant.group(&row.name))
        .with("objectClass", CLASSES)
        .with("structuralObjectClass", ["groupOfNames"])
        .with("cn", [row.name.as_str()])
        .with("description", row.description.clone())
        .with("member", dns_in("member"))
        .with("uniqueMember", dns_in("uniqueMember"))
        .with("entryUUID", [row.id.to_string()])
        .with("createTimestamp", [time::write(row.created_at)])
        .with("hasSubordinates", ["FALSE"]);
    let Some(gid) = numbers.gid else {
        return entry;
    };
    entry
        .with("objectClass", [POSIX_CLASS])
        .with("gidNumber", [gid.to_string()])
        .with("memberUid", names_in("memberUid").map(String::as_str))
}
