//! The users that a search can be about, where indexes find them.
//!
//! SQLite has no statistics. For a filter with several alternatives, a group or a number, it would read all users
//! of the organization. So the identifiers of the candidates are selected first, those of each alternative with an
//! index of its own. Many users can have the same beginning of a name, so those are candidates only if they are few:
//! otherwise, each page would read and sort all of them.

use entity::account::{Column, Entity};
use entity::group_member;
use ldap::filter::{self, Indexed, Test};
use rules::account::AccountKind;
use rules::directory::PosixKind;
use sea_orm::sea_query::{SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    Select,
};
use uuid::Uuid;

use super::condition::{name_is, text_is};
use super::people::{group_name, members_of, numbered};
use crate::directory::tenant::Tenant;
use crate::host_access::{Admitted, PublishedHosts, members_admitted};
use crate::{Context, Error};

/// The maximum number of alternatives that are selected one by one.
const MOST: usize = 8;
/// The maximum number of users with the same beginning of a name that are selected first.
const FEW: usize = 1_000;

/// Some users.
struct Few {
    expected: Expected,
    /// Each of them is in one of these.
    picks: Vec<Pick>,
}

/// What an index finds.
pub(super) enum Pick {
    /// The users of the organization for whom this is true.
    Users(Condition),
    /// The users with these identifiers.
    Ids(Box<SelectStatement>),
}

/// How many users are expected, the smallest number first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Expected {
    /// One.
    One,
    /// Those with the same beginning of a name.
    Beginning,
    /// The members of a group, or of the groups of a host.
    Members,
}

impl Expected {
    /// How many fulfill one of two conditions. `None` if they are read in different orders.
    fn or(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Beginning, Self::Members) | (Self::Members, Self::Beginning) => None,
            _ => Some(self.max(other)),
        }
    }
}

/// The users for whom a condition can be true, and maybe others.
pub(super) struct Candidates {
    /// Who they are.
    pub pick: Pick,
    /// Whether the rest of the condition is for the database. It would read all members of a group to find out
    /// whether one user is among them.
    pub is_to_be_narrowed: bool,
    /// Whether they can be almost all users, because only the beginning of a name is known.
    pub may_be_many: bool,
}

/// The candidates, of which those in groups have identifiers greater than `after`. `None` if all users have to be
/// looked at.
pub(super) fn candidates(
    tenant: &Tenant,
    hosts: &PublishedHosts,
    condition: &filter::Condition,
    after: Uuid,
) -> Option<Candidates> {
    let few = few(tenant, hosts, condition, after)?;
    let is_part = matches!(condition, filter::Condition::All(_));
    let may_be_many = few.expected == Expected::Beginning;
    // Only without looking for duplicates can the database stop where there are too many.
    let union = if may_be_many {
        UnionType::All
    } else {
        UnionType::Distinct
    };
    Some(Candidates {
        pick: join(tenant, few.picks, union)?,
        is_to_be_narrowed: is_part && few.expected != Expected::One,
        may_be_many,
    })
}

/// The identifiers of these users. `None` if there are many.
pub(super) async fn ids_of_few(
    context: &Context,
    tenant: &Tenant,
    pick: Pick,
) -> Result<Option<Vec<Uuid>>, Error> {
    let mut ids = pick.into_ids(tenant);
    ids.limit(FEW as u64 + 1);
    let rows = context.database().read().query_all(&ids).await?;
    if rows.len() > FEW {
        return Ok(None);
    }
    let ids: Vec<Uuid> = rows
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<_, _>>()?;
    Ok(Some(ids))
}

fn join(tenant: &Tenant, mut picks: Vec<Pick>, union: UnionType) -> Option<Pick> {
    let last = picks.pop()?;
    if picks.is_empty() {
        return Some(last);
    }
    let others = picks.into_iter().map(|pick| pick.into_ids(tenant));
    let mut ids = last.into_ids(tenant);
    ids.unions(others.map(|other| (union, other)));
    Some(Pick::Ids(Box::new(ids)))
}

impl Pick {
    fn into_ids(self, tenant: &Tenant) -> SelectStatement {
        match self {
            Self::Ids(ids) => *ids,
            Self::Users(condition) => Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::OrganizationId.eq(tenant.organization.id))
                .filter(Column::Kind.eq(AccountKind::User))
                .filter(condition)
                .into_query(),
        }
    }
}

/// The depth of conditions is limited, because that of filters is.
fn few(
    tenant: &Tenant,
    hosts: &PublishedHosts,
    condition: &filter::Condition,
    after: Uuid,
) -> Option<Few> {
    match condition {
        filter::Condition::All(inner) => {
            let found = inner
                .iter()
                .filter_map(|one| few(tenant, hosts, one, after));
            found.min_by_key(|few| few.expected)
        }
        filter::Condition::Any(inner) => {
            let mut any = Few {
                expected: Expected::One,
                picks: Vec::new(),
            };
            for one in inner {
                let found = few(tenant, hosts, one, after)?;
                any.expected = any.expected.or(found.expected)?;
                any.picks.extend(found.picks);
                if any.picks.len() > MOST {
                    return None;
                }
            }
            Some(any)
        }
        leaf => of_leaf(tenant, hosts, leaf, after),
    }
}

fn of_leaf(
    tenant: &Tenant,
    hosts: &PublishedHosts,
    leaf: &filter::Condition,
    after: Uuid,
) -> Option<Few> {
    let one = |pick| Some(few_of(Expected::One, pick));
    match leaf {
        filter::Condition::Text(indexed, test) => {
            let condition = match indexed {
                Indexed::Uid => text_is(Column::UsernameKey, test),
                Indexed::Mail => text_is(Column::EmailKey, test),
                Indexed::Cn => name_is(Column::NameKey, test),
            };
            // Of a whole name, only the first word may be compared.
            let expected = match (indexed, test) {
                (Indexed::Cn, _) | (_, Test::StartsWith(_)) => Expected::Beginning,
                (Indexed::Uid | Indexed::Mail, Test::Equals(_)) => Expected::One,
            };
            // Without a part, it is true for everybody.
            let is_part = !condition.is_empty();
            is_part.then(|| few_of(expected, Pick::Users(condition)))
        }
        filter::Condition::EntryUuid(text) => {
            let id: Uuid = text.parse().ok()?;
            one(Pick::Users(Condition::all().add(Column::Id.eq(id))))
        }
        filter::Condition::UidNumber(number) => {
            let owners = numbered(tenant, PosixKind::User, *number);
            one(Pick::Ids(Box::new(owners.into_query())))
        }
        filter::Condition::GidNumber(number) => {
            let owners = numbered(tenant, PosixKind::Group, *number);
            one(Pick::Ids(Box::new(owners.into_query())))
        }
        filter::Condition::MemberOf(group) => {
            let members = members_of(tenant, group_name(tenant, group)?);
            Some(few_members(members, after))
        }
        filter::Condition::Host(name) => match hosts.admitted(name) {
            Admitted::MembersOf(host) => {
                Some(few_members(members_admitted(tenant.id(), host), after))
            }
            Admitted::Nobody | Admitted::Everyone => None,
        },
        _ => None,
    }
}

/// Members with identifiers greater than `after`.
fn few_members(members: Select<group_member::Entity>, after: Uuid) -> Few {
    let members = members.filter(group_member::Column::AccountId.gt(after));
    let members = Pick::Ids(Box::new(members.into_query()));
    few_of(Expected::Members, members)
}

fn few_of(expected: Expected, pick: Pick) -> Few {
    Few {
        expected,
        picks: vec![pick],
    }
}
