//! The state of a form that is submitted to the server.

use std::future::Future;

use client::Error;
use contract::problem::ProblemType;
use leptos::prelude::*;
use rules::text::{self, TextError};
use ui_kit::prelude::*;

use crate::api::run;
use crate::failure::explain;

/// Whether a form is being submitted, and its errors. Copy.
#[derive(Clone, Copy)]
pub struct Sending {
    /// Whether it is being submitted.
    pub busy: RwSignal<bool>,
    /// Errors by field.
    pub errors: RwSignal<FieldErrors>,
    /// The error of the whole form.
    pub message: RwSignal<Option<String>>,
    /// Whether someone else has changed the object since it was loaded.
    pub stale: RwSignal<bool>,
    /// Whether the form says more about `stale` than a message.
    explains_stale: StoredValue<bool>,
}

impl Default for Sending {
    fn default() -> Self {
        Self::new()
    }
}

impl Sending {
    /// A form that has not been submitted.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            errors: RwSignal::new(FieldErrors::default()),
            message: RwSignal::new(None),
            stale: RwSignal::new(false),
            explains_stale: StoredValue::new(false),
        }
    }

    /// The form says itself that it is [`stale`](Self::stale), and what can be done.
    pub fn explain_stale(self) {
        self.explains_stale.set_value(true);
    }

    /// Submits the form, unless it is being submitted; `done` runs after success, also if the form is
    /// gone by then.
    pub fn send<T: 'static>(
        self,
        call: impl Future<Output = Result<T, Error>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.send_or(call, |_| false, done);
    }

    /// As [`send`](Self::send), with a handler for other errors: `takes` returns whether it has
    /// handled the error.
    pub fn send_or<T: 'static>(
        self,
        call: impl Future<Output = Result<T, Error>> + 'static,
        takes: impl FnOnce(&Error) -> bool + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
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

    /// Shows an error: at the fields that it names, otherwise above the form.
    pub fn refuse(self, error: &Error) {
        let errors = error.problem().map(FieldErrors::from).unwrap_or_default();
        let is_stale = error.is(ProblemType::StaleVersion);
        if is_stale {
            self.stale.try_set(true);
        }
        let is_explained = is_stale && self.explains_stale.try_get_value() == Some(true);
        if errors.is_empty() && !is_explained {
            self.message.try_set(Some(explain(error)));
        }
        self.errors.try_set(errors);
    }

    /// Sets the error of a field.
    pub fn fault(self, field: &str, message: impl Into<String>) {
        self.errors.update(|all| all.set(field, message));
    }

    /// Sets the error of a field whose text is not one line of at most `limit` characters. `missing` says
    /// that it is empty.
    pub fn check_line(self, field: &str, typed: &str, limit: usize, missing: &str) {
        match text::line(typed, limit) {
            Ok(_) => {}
            Err(TextError::Empty) => self.fault(field, missing),
            Err(error) => self.fault(field, error.message()),
        }
    }

    /// Whether a field has an error.
    pub fn is_faulty(self) -> bool {
        self.errors.with_untracked(|all| !all.is_empty())
    }

    /// Whether there are no errors.
    pub fn is_well(self) -> bool {
        !self.is_faulty()
            && !self.stale.get_untracked()
            && self.message.with_untracked(Option::is_none)
    }

    /// Clears all errors.
    pub fn clear(self) {
        self.errors.set(FieldErrors::default());
        self.message.set(None);
        self.stale.set(false);
    }
}
