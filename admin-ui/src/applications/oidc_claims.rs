//! The input for one mapped claim.

use contract::applications::ClaimMapping;
use contract::profile::{Kind, Profile};
use leptos::prelude::*;

use super::oidc_draft::CLAIMS;
use crate::words::{applications_claims as words, users};

/// The source that stands for a text of its own. No field has this name.
pub const CONSTANT: &str = "=";

/// A claim and where its value comes from. Its signals outlive the view that made them.
#[derive(Clone)]
pub struct ClaimInput {
    /// Distinguishes it from the others.
    pub id: u32,
    pub claim: ArcRwSignal<String>,
    /// The name of a field, or [`CONSTANT`].
    pub source: ArcRwSignal<String>,
    pub constant: ArcRwSignal<String>,
}

impl ClaimInput {
    /// An empty one.
    pub fn new(id: u32) -> Self {
        Self {
            id,
            claim: ArcRwSignal::new(String::new()),
            source: ArcRwSignal::new(ClaimMapping::ACCOUNT_FIELDS[0].to_owned()),
            constant: ArcRwSignal::new(String::new()),
        }
    }

    /// A saved one.
    pub fn of(id: u32, mapping: &ClaimMapping) -> Self {
        let source = mapping.field.clone();
        let source = source.unwrap_or_else(|| CONSTANT.to_owned());
        Self {
            id,
            claim: ArcRwSignal::new(mapping.claim.clone()),
            source: ArcRwSignal::new(source),
            constant: ArcRwSignal::new(mapping.constant.clone().unwrap_or_default()),
        }
    }

    /// What the input means.
    pub fn mapping(&self) -> ClaimMapping {
        let source = self.source.get();
        let is_constant = source == CONSTANT;
        ClaimMapping {
            claim: self.claim.with(|claim| claim.trim().to_owned()),
            constant: is_constant.then(|| self.constant.get()),
            field: Some(source).filter(|_| !is_constant),
        }
    }

    /// The name of its first field in the form.
    pub fn name(&self) -> String {
        format!("{CLAIMS}.{}", self.id)
    }

    /// The name of the field for the source.
    pub fn source_name(&self) -> String {
        format!("{}.field", self.name())
    }

    /// The name of the field for the text.
    pub fn constant_name(&self) -> String {
        format!("{}.constant", self.name())
    }
}

/// The sources of a claim, each with its label.
pub fn sources() -> Vec<(&'static str, &'static str)> {
    let labels = [users::USERNAME, users::NAME, users::EMAIL];
    let account = ClaimMapping::ACCOUNT_FIELDS.into_iter().zip(labels);
    let fields = Profile::FIELDS.into_iter();
    let fields = fields.filter(|field| field.kind != Kind::Address);
    let fields = fields.map(|field| (field.name, field.label));
    account
        .chain(fields)
        .chain([(CONSTANT, words::CONSTANT)])
        .collect()
}

/// Which of the inputs an error of the server is about, and what it says. The error begins with the name
/// of the claim.
pub fn whose(error: &str, inputs: &[ClaimInput]) -> Option<(String, String)> {
    let (claim, text) = error.split_once(": ")?;
    let mut inputs = inputs.iter();
    let input = inputs.find(|input| input.claim.with_untracked(|own| own.trim() == claim))?;
    Some((input.name(), text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_shown_at_the_claim_that_it_names() {
        let (sub, role) = (ClaimInput::new(3), ClaimInput::new(4));
        sub.claim.set("sub ".to_owned());
        role.claim.set("role".to_owned());
        let inputs = [role, sub];
        let found = whose("sub: This claim is set by the protocol", &inputs);
        let text = "This claim is set by the protocol".to_owned();
        assert_eq!(found, Some(("oidc.claims.3".to_owned(), text)));
        assert_eq!(whose("Map each claim once", &inputs), None);
    }

    #[test]
    fn sources_are_fields_and_a_text() {
        let all = sources();
        assert_eq!(all.first(), Some(&("username", users::USERNAME)));
        assert!(all.iter().any(|(name, _)| *name == "department"));
        assert_eq!(all.last(), Some(&(CONSTANT, words::CONSTANT)));
    }
}
