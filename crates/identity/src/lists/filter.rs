use uuid::Uuid;

use crate::Error;

/// A field that a list can be filtered by.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    /// Its name in the query.
    pub name: &'static str,
    /// What it can be compared with.
    pub values: Values,
}

/// What a field can be compared with.
#[derive(Clone, Copy)]
pub(crate) enum Values {
    /// One of these.
    OneOf(&'static [&'static str]),
    /// An identifier.
    Id,
    /// A whole number of days from 1 to this one.
    Days(u16),
    /// Any text.
    Text,
}

/// More conditions than this ask for nothing that a person would.
const MOST_VALUES: usize = 50;
const LONGEST_VALUE: usize = 254;

/// Reads `field:value,value;field:value`. Whatever is not known is refused, since a filter
/// that is ignored shows more than was asked for.
pub(super) fn parse(
    text: &str,
    fields: &[Field],
) -> Result<Vec<(&'static str, Vec<String>)>, Error> {
    let mut conditions: Vec<(&'static str, Vec<String>)> = Vec::new();
    for condition in split(text, ';')? {
        let parts = split(&condition, ':')?;
        let [name, values] = parts.as_slice() else {
            return Err(refuse("Write each condition as field:value", fields));
        };
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            return Err(refuse("This field is not known", fields));
        };
        if conditions.iter().any(|(known, _)| *known == field.name) {
            return Err(Error::InvalidQuery(format!(
                "The field {} is there twice: join its values with a comma",
                field.name
            )));
        }
        let values = split(values, ',')?
            .into_iter()
            .map(|value| field.check(unescape(&value)))
            .collect::<Result<Vec<_>, _>>()?;
        if values.len() > MOST_VALUES {
            return Err(Error::InvalidQuery(format!(
                "Ask for at most {MOST_VALUES} values of {}",
                field.name
            )));
        }
        conditions.push((field.name, values));
    }
    Ok(conditions)
}

impl Field {
    fn check(&self, value: String) -> Result<String, Error> {
        let known = match self.values {
            Values::OneOf(values) => values.contains(&value.as_str()),
            Values::Id => value.parse::<Uuid>().is_ok(),
            Values::Days(most) => value
                .parse()
                .is_ok_and(|days: u16| (1..=most).contains(&days)),
            Values::Text => {
                !value.is_empty()
                    && value.chars().count() <= LONGEST_VALUE
                    && !value.chars().any(char::is_control)
            }
        };
        if known {
            return Ok(value);
        }
        Err(Error::InvalidQuery(match self.values {
            Values::OneOf(values) => {
                format!("{} is one of: {}", self.name, values.join(", "))
            }
            Values::Id => format!("{} is an identifier (UUID)", self.name),
            Values::Days(most) => format!("{} is a number of days, 1 to {most}", self.name),
            Values::Text => format!(
                "{} is a text of 1 to {LONGEST_VALUE} characters on one line",
                self.name
            ),
        }))
    }
}

fn refuse(what: &str, fields: &[Field]) -> Error {
    let names: Vec<_> = fields.iter().map(|field| field.name).collect();
    Error::InvalidQuery(match names.as_slice() {
        [] => "This list has no filters".to_owned(),
        names => format!("{what}. The fields of this list: {}", names.join(", ")),
    })
}

/// Splits at `separator` where no `\` stands before it; the escapes stay.
fn split(text: &str, separator: char) -> Result<Vec<String>, Error> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c == separator {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
            if c == '\\' {
                match characters.next() {
                    Some(next @ (',' | ';' | ':' | '\\')) => part.push(next),
                    _ => {
                        return Err(Error::InvalidQuery(
                            r"A \ in a filter stands before , ; : or \".to_owned(),
                        ));
                    }
                }
            }
        }
    }
    Ok(parts)
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c == '\\' {
            plain.extend(characters.next());
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field {
            name: "state",
            values: Values::OneOf(&["active", "staged"]),
        },
        Field {
            name: "department",
            values: Values::Text,
        },
        Field {
            name: "olderThan",
            values: Values::Days(730),
        },
    ];

    fn detail(text: &str) -> String {
        parse(text, FIELDS)
            .err()
            .map(|error| error.problem().detail)
            .unwrap_or_default()
    }

    #[test]
    fn reads_conditions_and_escapes() -> Result<(), Error> {
        let read = parse(r"state:active,staged;department:R\,D\;\:\\", FIELDS)?;
        let expected = vec![
            ("state", vec!["active".to_owned(), "staged".to_owned()]),
            ("department", vec![r"R,D;:\".to_owned()]),
        ];
        assert_eq!(read, expected);
        Ok(())
    }

    #[test]
    fn refuses_what_it_does_not_know_and_says_what_it_knows() {
        assert!(detail("role:owner").ends_with("state, department, olderThan"));
        assert_eq!(detail("state:gone"), "state is one of: active, staged");
        assert!(detail("state:active;state:staged").contains("twice"));
        assert_eq!(
            detail("olderThan:731"),
            "olderThan is a number of days, 1 to 730"
        );
        for text in [
            "olderThan:0",
            "olderThan:-1",
            "olderThan:1.5",
            "",
            "state",
            "state:",
            "state:active;",
            "state:a:b",
            r"state:active\",
            r"state:\a",
            "department:",
            "department:a\0b",
            ":",
            ";",
            ",",
            "state:active,",
        ] {
            assert!(!detail(text).is_empty(), "{text:?}");
        }
    }
}
