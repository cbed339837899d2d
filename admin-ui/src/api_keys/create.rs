//! The form that creates an API key, and the key, shown once.

use contract::api_keys::{ApiKeyCreated, CreateApiKey};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::factors::{StepUp, StepUpDialog};
use portal_kit::sending::Sending;
use rules::role::Permission;
use rules::text;
use ui_kit::prelude::*;

use crate::list::List;
use crate::session::may;
use crate::words::{self as all, api_keys as words};

const FORM: &str = "create-api-key";
const DAYS: [u16; 4] = [30, 90, 180, 365];

/// The drawer with the form, then with the key.
#[component]
pub fn CreatePanel(
    /// The list behind it.
    list: List,
    /// Incremented so that the list reloads.
    changed: RwSignal<u32>,
) -> AnyView {
    let name = RwSignal::new(String::new());
    let days = RwSignal::new("90".to_owned());
    let scopes =
        Permission::SCOPES.map(|scope| (scope, RwSignal::new(scope == Permission::UsersRead)));
    let form = Sending::new();
    let made = RwSignal::new(None::<ApiKeyCreated>);
    let step_up = StepUp::new();
    let save = move || {
        form.clear();
        match text::line(&name.get_untracked(), 100) {
            Ok(_) => {}
            Err(text::TextError::Empty) => form.fault("name", words::NAME_MISSING),
            Err(error) => form.fault("name", error.message()),
        }
        let scopes: Vec<_> = scopes
            .iter()
            .filter(|(_, on)| on.get_untracked())
            .map(|(scope, _)| *scope)
            .collect();
        if scopes.is_empty() {
            form.fault("scopes", words::SCOPES_MISSING);
        }
        if form.is_faulty() {
            return;
        }
        let body = CreateApiKey {
            name: name.get_untracked().trim().to_owned(),
            scopes,
            expires_in_days: days.get_untracked().parse().unwrap_or(90),
        };
        let sent = Sent {
            form,
            made,
            changed,
            step_up,
        };
        create(sent, body);
    };
    let close = move || list.close();
    let there = Memo::new(move |_| made.with(Option::is_some));
    let foot = move || {
        (move || {
            if there.get() {
                view! { <Button on_click=close>{words::DONE}</Button> }.into_any()
            } else {
                view! {
                    <DrawerCancel>{all::CANCEL}</DrawerCancel>
                    <Button submit=true form=FORM busy=form.busy>{words::NEW}</Button>
                }
                .into_any()
            }
        })
        .into_any()
    };
    let title = move || {
        if there.get() {
            words::CREATED_TITLE
        } else {
            words::NEW
        }
        .to_owned()
    };
    let asking = Callback::new(move |()| -> AnyView {
        let options = DAYS
            .map(|n| Choice::new(n.to_string(), words::days(n)))
            .to_vec();
        let boxes = scopes
            .map(|(scope, on)| scope_box(scope, on))
            .collect_view();
        view! {
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                <TextField name="name" label=words::NAME value=name hint=words::NAME_HINT required=true maxlength=100 autofocus=true/>
                <SelectField name="expiresInDays" label=words::EXPIRES_AFTER value=days options=options/>
                <fieldset class="fieldset">
                    <legend>{words::SCOPES}</legend>
                    {boxes}
                </fieldset>
            </Form>
        }
        .into_any()
    });
    view! {
        <Drawer title=Signal::derive(title) foot=foot on_close=close
            dirty=Signal::derive(move || !there.get() && !name.with(String::is_empty))>
            {move || match made.get() {
                Some(key) => shown(key),
                None => asking.run(()),
            }}
            <StepUpDialog step_up=step_up/>
        </Drawer>
    }
    .into_any()
}

/// The state for submitting the form. Copy.
#[derive(Clone, Copy)]
struct Sent {
    form: Sending,
    made: RwSignal<Option<ApiKeyCreated>>,
    changed: RwSignal<u32>,
    step_up: StepUp,
}

fn create(sent: Sent, body: CreateApiKey) {
    let form = sent.form;
    form.busy.set(true);
    let call = {
        let body = body.clone();
        async move { api().create_api_key(&body).await }
    };
    run(call, move |answer| {
        form.busy.try_set(false);
        match answer {
            Ok(key) => {
                sent.made.try_set(Some(key));
                sent.changed.try_update(|n| *n += 1);
            }
            Err(error) => {
                let again = move || create(sent, body.clone());
                if !sent.step_up.takes(&error, again) {
                    form.refuse(&error);
                }
            }
        }
    });
}

fn scope_box(scope: Permission, on: RwSignal<bool>) -> AnyView {
    let hint = format!("{} ({})", words::scope_means(scope), scope.as_str());
    if may(scope) {
        view! { <Checkbox name=scope.as_str() label=words::scope(scope) checked=on hint=hint/> }
            .into_any()
    } else {
        view! {
            <Checkbox name=scope.as_str() label=words::scope(scope) checked=on hint=hint disabled=true
                reason=words::SCOPE_BEYOND/>
        }
        .into_any()
    }
}

fn shown(key: ApiKeyCreated) -> AnyView {
    view! {
        <div class="stack">
            <Notice tone=Tone::Warn live=true>{words::CREATED_ONCE}</Notice>
            <CopyField label=key.api_key.name value=key.key secret=true hint=words::CREATED_USE/>
        </div>
    }
    .into_any()
}
