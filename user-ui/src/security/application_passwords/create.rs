//! The form for a new application password.

use contract::application_passwords::CreateApplicationPassword;
use contract::applications::MyApplication;
use contract::page::Page;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use portal_kit::sending::Sending;
use portal_kit::session::ended_by_lock;
use portal_kit::words::application_passwords as words;
use ui_kit::prelude::*;

use super::{Opened, close};

pub(super) fn form(opened: RwSignal<Opened>, reload: Reload) -> AnyView {
    let sending = Sending::new();
    let (name, application) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // Without the applications, which may fail to load, one for a device can still be created.
    let applications = Fetched::<Page<MyApplication>>::new();
    applications.load(async { api().my_applications().await });
    let choices = Signal::derive(move || {
        let mut choices = vec![Choice::new("", words::DEVICE)];
        applications.value.with(|page| {
            for one in page.iter().flat_map(|page| &page.items) {
                choices.push(Choice::new(one.id.to_string(), one.name.clone()));
            }
        });
        choices
    });
    let submit = move || {
        sending.clear();
        let typed = name.with_untracked(|name| name.trim().to_owned());
        if typed.is_empty() {
            sending.fault("name", words::NAME_MISSING);
            return;
        }
        let body = CreateApplicationPassword {
            name: typed,
            application_id: application.with_untracked(|id| id.parse().ok()),
        };
        sending.send_or(
            async move { api().create_my_application_password(&body).await },
            ended_by_lock,
            move |created| {
                opened.try_set(Opened::Created(created));
                reload.run();
            },
        );
    };
    view! {
        <div class="narrow-form">
            <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
                <TextField name="name" label=words::NAME value=name autofocus=true required=true
                    hint=words::NAME_HINT.to_owned() maxlength=100/>
                <SelectField name="applicationId" label=words::FOR value=application
                    options=choices hint=words::FOR_HINT.to_owned()/>
                <div class="actions">
                    <Button submit=true>{words::SAVE}</Button>
                    <Button variant=ButtonVariant::Secondary on_click=move || close(opened)>
                        {words::CANCEL}
                    </Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
