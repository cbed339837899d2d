//! The rules that hold for every file of the catalog.

mod answers;
mod files;
mod guides;
mod placeholders;
mod registration;

use crate::{Answers, Settings, Template, fill};

/// The examples of a template as answers.
fn examples(template: &Template) -> Answers {
    let asked = template.asked.iter();
    asked
        .map(|asked| (asked.name.clone(), asked.example.clone()))
        .collect()
}

/// A template filled with its examples.
pub(crate) fn filled(template: &Template) -> Settings {
    fill(template, &examples(template))
        .unwrap_or_else(|invalid| panic!("{}: {invalid:?}", template.id))
}
