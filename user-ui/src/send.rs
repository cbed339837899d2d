//! What every form that is sent has: busy, the errors of its fields, and one message.

use client::Error;
use leptos::prelude::*;
use ui_kit::prelude::FieldErrors;

use crate::problems::in_words;

/// The state of one form. Copy.
#[derive(Clone, Copy)]
pub struct Sending {
    /// On its way.
    pub busy: RwSignal<bool>,
    /// Messages by field.
    pub errors: RwSignal<FieldErrors>,
    /// What is wrong with the whole.
    pub message: RwSignal<Option<String>>,
}

impl Sending {
    /// A form that has not been sent.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            errors: RwSignal::new(FieldErrors::default()),
            message: RwSignal::new(None),
        }
    }

    /// Forgets what was wrong before.
    pub fn clear(self) {
        self.errors.set(FieldErrors::default());
        self.message.set(None);
    }

    /// Says what is wrong with one field before anything is sent.
    pub fn mend(self, field: &str, message: impl Into<String>) {
        self.errors.update(|errors| errors.set(field, message));
    }

    /// Whether nothing is wrong so far.
    pub fn is_clean(self) -> bool {
        self.errors.with_untracked(FieldErrors::is_empty)
    }

    /// Shows why it failed: at the fields where the answer names them, else above.
    pub fn refuse(self, error: &Error) {
        match error.problem() {
            Some(problem) if !problem.errors.is_empty() => {
                self.errors.set(FieldErrors::from(problem));
            }
            _ => self.message.set(Some(in_words(error))),
        }
    }
}
