//! Sending the activation email to another address, once.

use contract::users::{SendActivation, User};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::email::EmailAddress;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use crate::words::{self as all, users as words};

const FORM: &str = "activation-address";

pub(super) fn view(actions: ItemActions) -> AnyView {
    let open = RwSignal::new(false);
    let user = RwSignal::new(None::<User>);
    let email = RwSignal::new(String::new());
    let form = Sending::new();
    Effect::new(move || {
        if let Some((UserAction::SendActivation, asked)) = actions.asking.get() {
            form.clear();
            email.set(String::new());
            user.set(Some(asked));
            actions.asking.set(None);
            open.set(true);
        }
    });
    let of = move |text: fn(&User) -> String| {
        Signal::derive(move || user.with(|user| user.as_ref().map(text).unwrap_or_default()))
    };
    let send = move || {
        let Some(id) = user.with_untracked(|user| user.as_ref().map(|user| user.id)) else {
            return;
        };
        form.clear();
        let to = email.get_untracked().trim().to_owned();
        if EmailAddress::parse(&to).is_err() {
            form.fault("email", words::EMAIL_MISSING);
            return;
        }
        let body = SendActivation { email: to.clone() };
        form.send(
            async move { api().send_activation(id, &body).await },
            move |_| {
                use_toasts().ok(words::activation_sent(&to));
                open.try_set(false);
                actions.bump();
            },
        );
    };
    let send = Callback::new(move |()| send());
    let title = of(|user| words::elsewhere_title(&user.name));
    let body = of(|user| words::elsewhere_body(&user.name, &user.email));
    let foot = move || {
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || open.set(false)>{all::CANCEL}</Button>
            <Button submit=true form=FORM busy=form.busy>{words::ELSEWHERE_SEND}</Button>
        }
    };
    view! {
        <Dialog open=open title=title actions=foot busy=form.busy>
            <Form id=FORM on_submit=send busy=form.busy errors=form.errors message=form.message>
                <p>{body}</p>
                <TextField name="email" label=words::ELSEWHERE value=email kind=InputKind::Email
                    required=true maxlength=254/>
            </Form>
        </Dialog>
    }
    .into_any()
}
