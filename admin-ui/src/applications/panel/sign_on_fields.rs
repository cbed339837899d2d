//! The fields of the sign-on settings.

use leptos::prelude::*;
use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy, TokenAlgorithm};
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::editing::Editing;
use super::super::fields::client_kinds;
use super::super::oidc_draft::{ALGORITHM, DAYS, INITIATE, KEYS, OidcDraft, PKCE, REDIRECTS};
use super::more::more;
use crate::session::may;
use crate::words::{applications as all, applications_sign_on as words, connecting};

/// All fields: the rare ones behind a disclosure.
pub(super) fn view(editing: Editing) -> AnyView {
    let readonly = !may(Permission::ApplicationsWrite);
    let draft = editing.oidc;
    let now = Memo::new(move |_| draft.settings());
    let means = move || {
        let sentences = now.with(words::means).into_iter();
        sentences.map(|text| view! { <p>{text}</p> }).collect_view()
    };
    view! {
        {client(editing, readonly)}
        {addresses(draft, readonly)}
        {more(editing, &[PKCE, ALGORITHM, DAYS, INITIATE], rare(editing, readonly))}
        <div class="current" role="status">
            <p class="strong">{all::MEANS}</p>
            {means}
        </div>
    }
    .into_any()
}

/// Where it runs, and how it authenticates.
fn client(editing: Editing, readonly: bool) -> AnyView {
    let draft = editing.oidc;
    let ways = [
        (
            ClientAuthentication::BasicOrPost,
            words::AUTH_SECRET,
            words::AUTH_SECRET_HINT,
        ),
        (
            ClientAuthentication::PrivateKey,
            words::AUTH_KEY,
            words::AUTH_KEY_HINT,
        ),
        (
            ClientAuthentication::Public,
            words::AUTH_NONE,
            words::AUTH_NONE_HINT,
        ),
    ];
    let ways = ways.map(|(way, label, hint)| Choice::new(way.as_str(), label).hint(hint));
    let ways = ways.to_vec();
    let can_choose = Memo::new(move |_| kind(draft) != ClientKind::Browser);
    let choose = move || {
        let ways = ways.clone();
        can_choose.get().then(|| {
            view! {
                <RadioGroup name="oidc.auth" label=words::AUTH value=draft.auth options=ways
                    disabled=readonly/>
            }
        })
    };
    let now = Memo::new(move |_| draft.settings().auth);
    let keys = move || {
        (now.get() == ClientAuthentication::PrivateKey).then(|| {
            view! {
                <TextArea name=KEYS label=words::KEYS value=draft.keys rows=5 mono=true
                    hint=words::KEYS_HINT readonly=readonly required=true/>
            }
        })
    };
    let open_secret = Memo::new(move |_| {
        kind(draft) == ClientKind::Native && now.get() == ClientAuthentication::BasicOrPost
    });
    let warning = move || {
        open_secret
            .get()
            .then(|| view! { <Notice tone=Tone::Warn>{words::SECRET_ON_DEVICE}</Notice> })
    };
    let lost = Memo::new(move |_| {
        let keeps = now.get() == ClientAuthentication::BasicOrPost;
        let saved = editing.latest()?;
        Some(saved.secrets.len()).filter(|count| *count > 0 && !keeps)
    });
    let loses = move || {
        lost.get().map(|count| {
            view! { <Notice tone=Tone::Warn live=true>{words::secrets_go(count)}</Notice> }
        })
    };
    view! {
        <RadioGroup name="oidc.kind" label=connecting::KIND value=draft.kind options=client_kinds()
            disabled=readonly/>
        {choose}
        {warning}
        {keys}
        {loses}
    }
    .into_any()
}

