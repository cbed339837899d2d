//! The facts and policies behind the result, shown even if nothing prevents the sign-in.

use contract::factors::MfaDetails;
use contract::sign_in::diagnosis::{SignInDiagnosis, SignInFactKind, SignInPolicy};
use contract::users::PasswordDetails;
use leptos::prelude::*;
use rules::mfa::MfaStatus;
use ui_kit::prelude::*;

use crate::components::factor_lines;
use crate::words::{mfa as mfa_words, policies, sign_in_diagnosis as words, status};

/// The state, the password, the lock, MFA and the sessions.
pub(super) fn account(of: &SignInDiagnosis) -> AnyView {
    let expired = of.facts.iter().any(|fact| {
        matches!(
            fact.kind,
            SignInFactKind::PasswordExpired | SignInFactKind::TemporaryPasswordExpired
        )
    });
    let (state, sessions) = (status::state(of.state), number(of.sessions));
    let (password, lock) = (password(&of.password, expired), lock(&of.password));
    let mfa = mfa(&of.mfa);
    view! {
        <DescriptionList>
            <Entry label=words::STATE>{state}</Entry>
            <Entry label=words::PASSWORD>{password}</Entry>
            <Entry label=words::LOCK>{lock}</Entry>
            <Entry label=words::MFA>{mfa}</Entry>
            <Entry label=words::SESSIONS>{sessions}</Entry>
        </DescriptionList>
    }
    .into_any()
}

fn password(of: &PasswordDetails, expired: bool) -> AnyView {
    let set = of
        .set_at
        .map(|at| view! { <span>{words::SET}" "<ExactTime at=at/></span> });
    let label = if expired {
        words::EXPIRED
    } else {
        words::EXPIRES
    };
    let expires = of
        .expires_at
        .map(|at| view! { <span>{label}" "<ExactTime at=at/></span> });
    view! {
        <p>{status::password(of.status)}</p>
        <p class="facts">{set}{expires}</p>
        {of.never_expires.then(|| view! { <p class="muted">{status::NEVER_EXPIRES}</p> })}
    }
    .into_any()
}

fn lock(of: &PasswordDetails) -> AnyView {
    let Some(lock) = of.lock else {
        return words::NOT_LOCKED.into_any();
    };
    let until = lock
        .until
        .map(|at| view! { <span>{words::UNTIL}" "<ExactTime at=at/></span> });
    view! {
        <p>{status::lock_reason(lock.reason)}</p>
        <p class="facts">
            <span>{words::SINCE}" "<ExactTime at=lock.at/></span>
            {until}
        </p>
    }
    .into_any()
}

fn mfa(of: &MfaDetails) -> AnyView {
    let codes = (of.status == MfaStatus::Enrolled).then(|| {
        let left = mfa_words::codes_left(of.recovery_codes_left);
        view! { <p class="muted">{left}</p> }
    });
    view! { <p>{mfa_words::status(of.status)}</p>{factor_lines(of)}{codes} }.into_any()
}

/// The policies. `exempt` says whether the password never expires.
pub(super) fn policy(of: &SignInPolicy, exempt: bool) -> AnyView {
    let lockout = words::lockout(&of.lockout);
    let aging = policies::aging(&of.aging);
    let mfa = mfa_words::requirement(of.mfa);
    let enrollment = words::enrollment(of.enrollment_days);
    view! {
        <DescriptionList>
            <Entry label=words::LOCKOUT>{lockout}</Entry>
            <Entry label=words::AGING>
                <p>{aging}</p>
                {exempt.then(|| view! { <p class="muted">{status::NEVER_EXPIRES}</p> })}
            </Entry>
            <Entry label=words::MFA>{mfa}</Entry>
            <Entry label=words::ENROLLMENT>{enrollment}</Entry>
        </DescriptionList>
    }
    .into_any()
}
