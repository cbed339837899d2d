//! A question before something is done to one of several things, such as the lines of a list.

use std::future::Future;

use client::Error;
use contract::problem::ProblemType;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::api::run;
use crate::failure;

/// What is asked about a thing.
pub struct Question<Title, Body> {
    /// The question, with the name of the thing.
    pub title: Title,
    /// The consequences.
    pub body: Body,
    /// The action, as on the button.
    pub verb: &'static str,
    /// Whether it is destructive.
    pub danger: bool,
}

/// The dialog. It opens when `asking` names a thing, calls `act` with it when the person confirms, and
/// passes the result to `done`. If it fails, the dialog stays open and says why.
pub fn confirm<T, Answer, Call>(
    asking: RwSignal<Option<T>>,
    question: Question<
        impl Fn(&T) -> String + Send + Sync + 'static,
        impl Fn(&T) -> String + Send + Sync + 'static,
    >,
    act: impl Fn(T) -> Call + Send + Sync + 'static,
    done: impl Fn(T, Answer) + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    Answer: 'static,
    Call: Future<Output = Result<Answer, Error>> + 'static,
{
    let Question {
        title,
        body,
        verb,
        danger,
    } = question;
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let error = RwSignal::new(None::<String>);
    Effect::new(move || {
        if asking.with(Option::is_some) {
            error.set(None);
            open.set(true);
        }
    });
    let title = move || asking.with(|one| one.as_ref().map(&title).unwrap_or_default());
    let body = Signal::derive(move || asking.with(|one| one.as_ref().map(&body)));
    let on_confirm = move || {
        let Some(one) = asking.get_untracked() else {
            return;
        };
        busy.set(true);
        error.set(None);
        let done = done.clone();
        run(act(one.clone()), move |answer| {
            busy.try_set(false);
            match answer {
                Ok(answer) => {
                    open.try_set(false);
                    done(one, answer);
                }
                Err(reason) => {
                    error.try_set(Some(failure::explain(&reason)));
                }
            }
        });
    };
    view! {
        <ConfirmDialog open=open danger=danger busy=busy error=error title=Signal::derive(title)
            verb=verb on_confirm=on_confirm>
            <p>{body}</p>
        </ConfirmDialog>
    }
    .into_any()
}

/// Whether the thing still existed, because something that no longer exists need not be removed again.
///
/// # Errors
/// Any other error.
pub fn was_there(answer: Result<(), Error>) -> Result<bool, Error> {
    match answer {
        Ok(()) => Ok(true),
        Err(error) if error.is(ProblemType::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}