/// The addresses that are compared with those of requests, and the one that receives logout notices.
fn addresses(draft: OidcDraft, readonly: bool) -> AnyView {
    let is_public = Memo::new(move |_| draft.settings().auth == ClientAuthentication::Public);
    // A device has no address to return to.
    let required = !draft.device_grant.get_untracked();
    let redirects_hint = move || {
        let hint = connecting::REDIRECTS_HINT;
        Some(match kind(draft) {
            ClientKind::Native => format!("{hint} {}", words::NATIVE_REDIRECTS_HINT),
            _ => hint.to_owned(),
        })
    };
    let origins = move || {
        is_public.get().then(|| {
            view! {
                <TextArea name="oidc.origins" label=words::ORIGINS value=draft.origins rows=2 mono=true
                    hint=words::ORIGINS_HINT readonly=readonly optional_mark=true/>
            }
        })
    };
    view! {
        <TextArea name=REDIRECTS label=connecting::REDIRECTS value=draft.redirects rows=3 mono=true
            hint=Signal::derive(redirects_hint) readonly=readonly required=required/>
        {origins}
        <TextArea name="oidc.afterLogoutUris" label=words::AFTER_LOGOUT value=draft.after_logout rows=2
            mono=true hint=words::AFTER_LOGOUT_HINT readonly=readonly optional_mark=true/>
        <TextField name="oidc.backchannelLogoutUri" label=words::BACKCHANNEL value=draft.backchannel
            kind=InputKind::Url hint=words::BACKCHANNEL_HINT readonly=readonly optional_mark=true
            maxlength=2_000/>
    }
    .into_any()
}

/// What few applications need.
fn rare(editing: Editing, readonly: bool) -> AnyView {
    let draft = editing.oidc;
    let may_choose_pkce = Memo::new(move |_| {
        let now = draft.settings();
        now.kind == ClientKind::Web && now.auth != ClientAuthentication::Public
    });
    let policies = vec![
        Choice::new(PkcePolicy::Required.as_str(), words::PKCE_REQUIRED)
            .hint(words::PKCE_REQUIRED_HINT),
        Choice::new(PkcePolicy::IfSent.as_str(), words::PKCE_IF_SENT)
            .hint(words::PKCE_IF_SENT_HINT),
    ];
    let pkce = move || {
        let policies = policies.clone();
        may_choose_pkce.get().then(|| {
            view! {
                <RadioGroup name=PKCE label=words::PKCE value=draft.pkce options=policies disabled=readonly/>
            }
        })
    };
    let algorithms = TokenAlgorithm::ALL
        .map(|one| Choice::new(one.as_str(), one.as_str()).hint(words::algorithm_hint(one)));
    let changes = Memo::new(move |_| {
        let saved = editing.saved()?.oidc?.algorithm;
        Some(draft.settings().algorithm != saved)
    });
    let changed = move || {
        (changes.get() == Some(true)).then(|| {
            view! { <Notice tone=Tone::Warn live=true>{words::ALGORITHM_CHANGES}</Notice> }
        })
    };
    let days = move || {
        draft.offline.get().then(|| {
            view! {
                <div class="nested">
                    <TextField name=DAYS label=words::DAYS value=draft.days kind=InputKind::Number
                        hint=Some(words::days_hint()) readonly=readonly maxlength=3/>
                </div>
            }
        })
    };
    view! {
        {pkce}
        <Switch label=words::PUSHED hint=words::PUSHED_HINT checked=draft.require_pushed disabled=readonly/>
        <Switch label=words::DPOP hint=words::DPOP_HINT checked=draft.dpop_required disabled=readonly/>
        <RadioGroup name=ALGORITHM label=words::ALGORITHM value=draft.algorithm
            options=algorithms.to_vec() disabled=readonly/>
        {changed}
        <Switch label=words::OFFLINE hint=words::OFFLINE_HINT checked=draft.offline disabled=readonly/>
        {days}
        <Switch label=words::DEVICE hint=words::DEVICE_HINT checked=draft.device_grant disabled=readonly/>
        <Switch label=words::CONSENT hint=words::CONSENT_HINT checked=draft.consent disabled=readonly/>
        <TextField name=INITIATE label=words::INITIATE value=draft.initiate kind=InputKind::Url
            hint=words::INITIATE_HINT readonly=readonly optional_mark=true maxlength=2_000/>
    }
    .into_any()
}

/// Where it runs, as chosen.
fn kind(draft: OidcDraft) -> ClientKind {
    let kind = draft.kind.with(|kind| ClientKind::parse(kind));
    kind.unwrap_or(ClientKind::Web)
}
