//! The fields of a profile, read-only.

use contract::profile::{Address, Kind, Profile, Section, Value};

use super::choices::language_name;

/// The labels and texts of a section of a profile.
pub fn profile_lines(
    profile: &Profile,
    section: Section,
) -> impl Iterator<Item = (&'static str, Option<String>)> {
    let values = profile.values().into_iter();
    let values = values.filter(move |(field, _)| field.section == section);
    values.map(|(field, value)| {
        let text = match value {
            Value::Text(text) if field.kind == Kind::Language => text.map(language_name),
            Value::Text(text) => text.map(str::to_owned),
            Value::Address(address) => address.map(one_line),
        };
        (field.label, text)
    })
}

fn one_line(address: &Address) -> String {
    let town = format!("{} {}", address.postal_code, address.locality);
    [
        &*address.street,
        town.trim(),
        &address.region,
        &address.country,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(", ")
}
