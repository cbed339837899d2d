//! The organization's logo.

use std::future::Future;

use client::Error;
use contract::organization::Organization;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::Editing;
use crate::session::may;
use crate::words::organization as words;

/// The maximum size of a picture, in bytes.
const MOST: u32 = 256 * 1024;

/// The pictures that the browser offers first.
const PICTURES: &str = "image/png,image/jpeg,image/webp";

/// The state of the requests. Copy.
#[derive(Clone, Copy)]
struct Sending {
    editing: Editing,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
}

impl Sending {
    fn send(self, call: impl Future<Output = Result<Organization, Error>> + 'static) {
        self.problem.set(None);
        self.busy.set(true);
        run(call, move |answer| {
            self.busy.try_set(false);
            match answer {
                Ok(now) => self.editing.saved(now),
                Err(error) => {
                    let at_field = error.problem().and_then(|it| it.errors.first());
                    let at_field = at_field.map(|it| it.message.clone());
                    let why = at_field.unwrap_or_else(|| failure::explain(&error));
                    self.problem.try_set(Some(why));
                }
            }
        });
    }

    fn upload(self, file: &ChosenFile) {
        let Some(version) = self.editing.version() else {
            return;
        };
        // The browser's encoder takes each byte as a character.
        let bytes: String = file.bytes.iter().copied().map(char::from).collect();
        match window().btoa(&bytes) {
            Ok(picture) => self.send(async move { api().set_logo(version, picture).await }),
            Err(_) => self.problem.set(Some(words::LOGO_UNREADABLE.to_owned())),
        }
    }

    fn remove(self) {
        if let Some(version) = self.editing.version() {
            self.send(async move { api().remove_logo(version).await });
        }
    }
}

pub(super) fn view(editing: Editing) -> AnyView {
    let sending = Sending {
        editing,
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    let on_file = move |file: Result<ChosenFile, FileProblem>| match file {
        Ok(file) => sending.upload(&file),
        Err(problem) => sending.problem.set(Some(
            match problem {
                FileProblem::TooLarge => words::LOGO_TOO_LARGE,
                FileProblem::Unreadable => words::LOGO_UNREADABLE,
            }
            .to_owned(),
        )),
    };
    let refused = move || {
        let problem = sending.problem.get();
        problem.map(|why| view! { <Notice tone=Tone::Danger live=true>{why}</Notice> })
    };
    let may_change = may(Permission::OrganizationWrite);
    let logo = Memo::new(move |_| {
        let organization = editing.organization.value;
        organization.with(|it| it.as_ref().and_then(|it| it.logo.clone()))
    });
    let now = move || {
        logo.get().map(|address| {
            let remove = may_change.then(|| {
                view! {
                    <Button variant=ButtonVariant::Secondary icon=Icon::Trash busy=sending.busy
                        on_click=move || sending.remove()>{words::REMOVE_LOGO}</Button>
                }
            });
            view! {
                <div class="actions">
                    <img class="brand-logo" src=address alt=words::LOGO_NOW/>
                    {remove}
                </div>
            }
        })
    };
    let choose = may_change.then(|| {
        view! {
            <FileField label=words::CHOOSE_LOGO hint=words::DROP_LOGO accept=PICTURES most=MOST
                on_file=on_file/>
        }
    });
    view! {
        <Card title=words::LOGO lead=words::LOGO_LEAD>
            <div class="stack">
                {refused}
                {now}
                {choose}
            </div>
        </Card>
    }
    .into_any()
}
