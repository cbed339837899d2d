//! The profile of a user, and the requests that contain its fields.
//!
//! `fields.rs` defines each field once; `define.rs` generates the types from that table.

#[macro_use]
mod define;

mod account;
mod address;
mod field;
mod fields;
mod policy;

pub use account::{MfaChanges, PasswordChanges};
pub use address::Address;
pub use field::{Editors, Kind, ProfileField, Section, Value, ValueMut};
pub use fields::{CreateUser, Profile, ProfileChanges, UpdateUser};
pub use policy::ProfilePolicy;

impl Profile {
    /// The names of the fields that differ from `other`.
    pub fn differing(&self, other: &Self) -> Vec<&'static str> {
        let both = self.values().into_iter().zip(other.values());
        both.filter(|(one, other)| one != other)
            .map(|((field, _), _)| field.name)
            .collect()
    }

    /// The texts that searches for users include.
    pub fn searched(&self) -> impl Iterator<Item = &str> {
        let values = self.values().into_iter();
        values.filter_map(|(field, value)| match value {
            Value::Text(text) if field.searched => text,
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_has_its_name_in_json_and_in_what_differs() {
        let address = Address {
            country: "x".to_owned(),
            ..Address::default()
        };
        let mut full = Profile::default();
        for (_, value) in full.values_mut() {
            match value {
                ValueMut::Text(text) => *text = Some("x".to_owned()),
                ValueMut::Address(part) => *part = Some(address.clone()),
            }
        }
        let json = serde_json::to_value(&full).unwrap_or_default();
        let names = Profile::FIELDS.map(|field| field.name);
        let in_json: Vec<_> = json.as_object().into_iter().flatten().collect();
        assert_eq!(in_json.len(), names.len());
        assert!(names.iter().all(|name| json.get(name).is_some()), "{json}");
        assert_eq!(full.differing(&Profile::default()), names);
        let changes = ProfileChanges::between(&Profile::default(), &full);
        assert_eq!(changes.apply(Profile::default()), full);
    }
}
