//! The limits of a filter, which are counted while it is read.

use crate::error::Malformed;

/// The maximum depth of a filter.
pub(super) const DEEPEST: usize = 32;
/// The maximum number of terms of a filter, parts of values included.
pub(super) const MOST_TERMS: usize = 200;

/// What a filter may still have.
#[derive(Debug)]
pub(super) struct Limits {
    depth: usize,
    terms: usize,
}

impl Limits {
    pub const fn new() -> Self {
        Self { depth: 0, terms: 0 }
    }

    /// Counts a term.
    pub fn term(&mut self) -> Result<(), Malformed> {
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(Malformed::FilterTerms(MOST_TERMS));
        }
        Ok(())
    }

    /// Enters a term, which [`Self::leave`] leaves again.
    pub fn enter(&mut self) -> Result<(), Malformed> {
        self.term()?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Malformed::FilterDepth(DEEPEST));
        }
        Ok(())
    }

    pub const fn leave(&mut self) {
        self.depth -= 1;
    }
}
