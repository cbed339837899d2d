use entity::{ldap_bind_user, organization};
use ldap::dn::Rdn;
use ldap::entry::Entry;
use ldap::filter::{Condition, Indexed};
use ldap::time;

use crate::directory::caller::{Present, Subject};
use crate::directory::names::Unit;
use crate::directory::tenant::Tenant;

/// The entries that are in every directory: the organization, the parts, and a bind user that searches.
pub(super) fn fixed_entries(present: &Present) -> Vec<Entry> {
    let tenant = &present.tenant;
    let mut entries = vec![suffix(tenant)];
    entries.extend(Unit::ALL.map(|one| unit(tenant, one)));
    if let Subject::BindUser(row) = &present.subject {
        entries.push(service(tenant, row));
    }
    entries
}

/// Whether a condition can be true for one of these entries.
pub(super) fn can_fulfill(plan: Condition) -> bool {
    let is_of_others = |leaf: &Condition| match leaf {
        Condition::Text(Indexed::Uid | Indexed::Mail, _)
        | Condition::MemberOf(_)
        | Condition::Member(_)
        | Condition::MemberUid(_)
        | Condition::UidNumber(_)
        | Condition::GidNumber(_)
        | Condition::Host(_) => Some(false),
        _ => None,
    };
    plan.simplify(&is_of_others) != Condition::Nothing
}

fn suffix(tenant: &Tenant) -> Entry {
    let organization::Model {
        id,
        name,
        created_at,
        ..
    } = &tenant.organization;
    let own = tenant.suffix.components().first();
    let own = own.and_then(Rdn::single);
    let entry = Entry::new(tenant.suffix.clone());
    // An entry has the value in its name.
    let entry = match own {
        Some(("dc", value)) => entry
            .with("objectClass", ["top", "organization", "dcObject"])
            .with("dc", [value])
            .with("o", [name.as_str()]),
        Some(("ou", value)) => entry
            .with("objectClass", ["top", "organizationalUnit"])
            .with("ou", [value])
            .with("description", [name.as_str()]),
        Some(("o", value)) => {
            let other = Some(name.as_str()).filter(|name| *name != value);
            entry
                .with("objectClass", ["top", "organization"])
                .with("o", [value])
                .with("o", other)
        }
        _ => entry
            .with("objectClass", ["top", "organization"])
            .with("o", [name.as_str()]),
    };
    entry
        .with("entryUUID", [id.to_string()])
        .with("createTimestamp", [time::write(*created_at)])
        .with("hasSubordinates", ["TRUE"])
}

fn unit(tenant: &Tenant, unit: Unit) -> Entry {
    Entry::new(tenant.unit(unit))
        .with("objectClass", ["top", "organizationalUnit"])
        .with("structuralObjectClass", ["organizationalUnit"])
        .with("ou", [unit.name()])
        .with("hasSubordinates", ["TRUE"])
}

fn service(tenant: &Tenant, row: &ldap_bind_user::Model) -> Entry {
    Entry::new(tenant.service(&row.name))
        .with("objectClass", ["top", "applicationProcess"])
        .with("structuralObjectClass", ["applicationProcess"])
        .with("cn", [row.name.as_str()])
        .with("entryUUID", [row.id.to_string()])
        .with("createTimestamp", [time::write(row.created_at)])
        .with("hasSubordinates", ["FALSE"])
}

#[cfg(test)]
mod tests {
    use ldap::filter::Filter;

    use super::*;

    #[test]
    fn entries_without_such_attributes_are_not_built() {
        for (filter, can) in [
            ("(uid=ada)", false),
            (
                "(&(objectClass=*)(|(uid=ada)(mail=ada@example.com)))",
                false,
            ),
            ("(memberUid=ada)", false),
            ("(host=build)", false),
            ("(|(uid=ada)(cn=ada))", true),
            ("(!(uid=ada))", true),
            ("(uid=*)", true),
            ("(uid:dn:=ada)", true),
            ("(objectClass=*)", true),
        ] {
            let plan = Filter::parse(filter).map(|filter| filter.plan());
            assert_eq!(plan.map(can_fulfill), Ok(can), "{filter}");
        }
    }
}
