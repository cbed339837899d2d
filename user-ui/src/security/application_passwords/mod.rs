//! The user's own application passwords.

mod create;

use contract::application_passwords::ApplicationPasswordCreated;
use leptos::prelude::*;
use portal_kit::application_passwords::{ApplicationPasswordsOf, application_passwords};
use portal_kit::me::{Reload, focus_later};
use portal_kit::words::application_passwords as words;
use ui_kit::prelude::*;

/// What is below the list.
#[derive(Clone)]
enum Opened {
    Nothing,
    Create,
    Created(ApplicationPasswordCreated),
}

/// The card.
pub(super) fn card(reload: Reload) -> AnyView {
    let opened = RwSignal::new(Opened::Nothing);
    let part = move || match opened.get() {
        Opened::Nothing => view! {
            <div class="actions" id="application-password-actions">
                <Button variant=ButtonVariant::Secondary small=true icon=Icon::Plus
                    on_click=move || opened.set(Opened::Create)>{words::CREATE}</Button>
            </div>
        }
        .into_any(),
        Opened::Create => create::form(opened, reload),
        Opened::Created(created) => shown(opened, created),
    };
    view! {
        <Card title=words::TITLE lead=words::LEAD icon=Icon::Key>
            {application_passwords(ApplicationPasswordsOf::Me, true, reload)}
            {part}
        </Card>
    }
    .into_any()
}

/// Closes what is open, and returns the focus to where it was opened.
fn close(opened: RwSignal<Opened>) {
    opened.set(Opened::Nothing);
    focus_later("#application-password-actions button");
}

/// The secret, which is shown once.
fn shown(opened: RwSignal<Opened>, created: ApplicationPasswordCreated) -> AnyView {
    view! {
        <div class="stack">
            <Notice tone=Tone::Warn live=true>{words::ONCE}</Notice>
            <CopyField label=words::PASSWORD value=created.password/>
            <div class="actions">
                <Button on_click=move || close(opened)>{words::DONE}</Button>
            </div>
            <ShownOnce/>
        </div>
    }
    .into_any()
}
