//! Setting a temporary password: generated or typed, and shown once.

use contract::users::{SetTemporaryPassword, TemporaryPassword, User};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use crate::words::{self as all, users as words};

const FORM: &str = "temporary-password";
const GENERATE: &str = "generate";

/// The state of the dialog while it is open.
#[derive(Clone, Copy)]
struct Opening {
    form: Sending,
    how: RwSignal<String>,
    typed: RwSignal<String>,
    set: RwSignal<Option<TemporaryPassword>>,
}

pub(super) fn view(actions: ItemActions) -> AnyView {
    let open = RwSignal::new(false);
    let user = RwSignal::new(None::<User>);
    let it = Opening {
        form: Sending::new(),
        how: RwSignal::new(GENERATE.to_owned()),
        typed: RwSignal::new(String::new()),
        set: RwSignal::new(None),
    };
    Effect::new(move || {
        if let Some((UserAction::TemporaryPassword, asked)) = actions.asking.get() {
            it.form.clear();
            it.how.set(GENERATE.to_owned());
            it.typed.set(String::new());
            it.set.set(None);
            user.set(Some(asked));
            actions.asking.set(None);
            open.set(true);
        }
    });
    let name = Signal::derive(move || {
        user.with(|user| user.as_ref().map(|user| user.name.clone()))
            .unwrap_or_default()
    });
    let send = move || {
        let Some(id) = user.with_untracked(|user| user.as_ref().map(|user| user.id)) else {
            return;
        };
        let password = (it.how.get_untracked() != GENERATE).then(|| it.typed.get_untracked());
        it.form.clear();
        if password.as_ref().is_some_and(String::is_empty) {
            it.form.fault("password", words::TEMPORARY_MISSING);
            return;
        }
        let body = SetTemporaryPassword { password };
        it.form.send(
            async move { api().set_temporary_password(id, &body).await },
            move |set| {
                it.set.try_set(Some(set));
                it.typed.try_set(String::new());
                actions.bump();
            },
        );
    };
    let close = move || open.set(false);
    let done = Memo::new(move |_| it.set.with(Option::is_some));
    let actions = move || {
        view! {
            {move || if done.get() {
                view! { <Button on_click=close>{words::TEMPORARY_DONE}</Button> }.into_any()
            } else {
                view! {
                    <Button variant=ButtonVariant::Secondary on_click=close>{all::CANCEL}</Button>
                    <Button submit=true form=FORM busy=it.form.busy>{words::TEMPORARY}</Button>
                }
                .into_any()
            }}
        }
    };
    view! {
        <Dialog open=open title=Signal::derive(move || words::temporary_title(&name.get())) actions=actions busy=it.form.busy>
            {move || match it.set.get() {
                Some(set) => shown(set),
                None => asking(it, name, Callback::new(move |()| send())),
            }}
        </Dialog>
    }
    .into_any()
}

fn asking(it: Opening, name: Signal<String>, send: Callback<()>) -> AnyView {
    view! {
        <Form id=FORM on_submit=send busy=it.form.busy errors=it.form.errors message=it.form.message>
            <p>{move || words::temporary_body(&name.get())}</p>
            <RadioGroup name="how" label=words::TEMPORARY_HOW value=it.how options=vec![
                Choice::new(GENERATE, words::TEMPORARY_GENERATE).hint(words::TEMPORARY_GENERATE_WHY),
                Choice::new("type", words::TEMPORARY_TYPE),
            ]/>
            {move || it.how.with(|how| how != GENERATE).then(|| view! {
                <PasswordField name="password" label=words::TEMPORARY_FIELD value=it.typed
                    autocomplete="off" required=true autofocus=true/>
            })}
        </Form>
    }
    .into_any()
}

fn shown(set: TemporaryPassword) -> AnyView {
    let until = set.expires_at;
    let said = move || words::temporary_until(&exact(until.into()));
    let password = match set.password {
        Some(password) => view! {
            <CopyField label=words::TEMPORARY_FIELD value=password hint=words::TEMPORARY_ONCE/>
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
