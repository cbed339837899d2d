//! The words of an email while they are edited.

use contract::mail_templates::MailWords;
use leptos::prelude::*;

/// The input. Copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) subject: RwSignal<String>,
    pub(super) heading: RwSignal<String>,
    pub(super) text: RwSignal<String>,
    pub(super) button: RwSignal<String>,
    pub(super) has_button: bool,
}

impl Draft {
    pub(super) fn of(words: &MailWords) -> Self {
        let draft = Self {
            subject: RwSignal::new(String::new()),
            heading: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
            button: RwSignal::new(String::new()),
            has_button: words.button.is_some(),
        };
        draft.fill(words.clone());
        draft
    }

    pub(super) fn fill(self, words: MailWords) {
        self.subject.set(words.subject);
        self.heading.set(words.heading);
        self.text.set(words.text);
        self.button.set(words.button.unwrap_or_default());
    }

    /// The words as typed, without white space around them.
    pub(super) fn words(self) -> MailWords {
        let trimmed = |typed: RwSignal<String>| typed.with(|typed| typed.trim().to_owned());
        MailWords {
            subject: trimmed(self.subject),
            heading: trimmed(self.heading),
            text: trimmed(self.text),
            button: self.has_button.then(|| trimmed(self.button)),
        }
    }
}
