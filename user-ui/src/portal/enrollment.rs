//! Required MFA: a prompt after each sign-in until it is set up, and a notice above every page.

use leptos::prelude::*;
use rules::mfa::MfaStatus;
use rules::time::Timestamp;
use ui_kit::prelude::*;

use crate::account;
use crate::words::portal;

/// When the enrollment period ends, if there is one.
fn enroll_by() -> Signal<Option<Timestamp>> {
    account::part(|me| {
        me.mfa
            .enroll_by
            .filter(|_| me.mfa.status == MfaStatus::EnrollmentPeriod)
    })
}

/// The notice above every page.
pub fn enrollment_notice() -> AnyView {
    let by = enroll_by();
    let show = move || {
        let by = by.get()?;
        let text = move || portal::enroll_by(&date(by.into()));
        Some(view! {
            <Notice tone=Tone::Warn>
                {text}" "<TextLink href="/security#mfa">{portal::ENROLL_NOW}</TextLink>
            </Notice>
        })
    };
    view! { {show} }.into_any()
}

/// The prompt after a sign-in, which can be postponed during the period.
pub fn enrollment_prompt(here: Signal<bool>) -> AnyView {
    let by = enroll_by();
    let open = RwSignal::new(false);
    Effect::new(move |asked: Option<bool>| {
        // Asks once, not on every page.
        let here = here.get();
        let ask = by.get().is_some() && here;
        if ask && asked != Some(true) {
            open.set(true);
        } else if !here {
            // The prompt has led to this page, where MFA is set up.
            open.set(false);
        }
        ask || asked == Some(true)
    });
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || open.set(false)>{portal::LATER}</Button>
            <LinkButton href="/security#mfa" autofocus=true>{portal::ENROLL_NOW}</LinkButton>
        }
        .into_any()
    };
    view! {
        <Dialog open=open title=portal::ENROLL_TITLE.to_owned() actions=actions>
            <p>{portal::ENROLL_WHY}</p>
            <p>{move || by.get().map(|by| portal::enroll_by(&date(by.into())))}</p>
        </Dialog>
    }
    .into_any()
}
