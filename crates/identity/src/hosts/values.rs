//! The values that an administrator gives a host.

use std::collections::HashSet;

use contract::hosts::MOST_HOST_GROUPS;
use contract::ids::GroupId;

use crate::fields::{Fields, NAME};

/// Validates the name.
pub(super) fn name(fields: &mut Fields, text: &str) -> Option<String> {
    fields.line("name", text, NAME)
}

/// Validates the groups whose members may sign in. Whether they exist is checked in the transaction.
pub(super) fn groups(fields: &mut Fields, groups: &[GroupId]) {
    if groups.len() > MOST_HOST_GROUPS {
        let mend = format!("Choose at most {MOST_HOST_GROUPS} groups");
        fields.refuse("groups", "too_many", mend);
    }
    let mut seen = HashSet::new();
    if !groups.iter().all(|group| seen.insert(*group)) {
        fields.refuse("groups", "repeated", "Choose each group once");
    }
}
