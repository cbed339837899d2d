use std::collections::BTreeMap;

use rules::attribute::is_name;

use super::syntax::FilterError;

/// The values of attributes in a filter, by the names of the attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeFilter(BTreeMap<String, Vec<String>>);

impl AttributeFilter {
    /// Whether no attribute is filtered by.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each attribute with the values of which one must match.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        let all = self.0.iter();
        all.map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// The values for one attribute.
    pub fn get(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Replaces the values for an attribute. Without values, it is not filtered by.
    pub fn set(&mut self, name: &str, values: Vec<String>) {
        if values.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), values);
        }
    }

    /// Adds the values for an attribute.
    ///
    /// # Errors
    /// If this cannot be its name, or if it is there already.
    pub fn add(&mut self, name: &str, values: Vec<String>) -> Result<(), FilterError> {
        if !is_name(name) {
            let detail = "After attributes. write the name of an attribute";
            return Err(FilterError(detail.to_owned()));
        }
        if self.0.insert(name.to_owned(), values).is_some() {
            let detail =
                format!("The field attributes.{name} is there twice: join its values with a comma");
            return Err(FilterError(detail));
        }
        Ok(())
    }
}
