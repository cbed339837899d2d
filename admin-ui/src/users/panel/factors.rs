//! A user's MFA: factors, enrollment, and actions.

use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::mfa::MfaRequirement;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::{ItemActions, UserAction};
use super::super::draft::{AS_ORGANIZATION, Draft};
use crate::components::{Explained, factor_lines, mfa_sentences, mfa_status, more_time};
use crate::item_actions::ItemAction as _;
use crate::session::may;
use crate::words::mfa as words;

/// The MFA requirement, which is saved with the user.
pub(super) fn requirement(draft: Draft, readonly: bool) -> AnyView {
    let own = [MfaRequirement::Optional, MfaRequirement::Required];
    let own = own.map(|one| Choice::new(one.as_str(), words::requirement(one)));
    let mut options = vec![Choice::new(AS_ORGANIZATION, words::AS_ORGANIZATION)];
    options.extend(own);
    view! {
        <SelectField name="mfa.requirementOverride" label=words::REQUIREMENT value=draft.mfa
            options=options disabled=readonly/>
    }
    .into_any()
}

/// The MFA state, and the actions that take effect immediately.
pub(super) fn view(user: RwSignal<Option<User>>, actions: ItemActions) -> AnyView {
    let content = move || {
        user.get().map(|user| {
            let of = user.mfa.clone();
            let why = move || {
                let lines = mfa_sentences(&of).into_iter();
                lines
                    .map(|line| view! { <p class="muted">{line}</p> })
                    .collect_view()
            };
            view! {
                <div class="boxed">
                    <div class="row between">
                        <span class="strong">{words::STATUS}</span>{mfa_status(&user.mfa, Explained::Alone)}
                    </div>
                    <div>{why}</div>
                    {factor_lines(&user.mfa)}
                    {reset(&user, actions)}
                    {time(&user, actions)}
                </div>
            }
        })
    };
    view! { {content} }.into_any()
}

fn reset(user: &User, actions: ItemActions) -> AnyView {
    if !UserAction::ResetFactors.fits(user) {
        return ().into_any();
    }
    let user = user.clone();
    view! {
        <div class="actions">
            <Button small=true variant=ButtonVariant::Secondary icon=Icon::Refresh
                on_click=move || actions.begin(UserAction::ResetFactors, &user)>{words::RESET}</Button>
        </div>
    }
    .into_any()
}

/// Extends the enrollment period, if the user has one and the role allows it.
pub(super) fn time(user: &User, actions: ItemActions) -> AnyView {
    if user.mfa.enroll_by.is_none() || !may(Permission::UsersAssist) {
        return ().into_any();
    }
    let id = user.id;
    let form = Sending::new();
    let send = move |days| {
        form.send(
            async move { api().extend_user_enrollment(id, days).await },
            move |user| {
                if let Some(by) = user.mfa.enroll_by {
                    use_toasts().ok(words::extended(
                        &user.name,
                        &untrack(move || date(by.into())),
                    ));
                }
                actions.bump();
            },
        );
    };
    more_time(form, send)
}
