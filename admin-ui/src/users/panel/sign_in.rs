//! Why the user can or cannot sign in, with the actions that help.

use contract::ids::UserId;
use contract::mail_deliveries::MailDelivery;
use contract::sign_in::diagnosis::{
    SignInAnswer, SignInAttempt, SignInDiagnosis, SignInVerdict, WaitingLink,
};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sign_in;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::{sign_in_facts, sign_in_state};
use crate::components::keep_focus;
use crate::words::{mail_deliveries, sign_in_diagnosis as words};

/// The name of the tab in the address.
pub(super) const TAB: &str = "sign-in";

/// The tab. Loads again after each action.
pub(super) fn view(id: UserId, user: RwSignal<Option<User>>, actions: ItemActions) -> AnyView {
    let diagnosis = Fetched::<SignInDiagnosis>::new();
    let load = move || diagnosis.load(async move { api().diagnose_user_sign_in(id).await });
    Effect::new(move || {
        actions.changed.track();
        load();
    });
    Effect::new(move || {
        diagnosis.value.track();
        keep_focus();
    });
    let content = move || match (diagnosis.value.get(), diagnosis.failure.get()) {
        (Some(diagnosis), _) => whole(diagnosis, user, actions),
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=8/> }.into_any(),
    };
    content.into_any()
}

fn whole(
    diagnosis: SignInDiagnosis,
    user: RwSignal<Option<User>>,
    actions: ItemActions,
) -> AnyView {
    let account = sign_in_state::account(&diagnosis);
    let SignInDiagnosis {
        verdict,
        shown,
        shown_in_known_browsers,
        facts,
        password,
        attempts: made,
        links: waiting,
        deliveries,
        policy,
        ..
    } = diagnosis;
    let tone = match verdict {
        SignInVerdict::Can => Tone::Ok,
        SignInVerdict::CanAfterNewPassword => Tone::Info,
        SignInVerdict::OnlyKnownBrowsers => Tone::Warn,
        SignInVerdict::Cannot => Tone::Danger,
    };
    let new = page(&shown);
    let known = shown_in_known_browsers
        .filter(|known| *known != shown)
        .map(|known| page(&known));
    let policy = policy.map(|policy| sign_in_state::policy(&policy, password.never_expires));
    view! {
        <Notice tone=tone title=words::verdict(verdict)><p>{words::CHECKED}</p></Notice>
        <Section title=words::FACTS>{sign_in_facts::view(facts, user, actions)}</Section>
        <Section title=words::SHOWN lead=words::SHOWN_LEAD>
            <DescriptionList>
                <Entry label=words::NEW_BROWSER>{new}</Entry>
                {known.map(|known| view! { <Entry label=words::KNOWN_BROWSER>{known}</Entry> })}
            </DescriptionList>
        </Section>
        <Section title=words::ACCOUNT>{account}</Section>
        <Section title=words::ATTEMPTS>{attempts(made)}</Section>
        <Section title=words::LINKS>{links(waiting)}</Section>
        {deliveries.map(|all| view! { <Section title=words::EMAILS>{emails(all)}</Section> })}
        {policy.map(|policy| view! { <Section title=words::POLICY>{policy}</Section> })}
    }
    .into_any()
}

/// What the sign-in page shows.
fn page(answer: &SignInAnswer) -> AnyView {
    match sign_in::shown(answer) {
        Some((title, text)) => {
            let text = (!text.is_empty()).then(|| view! { <p class="muted">{text}</p> });
            view! { <p class="strong">{title}</p>{text} }.into_any()
        }
        None => words::OPENS.into_any(),
    }
}

fn attempts(attempts: Vec<SignInAttempt>) -> AnyView {
    if attempts.is_empty() {
        return empty(words::NO_ATTEMPTS);
    }
    let lines = attempts.into_iter().map(|attempt| {
        let text = words::attempt(&attempt);
        line(text, view! { <RelativeTime at=attempt.at/> }.into_any())
    });
    view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
}

fn links(links: Vec<WaitingLink>) -> AnyView {
    if links.is_empty() {
        return empty(words::NO_LINKS);
    }
    let lines = links.into_iter().map(|link| {
        let label = if link.expired {
            words::EXPIRED
        } else {
            words::EXPIRES
        };
        let until = view! { <span>{label}" "<RelativeTime at=link.expires_at/></span> };
        line(words::link(link.purpose).to_owned(), until.into_any())
    });
    view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
}

fn emails(emails: Vec<MailDelivery>) -> AnyView {
    if emails.is_empty() {
        return empty(words::NO_EMAILS);
    }
    let lines = emails.into_iter().map(|mail| {
        let error = mail.last_error.map(|error| format!(": {error}"));
        let state = mail_deliveries::state(mail.state);
        let text = format!("{} ({})", mail.subject, mail.to);
        let facts = view! {
            <span class="break">{state}{error}</span>
            <RelativeTime at=mail.created_at/>
        };
        line(text, facts.into_any())
    });
    view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
}

fn line(text: String, facts: AnyView) -> AnyView {
    view! {
        <li>
            <div class="grow">
                <p class="break">{text}</p>
                <p class="facts">{facts}</p>
            </div>
        </li>
    }
    .into_any()
}

fn empty(text: &'static str) -> AnyView {
    view! { <p class="muted">{text}</p> }.into_any()
}
