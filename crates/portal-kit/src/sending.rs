//! The state of a form that is sent to the server.

use std::future::Future;

use client::Error;
use contract::problem::ProblemType;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::api::run;
use crate::failure::explain;

/// Whether a form is being sent, and what was wrong with it. Copy.
#[derive(Clone, Copy)]
pub struct Sending {
    /// It is being sent.
    pub busy: RwSignal<bool>,
    /// Messages by field.
    pub errors: RwSignal<FieldErrors>,
    /// What is wrong with the whole form.
    pub message: RwSignal<Option<String>>,
    /// Somebody else has changed the object since it was loaded.
    pub stale: RwSignal<bool>,
}

impl Default for Sending {
    fn default() -> Self {
        Self::new()
    }
}

impl Sending {
    /// A form that has not been sent.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            errors: RwSignal::new(FieldErrors::default()),
            message: RwSignal::new(None),
            stale: RwSignal::new(false),
        }
    }

    /// Sends the form; `done` runs after a success.
    pub fn send<T: 'static>(
        self,
        call: impl Future<Output = Result<T, Error>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.send_or(call, |_| false, done);
    }

    /// As [`send`](Self::send), with a handler for the failures that are not the form's own:
    /// `takes` returns whether it has handled one.
    pub fn send_or<T: 'static>(
        self,
        call: impl Future<Output = Result<T, Error>> + 'static,
        takes: impl FnOnce(&Error) -> bool + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.clear();
        self.busy.set(true);
        run(call, move |answer| {
            self.busy.try_set(false);
            match answer {
                Ok(value) => done(value),
                Err(error) if takes(&error) => {}
                Err(error) => self.refuse(&error),
            }
        });
    }

    /// Shows why the server refused it: at the fields that the answer names, else above them.
    pub fn refuse(self, error: &Error) {
        let errors = error.problem().map(FieldErrors::from).unwrap_or_default();
        if error.is(ProblemType::StaleVersion) {
            self.stale.try_set(true);
        } else if errors.is_empty() {
            self.message.try_set(Some(explain(error)));
        }
        self.errors.try_set(errors);
    }

    /// Says what is wrong with one field.
    pub fn fault(self, field: &str, message: impl Into<String>) {
        self.errors.update(|all| all.set(field, message));
    }

    /// Whether a field is wrong.
    pub fn is_faulty(self) -> bool {
        self.errors.with_untracked(|all| !all.is_empty())
    }

    /// Whether nothing is wrong at all.
    pub fn is_well(self) -> bool {
        !self.is_faulty()
            && !self.stale.get_untracked()
            && self.message.with_untracked(Option::is_none)
    }

    /// Forgets what was wrong.
    pub fn clear(self) {
        self.errors.set(FieldErrors::default());
        self.message.set(None);
        self.stale.set(false);
    }
}
