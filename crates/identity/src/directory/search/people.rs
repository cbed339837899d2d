use std::collections::HashMap;

use entity::{account, group_member, posix_number, ssh_key, user_group, user_profile};
use ldap::filter::{self, Indexed, Reference, Test};
use rules::account::AccountKind;
use rules::directory::PosixKind;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use super::Built;
use super::candidates::{Pick, candidates, ids_of_few};
use super::condition::{name_is, storable, text_is, translate};
use super::cursor::Last;
use super::in_scope::InScope;
use super::named_person::{self, required_username};
use super::person_entry::{Person, entry};
use super::visible::Visible;
use crate::database::StatementText;
use crate::directory::names::EntryName;
use crate::directory::posix::{Owners, numbers};
use crate::directory::tenant::Tenant;
use crate::host_access::{Admitted, PublishedHosts, members_admitted};
use crate::lists::group_name_key;
use crate::users::profile_of;
use crate::{Context, Error};

/// The classes of a user.
pub(super) const CLASSES: [&str; 4] = ["top", "person", "organizationalPerson", "inetOrgPerson"];
/// Its classes besides, if the directory has Unix accounts.
pub(super) const POSIX_CLASSES: [&str; 3] = ["posixAccount", "ldapPublicKey", "hostObject"];

/// A user as it is read.
pub(super) struct Row {
    pub account: account::Model,
    pub profile: Option<user_profile::Model>,
    /// The names of its groups, if they are read with it, as far as the caller may see them.
    pub groups: Option<Vec<String>>,
}

/// Which users are looked at.
pub(super) struct Chosen<'a> {
    /// The hosts that the plan may name.
    hosts: &'a PublishedHosts,
    /// What is true for all that are searched for.
    plan: filter::Condition,
    /// The same for the database.
    found: Condition,
    /// Whom the caller may see.
    seen: Condition,
    /// Whether that is everybody.
    sees_everybody: bool,
}

/// Which users are looked at; `None` if there are none.
pub(super) fn choose<'a>(
    tenant: &Tenant,
    hosts: &'a PublishedHosts,
    visible: Visible,
    in_scope: InScope<'_>,
    plan: filter::Condition,
) -> Option<Chosen<'a>> {
    let posix = tenant.policy().posix;
    let plan = plan.simplify(&|leaf| decide(leaf, posix, hosts));
    let plan = match in_scope {
        InScope::None => return None,
        InScope::All => plan,
        InScope::One(name) => {
            let name = Test::Equals(name.trim().to_ascii_lowercase());
            let is_named = filter::Condition::Text(Indexed::Uid, name);
            filter::Condition::All(vec![is_named, plan])
        }
    };
    Some(Chosen {
        found: translate(&plan, &|leaf| of_leaf(tenant, hosts, leaf))?,
        hosts,
        plan,
        seen: visible.people(),
        sees_everybody: visible.is_everything(),
    })
}

/// What is known of all users.
fn decide(leaf: &filter::Condition, posix: bool, hosts: &PublishedHosts) -> Option<bool> {
    match leaf {
        filter::Condition::Class(name) => {
            let is_one = CLASSES.contains(name) || posix && POSIX_CLASSES.contains(name);
            Some(is_one)
        }
        filter::Condition::Member(_) | filter::Condition::MemberUid(_) => Some(false),
        filter::Condition::UidNumber(_) | filter::Condition::GidNumber(_) if !posix => Some(false),
        filter::Condition::Host(name) => match hosts.admitted(name) {
            Admitted::Nobody => Some(false),
            Admitted::Everyone => Some(true),
            Admitted::MembersOf(_) => None,
        },
        _ => None,
    }
}

