use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rules::attribute::{AttributeKind, is_name};

use super::syntax::FilterError;

rules::named_values! {
    /// A comparison of the values of an attribute with a bound. The name follows that of the attribute
    /// in the filter: `attributes.badge.atLeast`.
    pub enum AttributeBound {
        /// On this date or later.
        Since = "since",
        /// Before this date.
        Before = "before",
        /// This number or a larger one.
        AtLeast = "atLeast",
        /// This number or a smaller one.
        AtMost = "atMost",
    }
}

impl AttributeBound {
    /// The kind of the attributes whose values can be compared in this way.
    pub const fn kind(self) -> AttributeKind {
        match self {
            Self::Since | Self::Before => AttributeKind::Date,
            Self::AtLeast | Self::AtMost => AttributeKind::Number,
        }
    }
}

/// A field of the filter by attributes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttributeField {
    /// The name of the attribute.
    pub name: String,
    /// How its values are compared. Without one, they must equal a value of the filter.
    pub bound: Option<AttributeBound>,
}

impl AttributeField {
    /// All fields for the attribute with this name and kind. The one for equal values comes first.
    pub fn all_of(name: &str, kind: AttributeKind) -> Vec<Self> {
        let bounds = AttributeBound::ALL.into_iter();
        let bounds = bounds.filter(|bound| bound.kind() == kind).map(Some);
        let field = |bound| Self {
            name: name.to_owned(),
            bound,
        };
        std::iter::once(None).chain(bounds).map(field).collect()
    }
}

impl FromStr for AttributeField {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        let (name, bound) = match text.split_once('.') {
            Some((name, bound)) => (name, Some(bound)),
            None => (text, None),
        };
        if !is_name(name) {
            let detail = "Write the name of an attribute after `attributes.`";
            return Err(FilterError(detail.to_owned()));
        }
        let bound = bound.map(|bound| {
            AttributeBound::parse(bound).ok_or_else(|| {
                let known = AttributeBound::NAMES.join(", ");
                FilterError(format!(
                    "Write one of these after `attributes.{name}.`: {known}"
                ))
            })
        });
        Ok(Self {
            name: name.to_owned(),
            bound: bound.transpose()?,
        })
    }
}

impl fmt::Display for AttributeField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match self.bound {
            Some(bound) => write!(f, ".{}", bound.as_str()),
            None => Ok(()),
        }
    }
}

/// The values of attributes in a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeFilter(BTreeMap<AttributeField, Vec<String>>);

impl AttributeFilter {
    /// Whether no attribute is filtered by.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each field with the values of which one must match.
    pub fn iter(&self) -> impl Iterator<Item = (&AttributeField, &[String])> {
        let all = self.0.iter();
        all.map(|(field, values)| (field, values.as_slice()))
    }

    /// The values of a field.
    pub fn get(&self, field: &AttributeField) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// Replaces the values of a field. Without values, it is not filtered by.
    pub fn set(&mut self, field: AttributeField, values: Vec<String>) {
        if values.is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, values);
        }
    }

    /// Adds the values of a field.
    ///
    /// # Errors
    /// If there is no such field, or if it is there already.
    pub fn add(&mut self, field: &str, values: Vec<String>) -> Result<(), FilterError> {
        if self.0.insert(field.parse()?, values).is_some() {
            let detail =
                format!("The field attributes.{field} appears twice: join its values with a comma");
            return Err(FilterError(detail));
        }
        Ok(())
    }
}
