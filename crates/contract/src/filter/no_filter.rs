use std::fmt;
use std::str::FromStr;

use super::{FilterError, ListFilter, unknown_field};

/// The filter of a list without filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoFilter;

impl ListFilter for NoFilter {
    const FIELDS: &'static [&'static str] = &[];
    const DESCRIPTION: &'static str = "";
}

impl FromStr for NoFilter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        match text {
            "" => Ok(Self),
            _ => Err(unknown_field(&[])),
        }
    }
}

impl fmt::Display for NoFilter {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}
