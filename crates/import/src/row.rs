use contract::profile::{Address, Kind, Profile, ValueMut};

/// What a row says about a user. An empty cell means no change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The company email.
    pub email: Option<String>,
    /// The username, for new and for existing users.
    pub username: Option<String>,
    /// The username for new users, if the row has none: the part of an email before the `@`.
    pub derived_username: Option<String>,
    /// The fields of the profile, each with its value. A part of an address has a name such as
    /// `homeAddress.street`.
    pub profile: Vec<(String, String)>,
}

impl Row {
    /// Reads a row. `fields` has the name of the field of each column, if it has one.
    pub fn of(fields: &[Option<String>], cells: &[String]) -> Self {
        let mut row = Self::default();
        for (field, cell) in fields.iter().zip(cells) {
            let value = cell.trim();
            let Some(field) = field.as_deref().filter(|_| !value.is_empty()) else {
                continue;
            };
            let value = value.to_owned();
            match field {
                "email" => row.email = Some(value),
                "username" => row.username = Some(value),
                _ => row.profile.push((field.to_owned(), value)),
            }
        }
        // Where people sign in with an address, as in Okta and Entra, the username is an email.
        let address = row.username.take_if(|name| name.contains('@'));
        if row.email.is_none() {
            row.email.clone_from(&address);
        }
        if row.username.is_none() {
            let address = address.as_ref().or(row.email.as_ref());
            let name = address.and_then(|address| address.split_once('@'));
            row.derived_username = name.map(|(name, _)| name.to_owned());
        }
        row
    }

    /// The value of a field of the profile.
    pub fn value(&self, field: &str) -> Option<&str> {
        let mut values = self.profile.iter();
        values
            .find(|(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    }

    /// The profile after this row; `profile` is the one before.
    pub fn apply(&self, mut profile: Profile) -> Profile {
        for (field, value) in profile.values_mut() {
            match value {
                ValueMut::Text(text) => {
                    if let Some(new) = self.value(field.name) {
                        *text = Some(if field.kind == Kind::Language {
                            // Some products write `en_US`.
                            new.replace('_', "-")
                        } else {
                            new.to_owned()
                        });
                    }
                }
                ValueMut::Address(address) => {
                    let before = address.clone().unwrap_or_default();
                    let after = self.address(field.name, before);
                    *address = (!after.is_empty()).then_some(after);
                }
            }
        }
        profile
    }

    fn address(&self, field: &str, mut address: Address) -> Address {
        let parts = [
            ("street", &mut address.street),
            ("locality", &mut address.locality),
            ("region", &mut address.region),
            ("postalCode", &mut address.postal_code),
            ("country", &mut address.country),
        ];
        for (part, text) in parts {
            if let Some(value) = self.value(&format!("{field}.{part}")) {
                value.clone_into(text);
            }
        }
        address
    }
}
