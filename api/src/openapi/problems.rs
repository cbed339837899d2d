//! Problems in the documentation of an endpoint. Those that all endpoints of a kind have in common
//! are added automatically (`complete.rs`).

use std::collections::BTreeMap;
use std::time::Duration;

use contract::problem::{FieldError, Problem, ProblemType};
use rules::access::Refusal;
use rules::status::{Lock, LockReason};
use rules::time::Timestamp;
use utoipa::IntoResponses;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{Object, Ref, RefOr};

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident: $($kind:ident),+;)*) => {
        $($(#[$doc])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                by_code(&[$(ProblemType::$kind),+])
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
    /// 409: not possible in the current state.
    Conflict: Conflict;
    /// 409: it is the last owner.
    LastOwner: LastOwner;
    /// 409: an email address or username is taken.
    Taken: Taken;
    /// 409 of a create with an idempotency key.
    IdempotencyConflict: IdempotencyConflict;
    /// 409 of a create whose first response contained a secret.
    AlreadyCreated: AlreadyCreated;
    /// 403 of a sensitive action that requires the password.
    SensitiveAct: ProofRequired, AccountLocked;
    /// 403 of a sensitive action.
    ProofRequired: ProofRequired;
    /// 401 of a passkey sign-in.
    WrongPasskey: WrongPasskey, SignInExpired;
    /// 403 if a factor is required and the account has none.
    FactorRequired: FactorRequired;
    /// 403 of opening an application.
    DoesNotOpen: FactorRequired, ProofRequired, TermsRequired, ApplicationRefused;
    /// 403 of continuing with a request of an application.
    AnswerRequired: AccountChoiceRequired, ConsentRequired;
    /// 403 of setting a password by a link.
    LinkRefused: FactorRequired, AccountLocked;
    /// 422 of a request without a body, about what was sent before.
    InvalidFields: InvalidFields;
    /// 410.
    LinkNotUsable: LinkNotUsable;
    /// 412.
    StaleVersion: StaleVersion;
    /// 428.
    VersionRequired: VersionRequired;
    /// 400 of a list.
    InvalidQuery: MalformedRequest, InvalidQuery, InvalidCursor;
    /// 401 of the password step.
    WrongCredentials: WrongCredentials, SignInExpired;
    /// 401 of the other steps.
    SignInExpired: SignInExpired;
    /// 409 of a step.
    WrongStep: WrongStep;
    /// 403 of the password steps.
    AccountRefused: AccountLocked, AccountSuspended, AccountStaged, OrganizationSuspended, TemporaryPasswordExpired, WrongOrigin;
    /// 403 of a locked account.
    AccountLocked: AccountLocked;
    /// 403 of endpoints that use cookies.
    WrongOrigin: WrongOrigin;
}

/// Each problem under its code. Under its status, a problem would replace another one with the same
/// status.
fn by_code(kinds: &[ProblemType]) -> BTreeMap<String, RefOr<Response>> {
    let named = |kind: &ProblemType| (kind.code().to_owned(), RefOr::T(Response::default()));
    kinds.iter().map(named).collect()
}

/// Removes the problems that an endpoint named.
pub(super) fn take_named(responses: &mut BTreeMap<String, RefOr<Response>>) -> Vec<ProblemType> {
    let named = |code: &String| ProblemType::from_code(code) != ProblemType::Unknown;
    let kinds = responses.extract_if(.., |code, _| named(code));
    kinds
        .map(|(code, _)| ProblemType::from_code(&code))
        .collect()
}

/// One documented response per status, with an example of each problem.
pub(super) fn by_status(kinds: &[ProblemType]) -> BTreeMap<String, RefOr<Response>> {
    let mut statuses: BTreeMap<u16, Vec<ProblemType>> = BTreeMap::new();
    for kind in ProblemType::ALL.iter().filter(|kind| kinds.contains(kind)) {
        statuses.entry(kind.status()).or_default().push(*kind);
    }
    let documented =
        |(status, kinds): (u16, Vec<ProblemType>)| (status.to_string(), RefOr::T(response(&kinds)));
    statuses.into_iter().map(documented).collect()
}

fn response(kinds: &[ProblemType]) -> Response {
    let description: Vec<String> = kinds
        .iter()
        .map(|kind| format!("`{}`: {}", kind.code(), kind.title()))
        .collect();
    let examples = kinds.iter().map(|kind| {
        let place = format!("#/components/examples/{}", kind.code());
        (kind.code().to_owned(), RefOr::Ref(Ref::new(place)))
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter::<_, _, RefOr<Example>>(examples)
        .build();
    let response = ResponseBuilder::new()
        .description(description.join("; "))
        .content("application/problem+json", content);
    if kinds.iter().any(|kind| says_when(*kind)) {
        let seconds = HeaderBuilder::new()
            .schema(Some(Object::with_type(Type::Integer)))
            .description(Some("Seconds to wait before the next attempt"));
        return response.header("Retry-After", seconds.build()).build();
    }
    response.build()
}

/// Whether a problem comes with `Retry-After`.
const fn says_when(kind: ProblemType) -> bool {
    matches!(kind, ProblemType::TooManyRequests | ProblemType::Busy)
}

/// An example of each problem, under its code.
pub(super) fn examples() -> impl Iterator<Item = (String, RefOr<Example>)> {
    ProblemType::ALL.iter().map(|kind| {
        let example = ExampleBuilder::new()
            .summary(kind.title())
            .value(serde_json::to_value(example(*kind)).ok())
            .build();
        (kind.code().to_owned(), RefOr::T(example))
    })
}

fn example(kind: ProblemType) -> Problem {
    let mut problem = Problem::new(kind, kind.title());
    problem.request_id = Some("0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e0f".to_owned());
    problem.retry_after_seconds = says_when(kind).then_some(2);
    let error = match kind {
        ProblemType::InvalidFields => ("email", "malformed", "This is not an email address"),
        ProblemType::Taken => ("email", "taken", "Another account uses this email address"),
        ProblemType::AccountLocked => {
            // 2026-11-24T07:00:00Z
            let at = Timestamp::from_unix_millis(1_795_503_600_000);
            problem.lock = Some(Lock {
                reason: LockReason::FailedPasswordAttempts,
                at,
                until: Some(at.plus(Duration::from_secs(10 * 60))),
            });
            return problem;
        }
        ProblemType::ApplicationRefused => {
            problem.reason = Some(Refusal::NotAssigned);
            return problem;
        }
        _ => return problem,
    };
    problem.errors = vec![FieldError::new(error.0, error.1, error.2)];
    problem
}
