//! The definitions of the attributes, for the forms of users.

use contract::page::Page;
use contract::user_attributes::{AttributeDefinition, OwnAttributeDefinition};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::AttributesDraft;

/// Loads the organization's attributes, and gives their definitions to a form. Until then, and if they
/// cannot be loaded, the form does not have them.
pub fn define(draft: AttributesDraft) {
    let all = Fetched::<Page<AttributeDefinition>>::new();
    all.load(async { api().user_attributes().await });
    Effect::new(move || {
        if let Some(page) = all.value.get() {
            draft.define(page.items.iter().map(OwnAttributeDefinition::from));
        }
    });
}
