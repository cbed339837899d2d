//! The suffix of an organization's LDAP directory. It names the organization in each DN, so no other
//! organization of the server may have it, or one above or below it.

use contract::ids::OrganizationId;
use entity::directory::{ActiveModel, Column, Entity};
use ldap::dn::{Dn, Rdn};
use ldap::schema::SUBSCHEMA_DN;
use rules::text::fold;
use rules::time::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QuerySelect, SqlErr,
};

use crate::Error;

/// Reads a suffix.
///
/// # Errors
/// How to correct it.
pub(crate) fn parse_suffix(text: &str) -> Result<Dn, &'static str> {
    const MALFORMED: &str = "Enter a DN such as dc=example,dc=com";
    let suffix = Dn::parse(text).map_err(|_| MALFORMED)?;
    let is_simple = suffix.components().iter().all(|it| it.single().is_some());
    if suffix.is_root() || !is_simple {
        return Err(MALFORMED);
    }
    if suffix_key(&suffix) == key_of_subschema() {
        return Err("This DN describes the schema of the server. Choose another one");
    }
    Ok(suffix)
}

fn key_of_subschema() -> String {
    Dn::parse(SUBSCHEMA_DN).map_or_else(|_| String::new(), |dn| suffix_key(&dn))
}

/// The text by which suffixes are compared: equal DNs have equal keys.
pub(crate) fn suffix_key(dn: &Dn) -> String {
    key(dn.components())
}

/// The keys of a DN and of all DNs above it, except the root: those of the suffixes below which it may be.
pub(crate) fn keys_above(dn: &Dn) -> Vec<String> {
    let components = dn.components();
    let starts = 0..components.len();
    starts.map(|start| key(&components[start..])).collect()
}

fn key(components: &[Rdn]) -> String {
    let folded = components.iter().rev().fold(Dn::root(), |above, rdn| {
        match rdn.single() {
            Some((attribute, value)) => {
                let value = fold(value);
                let value: Vec<&str> = value.split_whitespace().collect();
                above.child(attribute, &value.join(" "))
            }
            // No suffix has such a component, and none has this attribute.
            None => above.child("multivalued", &rdn.to_string()),
        }
    });
    folded.to_string()
}

/// Stores the suffix of an organization, or removes it if it is empty.
///
/// # Errors
/// `invalid-fields` with `directory.suffix` if another organization has it, or one above or below it.
pub(super) async fn save_suffix(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    suffix: &str,
    now: Timestamp,
) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::OrganizationId.eq(organization.0))
        .exec(tx)
        .await?;
    if suffix.trim().is_empty() {
        return Ok(());
    }
    let dn = parse_suffix(suffix).map_err(|mend| refused("malformed", mend))?;
    let key = suffix_key(&dn);
    let others: Vec<String> = Entity::find()
        .select_only()
        .column(Column::SuffixKey)
        .filter(Column::OrganizationId.ne(organization.0))
        .into_tuple()
        .all(tx)
        .await?;
    if others.iter().any(|other| overlap(other, &key)) {
        return Err(taken());
    }
    let row = ActiveModel {
        organization_id: Set(organization.0),
        suffix: Set(dn.to_string()),
        suffix_key: Set(key),
        guessed_at: Set(now),
    };
    Entity::insert(row)
        .exec_without_returning(tx)
        .await
        .map_err(|error: DbErr| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => taken(),
            _ => error.into(),
        })?;
    Ok(())
}

/// Whether two keys are equal, or one is above the other.
fn overlap(one: &str, other: &str) -> bool {
    let is_below = |below: &str, above: &str| {
        below == above
            || below
                .strip_suffix(above)
                .is_some_and(|rest| rest.ends_with(','))
    };
    is_below(one, other) || is_below(other, one)
}

fn taken() -> Error {
    refused(
        "taken",
        "Another organization of this server has this suffix, or one above or below it. Choose another one",
    )
}

fn refused(code: &str, mend: &str) -> Error {
    Error::field("directory.suffix", code, mend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_have_equal_keys() {
        let key = |text| Dn::parse(text).map(|dn| suffix_key(&dn));
        let example = Ok("dc=example,dc=com".to_owned());
        for text in [
            "dc=example,dc=com",
            "DC=Example, DC=COM",
            "domainComponent=example;dc=com",
            "0.9.2342.19200300.100.1.25=example,dc=\\63om",
        ] {
            assert_eq!(key(text), example, "{text}");
        }
        assert_eq!(key("o=A  B"), key("o= a b "));
        assert_ne!(key("o=a\\,dc=b"), key("o=a,dc=b"));
        assert_ne!(key("o=a+ou=b"), key("o=a\\+ou=b"));
    }

    #[test]
    fn a_name_is_below_all_that_its_end_names() {
        let keys = Dn::parse("uid=ada,ou=people,dc=example").map(|dn| keys_above(&dn));
        let expected = [
            "uid=ada,ou=people,dc=example",
            "ou=people,dc=example",
            "dc=example",
        ];
        assert_eq!(keys, Ok(expected.map(str::to_owned).to_vec()));
        assert!(keys_above(&Dn::root()).is_empty());
    }

    #[test]
    fn suffixes_above_or_below_overlap() {
        assert!(overlap("dc=example,dc=com", "dc=com"));
        assert!(overlap("dc=com", "dc=example,dc=com"));
        assert!(overlap("dc=com", "dc=com"));
        assert!(!overlap("dc=example,dc=com", "dc=other,dc=com"));
        assert!(!overlap("dc=telecom,xdc=com", "dc=com"));
    }

    #[test]
    fn a_suffix_is_a_simple_name_below_the_root() {
        assert!(parse_suffix("o=64a1b2c3,dc=jumpcloud,dc=com").is_ok());
        for bad in ["", "example.com", "dc=a+dc=b", "cn=subschema"] {
            assert!(parse_suffix(bad).is_err(), "{bad}");
        }
    }
}
