//! The form that creates an API key, and the key, shown once.

use contract::api_keys::CreateApiKey;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::{NewSecret, SecretPanel, SecretWords, edited};
use crate::list::List;
use crate::session::may;
use crate::words::api_keys as words;

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
    let made = RwSignal::new(None::<NewSecret>);
    let save = move || {
        form.clear();
        form.check_line("name", &name.get_untracked(), 100, words::NAME_MISSING);
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
        form.send(
            async move { api().create_api_key(&body).await },
            move |key| {
                made.try_set(Some(NewSecret {
                    label: key.api_key.name,
                    value: key.key,
                    hint: Some(words::CREATED_USE),
                    name: None,
                }));
                changed.try_update(|n| *n += 1);
            },
        );
    };
    let texts = SecretWords {
        verb: words::NEW,
        created: words::CREATED_TITLE,
        once: words::CREATED_ONCE,
    };
    let entered = edited(move || (name.get(), days.get(), scopes.map(|(_, on)| on.get())));
    view! {
        <SecretPanel list=list id="create-api-key" words=texts form=form made=made
            entered=entered on_submit=save
            fields=Callback::new(move |()| fields(name, days, scopes))/>
    }
    .into_any()
}

fn fields(
    name: RwSignal<String>,
    days: RwSignal<String>,
    scopes: [(Permission, RwSignal<bool>); Permission::SCOPES.len()],
) -> AnyView {
    let options = DAYS
        .map(|n| Choice::new(n.to_string(), words::days(n)))
        .to_vec();
    let boxes = scopes
        .map(|(scope, on)| scope_box(scope, on))
        .collect_view();
    view! {
        <TextField name="name" label=words::NAME value=name hint=words::NAME_HINT required=true maxlength=100 autofocus=true/>
        <SelectField name="expiresInDays" label=words::EXPIRES_AFTER value=days options=options/>
        <fieldset class="fieldset">
            <legend>{words::SCOPES}</legend>
            {boxes}
        </fieldset>
    }
    .into_any()
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
