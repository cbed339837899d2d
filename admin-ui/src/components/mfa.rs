//! The MFA status of a person.

use contract::factors::{Factor, MfaDetails};
use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::mfa::{ENROLLMENT_DAYS, FactorKind, MfaStatus};
use ui_kit::prelude::*;

use super::{Explained, explained, explained_word};
use crate::words::mfa as words;

/// The MFA status, explained in a tooltip; a badge if something is due.
pub fn mfa_status(details: &MfaDetails, shown_in: Explained) -> AnyView {
    let status = details.status;
    let word = words::status(status);
    let details = details.clone();
    let why = Signal::derive(move || mfa_sentences(&details).join("\n"));
    let (tone, icon) = match status {
        MfaStatus::Enrolled | MfaStatus::NotEnrolled => return explained_word(word, why, shown_in),
        MfaStatus::EnrollmentPeriod => (Tone::Warn, Icon::Clock),
        MfaStatus::EnrollmentOverdue => (Tone::Danger, Icon::Lock),
    };
    explained(
        tone,
        icon,
        Signal::derive(move || word.to_owned()),
        why,
        shown_in,
    )
}

/// The explanation in sentences. Updates over time.
pub fn mfa_sentences(details: &MfaDetails) -> Vec<String> {
    let mut lines = vec![words::requirement_is(details.requirement)];
    match (details.status, details.enroll_by) {
        (MfaStatus::EnrollmentPeriod, Some(by)) => lines.push(words::enroll_by(&exact(by.into()))),
        (MfaStatus::EnrollmentOverdue, Some(by)) => lines.push(words::overdue(&exact(by.into()))),
        (MfaStatus::Enrolled, _) => lines.push(words::codes_left(details.recovery_codes_left)),
        _ => lines.push(words::NO_FACTORS.to_owned()),
    }
    lines
}

/// The factors, one line each.
pub fn factor_lines(details: &MfaDetails) -> AnyView {
    if details.factors.is_empty() {
        return ().into_any();
    }
    let lines = details.factors.iter().cloned().map(line).collect_view();
    view! { <ul class="lines">{lines}</ul> }.into_any()
}

fn line(factor: Factor) -> AnyView {
    let icon = match factor.kind {
        FactorKind::Passkey => Icon::Key,
        _ => Icon::Device,
    };
    let used = match factor.last_used_at {
        Some(at) => view! { {words::LAST_USED}" "<RelativeTime at=at/> }.into_any(),
        None => words::NEVER_USED.into_any(),
    };
    view! {
        <li class="line">
            <span class="line-icon"><Glyph icon=icon/></span>
            <div class="grow">
                <p class="break">{factor.name}</p>
                {factor.copied_at.map(|_| view! { <p class="field-error">{words::REFUSED}</p> })}
                <p class="muted small">{words::factor(factor.kind)}" · "{used}</p>
            </div>
        </li>
    }
    .into_any()
}

/// A form that extends the enrollment period; `send` receives the days.
pub fn more_time(form: Sending, send: impl Fn(u32) + Copy + Send + Sync + 'static) -> AnyView {
    let days = RwSignal::new("7".to_owned());
    let save = move || {
        form.clear();
        match days.with_untracked(|days| days.trim().parse()) {
            Ok(days) if ENROLLMENT_DAYS.contains(&days) => send(days),
            _ => form.fault("days", words::DAYS_WRONG),
        }
    };
    view! {
        <Form on_submit=save busy=form.busy errors=form.errors message=form.message>
            <TextField name="days" label=words::DAYS value=days kind=InputKind::Number
                hint=words::DAYS_HINT.to_owned() maxlength=3/>
            <div class="actions">
                <Button submit=true small=true variant=ButtonVariant::Secondary icon=Icon::Clock>
                    {words::MORE_TIME}
                </Button>
            </div>
        </Form>
    }
    .into_any()
}
