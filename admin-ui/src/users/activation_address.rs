//! Sending the activation email to another address, once.

use contract::users::SendActivation;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::email::EmailAddress;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use super::user_dialog::{UserDialog, UserDialogForm};
use crate::words::users as words;

pub(super) fn view(actions: ItemActions) -> AnyView {
    let email = RwSignal::new(String::new());
    let asked = UserDialog::new(actions, UserAction::SendActivation, move |_| {
        email.set(String::new());
    });
    let send = move |()| {
        asked.form.clear();
        let to = email.get_untracked().trim().to_owned();
        if EmailAddress::parse(&to).is_err() {
            asked.form.fault("email", words::EMAIL_MISSING);
            return;
        }
        let body = SendActivation { email: to.clone() };
        asked.send(
            |id| async move { api().send_activation(id, &body).await },
            move |_| asked.done(words::activation_sent(&to)),
        );
    };
    let body = asked.text(|user| words::elsewhere_body(&user.name, &user.email));
    let fields = move |()| {
        view! {
            <p>{body}</p>
            <TextField name="email" label=words::ELSEWHERE value=email kind=InputKind::Email
                required=true maxlength=254/>
        }
        .into_any()
    };
    let form = UserDialogForm {
        id: "activation-address",
        verb: words::ELSEWHERE_SEND,
        variant: ButtonVariant::Primary,
        send: Callback::new(send),
        fields: Callback::new(fields),
    };
    asked.view(asked.text(|user| words::elsewhere_title(&user.name)), form)
}
