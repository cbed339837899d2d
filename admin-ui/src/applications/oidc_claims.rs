//! The input for one mapped claim.

use contract::applications::ClaimMapping;

use super::mapped_input::{Mapped, MappedInput};
use super::oidc_draft::CLAIMS;

/// An empty one.
pub fn empty(id: u32) -> MappedInput {
    MappedInput::new(CLAIMS, id, ClaimMapping::ACCOUNT_FIELDS[0])
}

/// A saved one.
pub fn of(id: u32, mapping: &ClaimMapping) -> MappedInput {
    let saved = Mapped {
        name: mapping.claim.clone(),
        field: mapping.field.clone(),
        constant: mapping.constant.clone(),
    };
    MappedInput::of(CLAIMS, id, saved)
}

/// What the input means.
pub fn mapping(input: &MappedInput) -> ClaimMapping {
    let Mapped {
        name,
        field,
        constant,
    } = input.meaning();
    ClaimMapping {
        claim: name,
        field,
        constant,
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::super::mapped_input::whose;
    use super::*;

    #[test]
    fn an_error_is_shown_at_the_claim_that_it_names() {
        let (sub, role) = (empty(3), empty(4));
        sub.name.set("sub ".to_owned());
        role.name.set("role".to_owned());
        let inputs = [role, sub];
        let found = whose("sub: This claim is set by the protocol", &inputs);
        let text = "This claim is set by the protocol".to_owned();
        assert_eq!(found, Some(("oidc.claims.3".to_owned(), text)));
        assert_eq!(whose("Map each claim once", &inputs), None);
    }
}
