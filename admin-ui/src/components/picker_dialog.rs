//! The dialog in which items are chosen for an action.

use client::Error;
use leptos::prelude::*;
use portal_kit::api::run;
use portal_kit::failure;
use ui_kit::prelude::*;
use uuid::Uuid;

use super::{Pick, Picker};

/// The words of a [`Picker::dialog`].
pub struct PickerDialogWords {
    /// The question.
    pub title: Signal<String>,
    /// The action, as on the button.
    pub verb: Signal<String>,
    /// Shown if nothing is chosen.
    pub choose: &'static str,
}

/// What became of the chosen items.
pub enum Picked {
    /// The action succeeded; the message closes the dialog.
    Done(String),
    /// Some were refused, and why; the dialog stays open.
    Refused(String),
}

impl Picker {
    /// The dialog, while `open`, with the picker's view as its content. `then` runs after each attempt.
    pub fn dialog<F>(
        self,
        open: RwSignal<bool>,
        words: PickerDialogWords,
        content: impl Fn() -> AnyView + Send + Sync + 'static,
        submit: impl Fn(Vec<Pick>) -> F + Send + Sync + 'static,
        then: impl Fn() + Copy + Send + Sync + 'static,
    ) -> AnyView
    where
        F: Future<Output = Result<Picked, Error>> + 'static,
    {
        let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
        Effect::new(move || {
            if open.get() {
                self.reset(Vec::new());
                error.set(None);
            }
        });
        let confirm = move || {
            let chosen = self.chosen.get_untracked();
            if chosen.is_empty() {
                error.set(Some(words.choose.to_owned()));
                return;
            }
            busy.set(true);
            error.set(None);
            run(submit(chosen), move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(Picked::Done(message)) => {
                        use_toasts().ok(message);
                        open.try_set(false);
                    }
                    Ok(Picked::Refused(why)) => {
                        error.try_set(Some(why));
                    }
                    Err(failed) => {
                        error.try_set(Some(failure::explain(&failed)));
                    }
                }
                then();
            });
        };
        view! {
            <ConfirmDialog open=open title=words.title verb=words.verb busy=busy error=error on_confirm=confirm>
                {content()}
            </ConfirmDialog>
        }
        .into_any()
    }

    /// Makes one call for each of those chosen. After a failure, the remaining ones stay chosen.
    ///
    /// # Errors
    /// That of the first call that fails.
    pub async fn for_each<F>(self, chosen: Vec<Pick>, call: impl Fn(Uuid) -> F) -> Result<(), Error>
    where
        F: Future<Output = Result<(), Error>>,
    {
        for one in chosen {
            call(one.id).await?;
            self.chosen
                .try_update(|chosen| chosen.retain(|other| other.id != one.id));
        }
        Ok(())
    }
}