fn of_leaf(tenant: &Tenant, hosts: &PublishedHosts, leaf: &filter::Condition) -> Option<Condition> {
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
        filter::Condition::MemberOf(group) => {
            let members = members_of(tenant, group_name(tenant, group)?);
            one(Column::Id.in_subquery(members.into_query()))
        }
        filter::Condition::Host(name) => match hosts.admitted(name) {
            Admitted::MembersOf(host) => {
                let members = members_admitted(tenant.id(), host);
                one(Column::Id.in_subquery(members.into_query()))
            }
            // Decided already.
            Admitted::Nobody | Admitted::Everyone => Some(Condition::all()),
        },
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

/// The name of a group; `None` if it is the name of something else.
pub(super) fn group_name<'a>(tenant: &Tenant, group: &'a Reference) -> Option<&'a str> {
    match group {
        Reference::Dn(dn) => match tenant.entry_name(dn) {
            Some(EntryName::Group(name)) => Some(name),
            _ => None,
        },
        Reference::Name(name) => Some(name),
    }
}

/// Selects the members of a group.
pub(super) fn members_of(tenant: &Tenant, group: &str) -> Select<group_member::Entity> {
    let groups = user_group::Entity::find()
        .select_only()
        .column(user_group::Column::Id)
        .filter(user_group::Column::OrganizationId.eq(tenant.organization.id))
        .filter(user_group::Column::NameKey.eq(group_name_key(storable(group))));
    group_member::Entity::find()
        .select_only()
        .column(group_member::Column::AccountId)
        .filter(group_member::Column::OrganizationId.eq(tenant.organization.id))
        .filter(group_member::Column::GroupId.in_subquery(groups.into_query()))
}

/// Reads up to `most` users that follow `last`: in the order of their identifiers if there can only be few, and of
/// their creation otherwise. An index has that order, so no page of all users reads those of another one.
pub(super) async fn read(
    context: &Context,
    tenant: &Tenant,
    chosen: &Chosen<'_>,
    (last, most): (Last, u64),
) -> Result<Vec<Row>, Error> {
    if chosen.sees_everybody
        && last == Last::NONE
        && let Some(username) = required_username(&chosen.plan)
    {
        return named_person::read(context, tenant, username).await;
    }
    let seen = account::Entity::find().filter(chosen.seen.clone());
    let accounts = match candidates(tenant, chosen.hosts, &chosen.plan, last.id) {
        Some(candidates) if candidates.may_be_many => {
            let looked_at = match ids_of_few(context, tenant, candidates.pick).await? {
                Some(ids) => among(seen, tenant, account::Column::Id.is_in(ids)),
                None => of_tenant(seen, tenant),
            };
            by_creation(looked_at.filter(chosen.found.clone()), last)
        }
        Some(candidates) => {
            let few = match candidates.pick {
                Pick::Users(condition) => of_tenant(seen, tenant).filter(condition),
                Pick::Ids(ids) => among(seen, tenant, account::Column::Id.in_subquery(*ids)),
            };
            let few = few
                .filter(account::Column::Id.gt(last.id))
                .order_by_asc(account::Column::Id);
            if candidates.is_to_be_narrowed {
                few.filter(chosen.found.clone())
            } else {
                few
            }
        }
        None => by_creation(of_tenant(seen, tenant).filter(chosen.found.clone()), last),
    };
    let rows = accounts
        .limit(most)
        .find_also_related(user_profile::Entity)
        .all(context.database().read())
        .await?;
    let row = |(account, profile)| Row {
        account,
        profile,
        groups: None,
    };
    Ok(rows.into_iter().map(row).collect())
}

fn of_tenant(accounts: Select<account::Entity>, tenant: &Tenant) -> Select<account::Entity> {
    accounts
        .filter(account::Column::OrganizationId.eq(tenant.organization.id))
        .filter(account::Column::Kind.eq(AccountKind::User))
}

/// Restricts `accounts` to candidates of the organization. The organization and the kind are excluded by what they
/// are not, because SQLite would prefer any index that begins with them to the identifiers.
fn among(
    accounts: Select<account::Entity>,
    tenant: &Tenant,
    is_candidate: Expr,
) -> Select<account::Entity> {
    let is_other = Condition::any()
        .add(account::Column::OrganizationId.ne(tenant.organization.id))
        .add(account::Column::Kind.ne(AccountKind::User));
    accounts.filter(is_candidate).filter(is_other.not())
}

