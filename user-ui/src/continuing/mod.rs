//! The page on which somebody signs in to an application: it continues with the application's request,
//! asks for what is missing, and says why it cannot continue.

mod attempt;
mod hint;
mod known;
mod pending;
mod proofs;
mod states;

use contract::ids::ApplicationId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::{route, session};
use ui_kit::prelude::*;

use self::attempt::Attempt;
use crate::words::continuing as words;

pub use pending::{create, forget, notice, remember, resume};
pub use proofs::with_proofs;

/// Notes that the application with this name opens once its user has set up a factor.
pub fn remember_application(id: ApplicationId, name: String) {
    pending::remember(name, Goal::Open(id).address());
}

/// What the page continues with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Goal {
    /// The request of an application that has this token.
    Request(String),
    /// A link to this application.
    Open(ApplicationId),
}

impl Goal {
    /// The goal that the address of the page names, if it names one.
    fn named() -> Option<Self> {
        let query = use_query_map();
        let (request, open) =
            query.with_untracked(|query| (query.get("request"), query.get("open")));
        match (request, open) {
            (Some(token), _) => is_token(&token).then_some(Self::Request(token)),
            (None, Some(id)) => id.parse().ok().map(Self::Open),
            (None, None) => None,
        }
    }

    /// The address of the page for this goal.
    fn address(&self) -> String {
        match self {
            Self::Request(token) => format!("/continue?request={token}"),
            Self::Open(id) => format!("/continue?open={id}"),
        }
    }
}

/// Whether it can be a token. Anything else must not become part of the path of a call.
fn is_token(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.chars().all(fits)
}

/// Goes to the sign-in page, which says for which application the person signs in, and suggests the
/// address that the application suggests.
pub fn to_sign_in() {
    let Some(Goal::Request(token)) = Goal::named() else {
        route::to_sign_in();
        return;
    };
    spawn_local(async move {
        // Without it, the sign-in page only says less.
        if let Ok(request) = api().authorization_request(&token).await {
            hint::is_shown(&token);
            known::remember(&token, &request.application);
            session::sign_in_lead().set(Some(words::sign_in_to(&request.application.name)));
            if let Some(hint) = request.login_hint {
                session::email().set(hint);
            }
        }
        route::to_sign_in();
    });
}

/// The page.
#[component]
pub fn ContinuePage() -> AnyView {
    pending::forget();
    let attempt = Attempt::new(Goal::named());
    attempt.begin();
    let title = Signal::derive(move || attempt.title());
    view! {
        <Page>
            <PageHeader title=title/>
            <Card>{move || states::view(attempt)}</Card>
        </Page>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_token;

    #[test]
    fn a_token_cannot_leave_the_path_of_its_call() {
        assert!(is_token("4fQ9rT2xV7bN1mKc8sLpW3zYd6hGjA0uEoRtIxQwBvC"));
        for other in ["", "a/b", "..", "a?b", "a%2fb", "a b"] {
            assert!(!is_token(other), "{other}");
        }
    }
}
