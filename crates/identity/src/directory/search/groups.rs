use std::collections::HashMap;

use entity::{account, group_member, user_group};
use ldap::entry::Entry;
use ldap::filter::{self, Indexed, Reference};
use ldap::time;
use rules::account::AccountKind;
use rules::directory::PosixKind;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationDef,
};
use uuid::Uuid;

use super::Built;
use super::condition::{name_is, storable, translate};
use super::cursor::Last;
use super::people::{by_owner, numbered};
use super::reach::Reach;
use super::sight::Sight;
use crate::directory::names::Place;
use crate::directory::posix::{Numbers, Owners, numbers};
use crate::directory::tenant::Tenant;
use crate::lists::group_name_key;
use crate::{Context, Error};

/// The maximum number of groups that are read at once.
pub(super) const ROWS: u64 = 50;
/// The maximum number of members of groups that are read at once, unless one group has more.
const MOST_MEMBERS: i64 = 10_000;

/// The classes of a group.
const CLASSES: [&str; 3] = ["top", "groupOfNames", "groupOfUniqueNames"];
/// Its class besides, if the directory has groups of Unix.
const POSIX_CLASS: &str = "posixGroup";

/// The condition on the groups that are searched; `None` if there are none.
pub(super) fn condition(
    tenant: &Tenant,
    sight: Sight,
    reach: Reach<'_>,
    plan: filter::Condition,
) -> Option<Condition> {
    use user_group::Column;
    let posix = tenant.policy().posix;
    let plan = plan.simplify(&|leaf| decide(leaf, posix));
    let named = match reach {
        Reach::None => return None,
        Reach::All => Condition::all(),
        Reach::One(name) => Condition::all().add(Column::NameKey.eq(group_name_key(name))),
    };
    let found = translate(&plan, &|leaf| of_leaf(tenant, leaf))?;
    Some(Condition::all().add(named).add(sight.groups()).add(found))
}

/// What is known of all groups.
fn decide(leaf: &filter::Condition, posix: bool) -> Option<bool> {
    match leaf {
        filter::Condition::Class(name) => {
            Some(CLASSES.contains(name) || posix && *name == POSIX_CLASS)
        }
        filter::Condition::Text(Indexed::Uid | Indexed::Mail, _)
        | filter::Condition::MemberOf(_)
        | filter::Condition::UidNumber(_) => Some(false),
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
        filter::Condition::Member(Reference::Dn(dn)) => match tenant.place(dn) {
            Some(Place::Person {
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
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(tenant.organization.id))
        .filter(Column::Id.gt(after))
        .filter(condition)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(context.database().read())
        .await?)
}

/// Keeps only the first groups if they all have too many members. Returns whether some are gone.
pub(super) fn cut(rows: &mut Vec<user_group::Model>) -> bool {
    let before = rows.len();
    let mut members: i64 = 0;
    let fitting = rows.iter().take_while(|row| {
        members = members.saturating_add(row.members);
        members <= MOST_MEMBERS
    });
    let kept = fitting.count().max(1);
    rows.truncate(kept);
    rows.len() < before
}

/// Builds the entries of groups, with their members or without.
pub(super) async fn entries(
    (context, with_members): (&Context, bool),
    tenant: &Tenant,
    sight: Sight,
    rows: Vec<user_group::Model>,
) -> Built {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = numbers(context, tenant, Owners::Groups, &ids).await?;
    let mut members = if with_members {
        members_of(context, tenant, sight, &ids).await?
    } else {
        HashMap::new()
    };
    let build = |row: user_group::Model| {
        let numbers = numbers.get(&row.id).copied().unwrap_or_default();
        let members = members.remove(&row.id).unwrap_or_default();
        let last = Last {
            created_at: row.created_at,
            id: row.id,
        };
        (last, entry(tenant, &row, &members, numbers))
    };
    Ok(rows.into_iter().map(build).collect())
}

/// The usernames of the members of these groups, as far as the caller may see them.
async fn members_of(
    context: &Context,
    tenant: &Tenant,
    sight: Sight,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, Error> {
    let to_people: RelationDef = group_member::Entity::belongs_to(account::Entity)
        .from(group_member::Column::AccountId)
        .to(account::Column::Id)
        .into();
    let rows: Vec<(Uuid, String)> = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::GroupId)
        .column(account::Column::Username)
        .join(JoinType::InnerJoin, to_people)
        .filter(group_member::Column::OrganizationId.eq(tenant.organization.id))
        .filter(group_member::Column::GroupId.is_in(ids.iter().copied()))
        .filter(sight.people())
        .order_by_asc(account::Column::UsernameKey)
        .into_tuple()
        .all(context.database().read())
        .await?;
    Ok(by_owner(rows))
}

/// The entry of a group.
fn entry(tenant: &Tenant, row: &user_group::Model, members: &[String], numbers: Numbers) -> Entry {
    let names = || members.iter().map(|name| tenant.person(name).to_string());
    let entry = Entry::new(tenant.group(&row.name))
        .with("objectClass", CLASSES)
        .with("structuralObjectClass", ["groupOfNames"])
        .with("cn", [row.name.as_str()])
        .with("description", row.description.clone())
        .with("member", names())
        .with("uniqueMember", names())
        .with("entryUUID", [row.id.to_string()])
        .with("createTimestamp", [time::write(row.created_at)])
        .with("hasSubordinates", ["FALSE"]);
    let Some(gid) = numbers.gid else {
        return entry;
    };
    entry
        .with("objectClass", [POSIX_CLASS])
        .with("gidNumber", [gid.to_string()])
        .with("memberUid", members.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use rules::time::Timestamp;

    use super::*;

    fn group(members: i64) -> user_group::Model {
        user_group::Model {
            id: Uuid::nil(),
            organization_id: Uuid::nil(),
            name: String::new(),
            name_key: String::new(),
            search_words: String::new(),
            description: None,
            members,
            created_at: Timestamp::from_unix_millis(0),
            version: 1,
        }
    }

    #[test]
    fn few_members_are_read_at_once_unless_one_group_has_more() {
        let cases: [(&[i64], usize); 5] = [
            (&[], 0),
            (&[10, 20, 30], 3),
            (&[6_000, 4_000, 1], 2),
            (&[100_000, 1], 1),
            (&[100_000], 1),
        ];
        for (members, kept) in cases {
            let mut rows: Vec<_> = members.iter().copied().map(group).collect();
            let is_cut = cut(&mut rows);
            assert_eq!((rows.len(), is_cut), (kept, kept < members.len()));
        }
    }
}
