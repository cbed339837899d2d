//! Validates what a definition consists of.

use std::collections::HashSet;

use rules::attribute::{
    AttributeKind, LAST_POSITION, LONGEST_CHOICE, LONGEST_LABEL, MOST_CHOICES, is_name,
};
use rules::text::line;

use crate::fields::Fields;
use crate::lists::attribute_key;

/// Validates the name of a new attribute.
pub(super) fn name(fields: &mut Fields, text: &str) -> Option<String> {
    if is_name(text) {
        return Some(text.to_owned());
    }
    let message = "Use up to 40 letters and digits (a to z, A to Z, 0 to 9), the first a lowercase \
                   letter";
    fields.refuse("name", "malformed", message);
    None
}

/// Validates a label.
pub(super) fn label(fields: &mut Fields, text: &str) -> Option<String> {
    fields.line("label", text, LONGEST_LABEL)
}

/// Validates the choices of an attribute of this kind.
pub(super) fn choices(
    fields: &mut Fields,
    kind: AttributeKind,
    sent: &[String],
) -> Option<Vec<String>> {
    if kind != AttributeKind::Choice {
        if !sent.is_empty() {
            fields.refuse("choices", "not_allowed", "Only the kind choice has choices");
        }
        return Some(Vec::new());
    }
    if sent.is_empty() {
        fields.refuse("choices", "required", "Enter at least one choice");
        return None;
    }
    if sent.len() > MOST_CHOICES {
        let message = format!("Enter at most {MOST_CHOICES} choices");
        fields.refuse("choices", "too_many", message);
        return None;
    }
    let mut read = Vec::with_capacity(sent.len());
    let mut seen = HashSet::new();
    for choice in sent {
        match line(choice, LONGEST_CHOICE) {
            Err(error) => {
                fields.refuse("choices", error.code(), error.message());
                return None;
            }
            // Filters do not tell them apart.
            Ok(choice) if !seen.insert(attribute_key(&choice)) => {
                let message = format!("The choice {choice} appears twice");
                fields.refuse("choices", "duplicate", message);
                return None;
            }
            Ok(choice) => read.push(choice),
        }
    }
    Some(read)
}

/// Validates a position.
pub(super) fn position(fields: &mut Fields, sent: u16) -> Option<i16> {
    let position = i16::try_from(sent).ok();
    let position = position.filter(|_| sent <= LAST_POSITION);
    if position.is_none() {
        let message = format!("Enter a number from 0 to {LAST_POSITION}");
        fields.refuse("position", "out_of_range", message);
    }
    position
}
