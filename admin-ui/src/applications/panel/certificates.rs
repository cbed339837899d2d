//! The certificates of a SAML application: one signs, and another can be published ahead to replace it.

use contract::applications::{Application, SamlCertificate};
use contract::ids::ApplicationId;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use rules::role::Permission;
use rules::saml::{CertificateState, MOST_CERTIFICATES};
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::certificate_questions::{self, Asked};
use crate::components::keep_focus_near;
use crate::session::may;
use crate::words::applications_certificates as words;

/// The buttons of this section: what is done with them replaces them.
const BUTTONS: &str = "section:has(> .certificates) button";

/// The list, the next certificate, and how to replace one by another.
pub(super) fn view(one: RwSignal<Option<Application>>, actions: ItemActions) -> AnyView {
    let id = one.with_untracked(|one| one.as_ref().map(|one| one.id));
    let all = Memo::new(move |_| {
        one.with(|one| {
            let provider = one.as_ref().and_then(|one| one.saml_provider.as_ref());
            let certificates = provider.map(|provider| provider.certificates.clone());
            certificates.unwrap_or_default()
        })
    });
    let next = Memo::new(move |_| {
        let is_next = |one: &&SamlCertificate| one.state == CertificateState::Next;
        all.with(|all| all.iter().find(is_next).cloned())
    });
    Effect::new(move |before: Option<()>| {
        all.track();
        if before.is_some() {
            keep_focus_near(BUTTONS);
        }
    });
    let asked = Asked::default();
    let can_create =
        Memo::new(move |_| next.with(Option::is_none) && all.with(Vec::len) < MOST_CERTIFICATES);
    let button = move || {
        let id = id.filter(|_| may(Permission::ApplicationsWrite));
        move || {
            let id = id.filter(|_| can_create.get());
            id.map(|id| create_button(id, actions))
        }
    };
    let lines = move || {
        let lines = all.get().into_iter().map(|one| line(one, asked));
        view! { <ul class="log certificates">{lines.collect_view()}</ul> }
    };
    let ahead = move || {
        next.get().map(|one| {
            view! {
                <CopyArea label=words::NEXT value=one.certificate file=words::NEXT_FILE/>
            }
        })
    };
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=button>
            {lines}
            {ahead}
            {steps(all)}
        </Section>
        {id.map(|id| certificate_questions::view(id, asked, actions))}
    }
    .into_any()
}

fn create_button(id: ApplicationId, actions: ItemActions) -> AnyView {
    let busy = RwSignal::new(false);
    let create = move || {
        busy.set(true);
        run(
            async move { api().create_application_certificate(id).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(_) => use_toasts().ok(words::CREATED),
                    Err(error) => failure::toast(&error),
                }
                actions.bump();
            },
        );
    };
    view! {
        <Button small=true variant=ButtonVariant::Secondary icon=Icon::Plus busy=busy on_click=create>
            {words::CREATE}
        </Button>
    }
    .into_any()
}

fn line(one: SamlCertificate, asked: Asked) -> AnyView {
    let (badge, means) = words::state(one.state);
    let tone = match one.state {
        CertificateState::Current => Tone::Ok,
        CertificateState::Next => Tone::Info,
        CertificateState::Previous => Tone::Neutral,
    };
    let is_over = Moment::from(one.not_after) <= Moment::now();
    let expires = if is_over {
        words::EXPIRED
    } else {
        words::EXPIRES
    };
    let (created_at, not_after) = (one.created_at, one.not_after);
    let title = words::short(&one);
    let fingerprint = one.sha256.clone();
    let buttons = may(Permission::ApplicationsWrite).then(|| buttons(one, asked));
    view! {
        <li>
            <span class="line-icon"><Glyph icon=Icon::Key/></span>
            <div class="grow">
                <p class="row"><span class="mono" title=fingerprint>{title}</span><Badge tone=tone text=badge/></p>
                <p class="muted">{means}</p>
                <p class="facts">
                    <span>{expires}" "<DateText at=not_after/></span>
                    <span>{words::CREATED_AT}" "<DateText at=created_at/></span>
                </p>
                {buttons}
            </div>
        </li>
    }
    .into_any()
}

/// What can be done with a certificate. The current one stays until another signs.
fn buttons(one: SamlCertificate, asked: Asked) -> Option<AnyView> {
    if one.state == CertificateState::Current {
        return None;
    }
    let name = words::short(&one);
    let activate = (one.state == CertificateState::Next).then(|| {
        let one = one.clone();
        let ask = move || asked.activate.set(Some(one.clone()));
        view! { <Button small=true variant=ButtonVariant::Secondary on_click=ask>{words::ACTIVATE}</Button> }
    });
    let ask = move || asked.delete.set(Some(one.clone()));
    let buttons = view! {
        <div class="notice-actions">
            {activate}
            <Button small=true variant=ButtonVariant::Secondary on_click=ask>
                {words::DELETE}<span class="hidden">" "{name}</span>
            </Button>
        </div>
    };
    Some(buttons.into_any())
}

/// How to replace a certificate, with the step that is due.
fn steps(all: Memo<Vec<SamlCertificate>>) -> AnyView {
    let due = Memo::new(move |_| {
        all.with(|all| {
            let has = |state| all.iter().any(|one| one.state == state);
            match (has(CertificateState::Next), has(CertificateState::Previous)) {
                (true, _) => Some(1),
                (false, true) => Some(3),
                (false, false) => None,
            }
        })
    });
    // What is under way is shown without being asked for.
    let open = Signal::derive(move || due.with(Option::is_some));
    let lines = words::STEPS.into_iter().enumerate().map(move |(n, text)| {
        let is_due = Memo::new(move |_| due.get() == Some(n));
        let here = move || {
            is_due
                .get()
                .then(|| view! { " "<span class="strong">{words::NOW}</span> })
        };
        view! { <li aria-current=move || is_due.get().then_some("step")>{text}{here}</li> }
    });
    view! {
        <details class="all-values" prop:open=open>
            <summary>{words::ROTATION}</summary>
            <ol class="numbered">{lines.collect_view()}</ol>
        </details>
    }
    .into_any()
}
