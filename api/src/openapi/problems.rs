//! Answers that are problems, for the documentation of an endpoint. What every endpoint of a
//! kind can answer with is added by itself; these are an endpoint's own.

use std::collections::BTreeMap;

use contract::problem::{FieldError, Problem, ProblemType};
use utoipa::IntoResponses;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Ref, RefOr};

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident: $($kind:ident),+;)*) => {
        $($(#[$doc])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                responses(&[$(ProblemType::$kind),+])
            }
        })*
    };
}

problems! {
    /// 401.
    Unauthenticated: Unauthenticated;
    /// 403.
    Forbidden: Forbidden;
    /// 404.
    NotFound: NotFound;
    /// 409: the state does not allow it.
    Conflict: Conflict;
    /// 409: it is the last owner, or the state does not allow it.
    LastOwner: LastOwner, Conflict;
    /// 409 of a create.
    Taken: Taken, IdempotencyConflict;
    /// 409 of a change.
    TakenName: Taken;
    /// 403 of a sensitive act that takes the password.
    SensitiveAct: ProofRequired, AccountLocked;
    /// 403 of a sensitive act.
    ProofRequired: ProofRequired;
    /// 401 of a sign-in with a passkey.
    WrongPasskey: WrongPasskey, SignInExpired;
    /// 403 where a second factor is due that the account does not have.
    FactorRequired: FactorRequired;
    /// 403 of setting a password by a link.
    LinkRefused: FactorRequired, AccountLocked;
    /// 410.
    LinkNotUsable: LinkNotUsable;
    /// 412 and 428.
    StaleVersion: StaleVersion, VersionRequired;
    /// 422.
    InvalidFields: InvalidFields;
    /// 400 of a list.
    InvalidQuery: MalformedRequest, InvalidQuery, InvalidCursor;
    /// 503.
    Busy: Busy;
    /// 401 of the password step.
    WrongCredentials: WrongCredentials, SignInExpired;
    /// 401 of the other steps.
    SignInExpired: SignInExpired;
    /// 409 of a step.
    WrongStep: WrongStep;
    /// 403 of the password steps.
    AccountRefused: AccountLocked, AccountSuspended, AccountStaged, TemporaryPasswordExpired, WrongOrigin;
    /// 403 of an account that is locked.
    AccountLocked: AccountLocked;
    /// 403 of what uses cookies.
    WrongOrigin: WrongOrigin;
}

/// One documented answer a status, with an example of each problem.
pub(super) fn responses(kinds: &[ProblemType]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, Vec<ProblemType>> = BTreeMap::new();
    for kind in kinds {
        by_status.entry(kind.status()).or_default().push(*kind);
    }
    let documented =
        |(status, kinds): (u16, Vec<ProblemType>)| (status.to_string(), RefOr::T(response(&kinds)));
    by_status.into_iter().map(documented).collect()
}

fn response(kinds: &[ProblemType]) -> Response {
    let description: Vec<String> = kinds
        .iter()
        .map(|kind| format!("`{}`: {}", kind.code(), kind.title()))
        .collect();
    let examples = kinds.iter().map(|kind| {
        let value = serde_json::to_value(example(*kind)).ok();
        let example = ExampleBuilder::new()
            .summary(kind.title())
            .value(value)
            .build();
        (kind.code().to_owned(), RefOr::T(example))
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(examples)
        .build();
    ResponseBuilder::new()
        .description(description.join("; "))
        .content("application/problem+json", content)
        .build()
}

fn example(kind: ProblemType) -> Problem {
    let mut problem = Problem::new(kind, kind.title());
    problem.request_id = Some("0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e0f".to_owned());
    match kind {
        ProblemType::InvalidFields | ProblemType::Taken => {
            let (code, message) = if kind == ProblemType::Taken {
                ("taken", "Another account uses this email address")
            } else {
                ("malformed", "This is not an email address")
            };
            problem.errors = vec![FieldError::new("email", code, message)];
        }
        ProblemType::TooManyRequests | ProblemType::Busy => problem.retry_after_seconds = Some(2),
        _ => {}
    }
    problem
}
