//! The dialog that assigns an application to groups or people.

use client::Error;
use contract::ids::ApplicationId;
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use ui_kit::prelude::*;

use super::assigned::Whom;
use crate::components::{Found, Pick, Picker, Searching};
use crate::groups;
use crate::words::{applications as words, groups as group_words};

/// The dialog, while `open`. `then` runs after each attempt.
pub(super) fn dialog(
    whom: Whom,
    (id, application): (ApplicationId, Signal<String>),
    open: RwSignal<bool>,
    then: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let picker = Picker::many();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
    Effect::new(move || {
        if open.get() {
            picker.reset(Vec::new());
            error.set(None);
        }
    });
    let assign = move || {
        let chosen = picker.chosen.get_untracked();
        if chosen.is_empty() {
            let choose = match whom {
                Whom::Groups => words::CHOOSE_GROUP,
                Whom::Users => words::CHOOSE_PERSON,
            };
            error.set(Some(choose.to_owned()));
            return;
        }
        busy.set(true);
        error.set(None);
        let names: Vec<_> = chosen.iter().map(|one| one.name.clone()).collect();
        let done = words::assigned_to(&application.get_untracked(), &names.join(", "));
        let call = async move {
            for one in chosen {
                whom.assign(id, one.id).await?;
                // After a failure, only the others are tried again.
                picker
                    .chosen
                    .try_update(|chosen| chosen.retain(|other| other.id != one.id));
            }
            Ok(())
        };
        run(call, move |answer: Result<(), Error>| {
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    use_toasts().ok(done);
                    open.try_set(false);
                }
                Err(failed) => {
                    error.try_set(Some(failure::explain(&failed)));
                }
            }
            then();
        });
    };
    let verb = move || {
        let chosen = picker.chosen.with(Vec::len);
        match whom {
            Whom::Groups => words::assign_groups(chosen),
            Whom::Users => words::assign_people(chosen),
        }
    };
    let choices = move || match whom {
        Whom::Groups => picker.view(&group_words::GROUPS, groups::find),
        Whom::Users => picker.view(&words::PICK_PEOPLE, find_people),
    };
    view! {
        <ConfirmDialog open=open title=Signal::derive(move || words::assign_title(&application.get()))
            verb=Signal::derive(verb) busy=busy error=error on_confirm=assign>
            {choices()}
        </ConfirmDialog>
    }
    .into_any()
}

/// The people that match.
pub(super) fn find_people(query: ListQuery) -> Searching {
    Box::pin(async move {
        let page = api().users(&query).await?;
        let picks = page.items.into_iter().map(|user| Pick {
            id: user.id.0,
            name: user.name,
            note: user.email,
            is_in: false,
        });
        Ok(Found {
            picks: picks.collect(),
            more: page.next_cursor.is_some(),
        })
    })
}
