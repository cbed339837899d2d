//! Setting a temporary password: generated or typed, and shown once.

use contract::organization::Organization;
use contract::sign_in::PasswordRequirements;
use contract::users::{SetTemporaryPassword, TemporaryPassword};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::passwords::guidance;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use super::user_dialog::{UserDialog, UserDialogForm};
use crate::words::{self as all, users as words};

const GENERATE: &str = "generate";

/// The state of the dialog while it is open.
#[derive(Clone, Copy)]
struct Opening {
    how: RwSignal<String>,
    typed: RwSignal<String>,
    set: RwSignal<Option<TemporaryPassword>>,
    /// For the rules that a typed password must follow.
    organization: Fetched<Organization>,
}

pub(super) fn view(actions: ItemActions) -> AnyView {
    let it = Opening {
        how: RwSignal::new(GENERATE.to_owned()),
        typed: RwSignal::new(String::new()),
        set: RwSignal::new(None),
        organization: Fetched::new(),
    };
    let asked = UserDialog::new(actions, UserAction::TemporaryPassword, move |_| {
        it.how.set(GENERATE.to_owned());
        it.typed.set(String::new());
        it.set.set(None);
        it.organization
            .load(async move { api().organization().await });
    });
    let send = move |()| {
        let password = (it.how.get_untracked() != GENERATE).then(|| it.typed.get_untracked());
        asked.form.clear();
        if password.as_ref().is_some_and(String::is_empty) {
            asked.form.fault("password", words::TEMPORARY_MISSING);
            return;
        }
        let body = SetTemporaryPassword { password };
        asked.send(
            |id| async move { api().set_temporary_password(id, &body).await },
            move |set| {
                it.set.try_set(Some(set));
                it.typed.try_set(String::new());
                asked.changed();
            },
        );
    };
    let form = UserDialogForm {
        id: "temporary-password",
        verb: words::TEMPORARY,
        variant: ButtonVariant::Primary,
        send: Callback::new(send),
        fields: Callback::new(move |()| fields(it, asked)),
    };
    let close = move || asked.open.set(false);
    let done = Memo::new(move |_| it.set.with(Option::is_some));
    let actions = move || {
        (move || {
            if done.get() {
                view! { <Button on_click=close>{all::DONE}</Button> }.into_any()
            } else {
                asked.buttons(form)
            }
        })
        .into_any()
    };
    let title = asked.text(|user| words::temporary_title(&user.name));
    view! {
        <Dialog open=asked.open title=title actions=actions busy=asked.form.busy>
            {move || match it.set.get() {
                Some(set) => shown(set),
                None => asked.fields(form),
            }}
        </Dialog>
    }
    .into_any()
}

fn fields(it: Opening, asked: UserDialog) -> AnyView {
    let body = asked.text(|user| words::temporary_body(&user.name));
    view! {
        <p>{body}</p>
        <RadioGroup name="how" label=words::TEMPORARY_HOW value=it.how options=vec![
            Choice::new(GENERATE, words::TEMPORARY_GENERATE).hint(words::TEMPORARY_GENERATE_WHY),
            Choice::new("type", words::TEMPORARY_TYPE),
        ]/>
        {move || it.how.with(|how| how != GENERATE).then(|| view! {
            <PasswordField name="password" label=words::TEMPORARY_FIELD value=it.typed
                autocomplete="off" required=true autofocus=true>
                {rules(it, asked)}
            </PasswordField>
        })}
    }
    .into_any()
}

/// The rules for a typed password, once they are loaded. Without them, the server still checks.
fn rules(it: Opening, asked: UserDialog) -> AnyView {
    let email = asked.text(|user| user.email.clone());
    let username = asked.text(|user| user.username.clone());
    let loaded = Memo::new(move |_| it.organization.value.with(Option::is_some));
    let requirements = Signal::derive(move || PasswordRequirements {
        policy: it.organization.value.with(|organization| {
            let organization = organization.as_ref();
            organization
                .map(|organization| organization.settings.password_policy)
                .unwrap_or_default()
        }),
        email: email.get(),
        username: username.get(),
    });
    (move || loaded.get().then(|| guidance(it.typed, requirements))).into_any()
}

fn shown(set: TemporaryPassword) -> AnyView {
    let until = set.expires_at;
    let said = move || words::temporary_until(&exact(until.into()));
    let password = match set.password {
        Some(password) => view! {
            <CopyField label=words::TEMPORARY_FIELD value=password hint=words::TEMPORARY_ONCE/>
            <ShownOnce/>
        }
        .into_any(),
        None => view! { <p>{words::TEMPORARY_TYPED}</p> }.into_any(),
    };
    view! {
        <div class="stack">
            <Notice tone=Tone::Ok live=true>{said}</Notice>
            {password}
        </div>
    }
    .into_any()
}
