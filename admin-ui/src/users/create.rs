//! The form that creates a user.

use contract::profile::ProfileField;
use contract::users::CreateUser;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::email::EmailAddress;
use rules::state::UserState;
use rules::username::Username;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::attributes::define;
use crate::address;
use crate::components::{form_foot, unsaved};
use crate::list::List;
use crate::random::form_key;
use crate::words::users as words;

const FORM: &str = "create-user";

/// The drawer with the form for a new user.
#[component]
pub fn CreatePanel(
    /// The list behind it.
    list: List,
    /// Notified so that the list reloads.
    actions: ItemActions,
) -> AnyView {
    let field = || RwSignal::new(String::new());
    let (email, username) = (field(), field());
    let profile = ProfileDraft::new();
    let attributes = AttributesDraft::new();
    define(attributes);
    let activation = RwSignal::new(UserState::Active.as_str().to_owned());
    let form = Sending::new();
    let saved = RwSignal::new(false);
    let key = form_key(form);
    suggest(email, username, form);

    let dirty = unsaved(saved, move || {
        let account = (email.get(), username.get(), activation.get());
        (account, profile.profile(), attributes.is_dirty())
    });
    let save = move || {
        let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        form.clear();
        if EmailAddress::parse(&text(email)).is_err() {
            form.fault("email", words::EMAIL_MISSING);
        }
        if let Err(error) = Username::parse(&text(username)) {
            form.fault("username", error.message());
        }
        if form.is_faulty() {
            return;
        }
        let state = UserState::parse(&activation.get_untracked());
        let body = CreateUser {
            email: text(email),
            username: text(username),
            state,
            attributes: untrack(|| attributes.values()),
            ..CreateUser::default()
        };
        let body = body.with_profile(untrack(|| profile.profile()));
        let key = key.get_value();
        form.send(
            async move { api().create_user(&body, Some(&key)).await },
            move |user| {
                saved.try_set(true);
                use_toasts().ok(words::created(&user.name, user.state == UserState::Active));
                actions.bump();
                address::replace(&list.over_now(&user.id.to_string(), &[]));
            },
        );
    };
    let on_create = |field: &ProfileField| field.on_create;
    let foot = move || form_foot(FORM, form, words::CREATE);
    view! {
        <Drawer title=words::NEW head=|| words::CREATE_LEAD foot=foot dirty=dirty
            on_close=move || list.close()>
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                <TextField name="email" label=words::EMAIL value=email kind=InputKind::Email hint=words::EMAIL_HINT
                    required=true maxlength=254 autofocus=true/>
                <TextField name="username" label=words::USERNAME value=username hint=words::USERNAME_HINT
                    required=true maxlength=64 mono=true/>
                <ProfileFields draft=profile shown=on_create optional_mark=true/>
                <AttributeFields draft=attributes complete=true/>
                <RadioGroup name="state" label=words::ACTIVATION value=activation options=vec![
                    Choice::new(UserState::Active.as_str(), words::ACTIVE_NOW).hint(words::ACTIVE_NOW_WHY),
                    Choice::new(UserState::Staged.as_str(), words::STAY_STAGED).hint(words::STAY_STAGED_WHY),
                ]/>
            </Form>
        </Drawer>
    }
    .into_any()
}

/// Derives the username from the email until the person types one.
fn suggest(email: RwSignal<String>, username: RwSignal<String>, form: Sending) {
    Effect::new(move |before: Option<String>| {
        let suggestion = email.with(|email| username_from(email));
        let untouched =
            username.with_untracked(|typed| before.as_ref().is_none_or(|before| typed == before));
        if untouched {
            // An error about the previous username does not apply to the new one.
            if form
                .errors
                .with_untracked(|all| all.get("username").is_some())
            {
                form.errors.update(|all| {
                    all.remove("username");
                });
            }
            username.set(suggestion.clone());
            suggestion
        } else {
            before.unwrap_or_default()
        }
    });
}

/// The local part, without characters that usernames cannot contain.
fn username_from(email: &str) -> String {
    let local = email.trim().split('@').next().unwrap_or_default();
    let kept: String = local
        .split('+')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        .map(|c| c.to_ascii_lowercase())
        .take(64)
        .collect();
    kept.trim_matches(|c| matches!(c, '.' | '-' | '_'))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::username_from;

    #[test]
    fn a_username_comes_from_the_email() {
        assert_eq!(username_from("Ada.Lovelace@example.com"), "ada.lovelace");
        assert_eq!(username_from("ada+test@example.com"), "ada");
        assert_eq!(username_from("o'hara@example.com"), "ohara");
        assert_eq!(username_from("_ada."), "ada");
        assert_eq!(username_from(""), "");
    }
}
