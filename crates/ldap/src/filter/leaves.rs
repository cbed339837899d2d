//! Evaluates a filter term by term. For an entry with many values, each term takes a while, so whoever evaluates it
//! can pause after each of them.

use super::evaluate::decide;
use super::{Filter, Truth};

impl Filter {
    /// The terms without operators, in their order.
    pub fn leaves(&self) -> Vec<&Self> {
        let mut leaves = Vec::new();
        self.add_leaves(&mut leaves);
        leaves
    }

    fn add_leaves<'a>(&'a self, leaves: &mut Vec<&'a Self>) {
        match self {
            Self::And(terms) | Self::Or(terms) => {
                for term in terms {
                    term.add_leaves(leaves);
                }
            }
            Self::Not(term) => term.add_leaves(leaves),
            leaf => leaves.push(leaf),
        }
    }

    /// Whether an entry matches this filter, if these are the results of [`Self::leaves`], in their order.
    pub fn decided_by<I: Iterator<Item = Truth>>(&self, leaves: &mut I) -> Truth {
        match self {
            Self::And(terms) => decide(all(terms, leaves).into_iter(), Truth::False),
            Self::Or(terms) => decide(all(terms, leaves).into_iter(), Truth::True),
            Self::Not(term) => !term.decided_by(leaves),
            _ => leaves.next().unwrap_or(Truth::Undefined),
        }
    }
}

/// The results of all these terms, so that each takes those of its own leaves.
fn all<I: Iterator<Item = Truth>>(terms: &[Filter], leaves: &mut I) -> Vec<Truth> {
    let mut truths = Vec::with_capacity(terms.len());
    for term in terms {
        truths.push(term.decided_by(leaves));
    }
    truths
}
