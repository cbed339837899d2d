//! The errors of a form's fields.

use std::collections::BTreeMap;

use contract::problem::Problem;

/// Errors by field name. The names are those of the request's JSON fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(BTreeMap<String, String>);

impl FieldErrors {
    /// From (field, message) pairs. The first message of a field is kept.
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut all = BTreeMap::new();
        for (field, message) in pairs {
            all.entry(field).or_insert(message);
        }
        Self(all)
    }

    /// The error of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<String> {
        self.0.get(field).cloned()
    }

    /// Sets the error of a field.
    pub fn set(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.insert(field.into(), message.into());
    }

    /// Removes the error of a field. Returns whether there was one.
    pub fn remove(&mut self, field: &str) -> bool {
        self.0.remove(field).is_some()
    }

    /// Whether there are no errors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of fields with an error.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Clears all errors.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Fields and messages, by field name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, text)| (&**field, &**text))
    }
}

impl From<&Problem> for FieldErrors {
    fn from(problem: &Problem) -> Self {
        let pair = |it: &contract::problem::FieldError| (it.field.clone(), it.message.clone());
        Self::from_pairs(problem.errors.iter().map(pair).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_message_of_a_field_stays() {
        let errors = FieldErrors::from_pairs(vec![
            ("email".into(), "Enter an email address".into()),
            ("email".into(), "Too long".into()),
        ]);
        assert_eq!(
            errors.get("email").as_deref(),
            Some("Enter an email address")
        );
        assert_eq!(errors.len(), 1);
    }

    #[test]
    fn removing_says_whether_there_was_one() {
        let mut errors = FieldErrors::default();
        errors.set("name", "Enter a name");
        assert!(errors.remove("name"));
        assert!(!errors.remove("name"));
        assert!(errors.is_empty());
    }
}
