//! Choosing the password for a usable link.

use contract::links::{LinkDetails, PasswordSet, SetPasswordByLink};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::{Link, LinkView, is_unusable};
use crate::api::api;
use crate::passwords::NewPassword;
use crate::public_page::account_line;
use crate::sending::Sending;
use crate::settings::settings;
use crate::words::links as words;
use crate::words::sign_in::CONTINUE;
use crate::{route, session};

pub(super) fn set_password(page: LinkView, details: LinkDetails) -> AnyView {
    let form = page.form;
    let password = NewPassword::new("newPassword");
    let terms = RwSignal::new(false);
    let terms_required = details.terms_required;
    let asks_factor = !details.factors.is_empty();
    let email = details.requirements.email.clone();
    let expires_at = details.expires_at;
    let requirements = Signal::stored(details.requirements.clone());
    let submit = move || {
        form.clear();
        let typed = password.checked(&requirements.get_untracked(), form);
        let accepted = !terms_required || terms_accepted(terms, form);
        let Some(new_password) = typed.filter(|_| accepted) else {
            return;
        };
        let body = SetPasswordByLink {
            purpose: page.purpose,
            token: page.token.get_untracked(),
            new_password,
            terms_accepted: terms_required,
            factor: None,
        };
        if asks_factor {
            page.link.set(Link::Factor(body, details.clone()));
            return;
        }
        let (token, details) = (body.token.clone(), details.clone());
        let asked = token.clone();
        form.send_or(
            async move { api().set_password_by_link(&body).await },
            move |error| {
                if !page.shows(&asked) {
                    return true;
                }
                let unusable =
                    is_unusable(error) && error.problem().is_none_or(|it| it.errors.is_empty());
                if unusable {
                    page.link.try_set(Link::Unusable);
                }
                unusable
            },
            move |set| password_set(page, &set, details, &token),
        );
    };
    let verb = if page.is_first() {
        settings().words.links.first_button
    } else if asks_factor {
        CONTINUE
    } else {
        words::RESET
    };
    view! {
        {account_line(email)}
        <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
            {password.fields(requirements, true)}
            {terms_required.then(|| terms_box(terms))}
            <Button submit=true full=true>{verb}</Button>
        </Form>
        <p class="muted small">{move || words::usable_until(&exact(expires_at.into()))}</p>
    }
    .into_any()
}

/// After a first password, the person is signed in, unless there are terms to accept. After a reset, they have to
/// sign in.
fn password_set(page: LinkView, set: &PasswordSet, details: LinkDetails, token: &str) {
    if set.access_token.is_none() {
        page.done(&details, token);
        return;
    }
    // The form stays until the account is loaded. Its link works only once.
    page.form.busy.try_set(true);
    spawn_local(async move {
        session::signed_in().await;
        if let Some(text) = (settings().words.links.first_done)(&details) {
            use_toasts().ok(text);
        }
        route::replace(settings().routes.home);
    });
}

/// The checkbox for the terms of service. Opens them in a new tab, so that the input here is kept.
pub fn terms_box(accepted: RwSignal<bool>) -> AnyView {
    view! {
        <Checkbox name="termsAccepted" label=words::TERMS checked=accepted required=true>
            {words::TERMS_BEFORE}
            {settings().routes.terms.map(|terms| view! {
                <TextLink href=terms external=true>{words::TERMS_LINK}</TextLink>
            })}
        </Checkbox>
    }
    .into_any()
}

/// Whether the terms are accepted. If not, shows an error in the form.
pub fn terms_accepted(terms: RwSignal<bool>, form: Sending) -> bool {
    if !terms.get_untracked() {
        form.fault("termsAccepted", words::TERMS_MISSING);
    }
    terms.get_untracked()
}