/// Those that follow `last` in the order of their creation.
fn by_creation(accounts: Select<account::Entity>, last: Last) -> Select<account::Entity> {
    accounts
        .filter(created_after(last))
        .order_by_asc(account::Column::CreatedAt)
        .order_by_asc(account::Column::Id)
}

fn created_after(last: Last) -> Condition {
    let follows = Condition::any()
        .add(account::Column::CreatedAt.gt(last.created_at))
        .add(account::Column::Id.gt(last.id));
    Condition::all()
        .add(account::Column::CreatedAt.gte(last.created_at))
        .add(follows)
}

/// Builds the entries of users.
pub(super) async fn entries(
    context: &Context,
    tenant: &Tenant,
    (visible, hosts): (Visible, &PublishedHosts),
    rows: Vec<Row>,
) -> Built {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.account.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut groups = if rows.iter().all(|row| row.groups.is_some()) {
        HashMap::new()
    } else {
        groups_of(context, tenant, visible, &ids).await?
    };
    let numbers = numbers(context, tenant, Owners::Users, &ids).await?;
    let mut keys = keys_of(context, tenant, &ids).await?;
    let read = context.database().read();
    let admitting = hosts.admitting(read, tenant.id(), &ids).await?;
    let under = (tenant.policy(), context.now());
    let build = |row: Row| {
        let id = row.account.id;
        let last = Last {
            created_at: row.account.created_at,
            id,
        };
        let groups = row.groups.or_else(|| groups.remove(&id));
        let person = Person {
            profile: profile_of(row.profile),
            groups: groups.unwrap_or_default(),
            numbers: numbers.get(&id).copied().unwrap_or_default(),
            keys: keys.remove(&id).unwrap_or_default(),
            hosts: hosts.names(&row.account, admitting.get(&id), under),
            account: row.account,
        };
        (last, entry(tenant, &person, context.now()))
    };
    Ok(rows.into_iter().map(build).collect())
}

/// The names of the groups of these users, as far as the caller may see them.
async fn groups_of(
    context: &Context,
    tenant: &Tenant,
    visible: Visible,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, Error> {
    static OF_ONE: StatementText = StatementText::new();
    let read = context.database().read();
    let select = || named_groups(tenant, visible, ids);
    let ([id], true) = (ids, visible.is_everything()) else {
        let rows = select().into_tuple::<(Uuid, String)>().all(read).await?;
        return Ok(by_owner(rows));
    };
    // Most searches are for one user, so this text is not built each time.
    let backend = read.get_database_backend();
    let values = [tenant.organization.id.into(), (*id).into()];
    let statement = OF_ONE.with(backend, values, || select().build(backend));
    let rows = read.query_all_raw(statement).await?;
    let names = rows.iter().map(|row| row.try_get_by_index(1));
    let names: Vec<String> = names.collect::<Result<_, _>>()?;
    Ok(HashMap::from([(*id, names)]))
}

/// Selects these users, once for each group that the caller may see, with its name.
fn named_groups(tenant: &Tenant, visible: Visible, ids: &[Uuid]) -> Select<group_member::Entity> {
    memberships()
        .column(group_member::Column::AccountId)
        .column(user_group::Column::Name)
        .filter(group_member::Column::OrganizationId.eq(tenant.organization.id))
        .filter(group_member::Column::AccountId.is_in(ids.iter().copied()))
        .filter(visible.groups())
        .order_by_asc(user_group::Column::NameKey)
}

/// Selects the members of groups with their groups.
pub(super) fn memberships() -> Select<group_member::Entity> {
    let to_groups: RelationDef = group_member::Entity::belongs_to(user_group::Entity)
        .from(group_member::Column::GroupId)
        .to(user_group::Column::Id)
        .into();
    group_member::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, to_groups)
}

/// The SSH keys of these users, if the directory has Unix accounts.
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
