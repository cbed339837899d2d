//! Who calls the API in tests.

use client::{Client, Error, Portal};
use contract::factors::Proof;
use contract::links::SetPasswordByLink;
use contract::problem::ProblemType;
use contract::users::{CreateUser, User};
use rules::links::LinkPurpose;
use rules::state::UserState;

use crate::http::http;

/// Every administrator's password.
pub const ADMINISTRATOR_PASSWORD: &str = "quiet brass keyhole";
/// Every user's password.
pub const USER_PASSWORD: &str = "correct horse battery";

/// A client of a portal with a new cookie jar, not signed in.
pub fn anonymous(origin: &str, portal: Portal) -> Client {
    Client::new(http(), origin, portal)
}

/// Signs in to a portal.
pub async fn sign_in(origin: &str, portal: Portal, email: &str, password: &str) -> Client {
    let client = anonymous(origin, portal);
    give_password(&client, email, password).await;
    client
}

/// Signs in with this client.
pub async fn give_password(client: &Client, email: &str, password: &str) {
    client.begin_sign_in(email).await.unwrap();
    let state = client.submit_password(password).await.unwrap();
    assert!(state.access_token.is_some(), "{state:?}");
}

/// Makes an administrator's client confirm the person's identity whenever the server asks for it,
/// as the portal does.
pub fn confirm_when_asked(administrator: &Client) {
    let again = administrator.clone();
    administrator.ask_for_proof_by(move || {
        let again = again.clone();
        async move {
            let password = Proof::Password(ADMINISTRATOR_PASSWORD.to_owned());
            again.give_proof(&password).await.is_ok()
        }
    });
}

/// Creates an active user who has not set a password yet, and gets an activation email.
pub async fn pending_user(operator: &Client, email: &str) -> User {
    let (username, _) = email.split_once('@').unwrap();
    let new = CreateUser {
        email: email.to_owned(),
        username: username.to_owned(),
        state: Some(UserState::Active),
        ..CreateUser::default()
    };
    operator.create_user(&new, None).await.unwrap()
}

/// Activates a user with the token in that email. Returns their client, signed in.
pub async fn activate(origin: &str, token: String) -> Client {
    let portal = anonymous(origin, Portal::User);
    let activate = SetPasswordByLink {
        purpose: LinkPurpose::UserActivation,
        token,
        new_password: USER_PASSWORD.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    portal.set_password_by_link(&activate).await.unwrap();
    portal
}

/// The problem type of a failed call.
pub fn problem_type<T: std::fmt::Debug>(answer: Result<T, Error>) -> ProblemType {
    answer.unwrap_err().problem().expect("a problem").kind
}

/// A cookie that a response sets, with its attributes.
pub fn session_cookie(answer: &reqwest::Response, name_part: &str) -> Option<String> {
    answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find(|value| value.contains(name_part))
        .map(str::to_owned)
}

/// The session cookie that a response sets, as a browser sends it back: `name=value`.
pub fn cookie(answer: &reqwest::Response, name_part: &str) -> Option<String> {
    let set = session_cookie(answer, name_part)?;
    set.split(';').next().map(str::to_owned)
}
