//! An application asks which account to use (`prompt=select_account`).

use std::time::Duration;

use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::problem::ProblemType;
use harness::{Backend, Surfer, field, location, on_both_databases};
use rules::access::WantedFactor;

use super::step_up::policy;
use super::{ADA, Setting, asked};

on_both_databases!(
    nothing_but_the_choice_of_the_person_is_one,
    the_choice_comes_first,
    signing_in_is_a_choice,
    another_account_gets_the_request,
);

const BOB: &str = "bob@example.com";
const WISH: [(&str, &str); 1] = [("prompt", "select_account")];
const NOTHING: ContinueAuthorization = ContinueAuthorization {
    answer: None,
    chosen: false,
};
const CHOSEN: ContinueAuthorization = ContinueAuthorization {
    answer: None,
    chosen: true,
};
const REQUIRED: Result<String, ProblemType> = Err(ProblemType::AccountChoiceRequired);

/// Continues with a request in the portal. Returns the problem, or where the browser is sent.
async fn go_on(
    surfer: &Surfer,
    token: &str,
    body: ContinueAuthorization,
) -> Result<String, ProblemType> {
    match surfer.portal.continue_authorization(token, body).await {
        Err(error) => Err(error.problem().unwrap().kind),
        Ok(continued) => Ok(location(&surfer.get(&continued.address).await)),
    }
}

fn code(address: &str) -> String {
    field(address, "code").unwrap_or_else(|| panic!("{address}"))
}

async fn nothing_but_the_choice_of_the_person_is_one(backend: Backend) {
    let here = Setting::new(backend).await;
    let token = asked(&here.ada.get(&here.rp.authorize_path(&WISH)).await);
    let shown = here.ada.portal.authorization_request(&token).await.unwrap();
    assert!(shown.choose_account && !shown.sign_in_again);
    let path = format!("/oidc/continue?request={token}");
    let approve = ContinueAuthorization {
        answer: Some(RequestAnswer::Approve),
        chosen: false,
    };
    for body in [NOTHING, approve, NOTHING] {
        assert_eq!(go_on(&here.ada, &token, body).await, REQUIRED);
        assert_eq!(asked(&here.ada.get(&path).await), token);
    }
    let address = go_on(&here.ada, &token, CHOSEN).await.unwrap();
    assert_eq!(here.rp.redeem(&code(&address)).await.0, 200);
    // It is for this request only.
    let next = asked(&here.ada.get(&here.rp.authorize_path(&WISH)).await);
    assert_eq!(go_on(&here.ada, &next, NOTHING).await, REQUIRED);
    // To deny is not to choose.
    let deny = ContinueAuthorization {
        answer: Some(RequestAnswer::Deny),
        chosen: false,
    };
    let denied = here.ada.portal.continue_authorization(&next, deny).await;
    denied.unwrap();
    assert_eq!(go_on(&here.ada, &next, NOTHING).await, REQUIRED);
    code(&go_on(&here.ada, &next, CHOSEN).await.unwrap());
    // A request that does not ask is not held up.
    let plain = here.ada.get(&here.rp.authorize_path(&[])).await;
    code(&location(&plain));
}

async fn the_choice_comes_first(backend: Backend) {
    let here = Setting::new(backend).await;
    policy(&here, WantedFactor::Any, None).await;
    let token = asked(&here.ada.get(&here.rp.authorize_path(&WISH)).await);
    assert_eq!(go_on(&here.ada, &token, NOTHING).await, REQUIRED);
    let refused = go_on(&here.ada, &token, CHOSEN).await;
    assert_eq!(refused, Err(ProblemType::FactorRequired));
    // What is missing does not stand for the choice.
    assert_eq!(go_on(&here.ada, &token, NOTHING).await, REQUIRED);
}

async fn signing_in_is_a_choice(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = Surfer::new(&here.server);
    let token = asked(&surfer.get(&here.rp.authorize_path(&WISH)).await);
    here.server.clock.advance(Duration::from_secs(1));
    surfer.sign_in(ADA).await;
    code(&go_on(&surfer, &token, NOTHING).await.unwrap());
}

async fn another_account_gets_the_request(backend: Backend) {
    let here = Setting::new(backend).await;
    let bob = here.server.active_user(&here.owner, BOB).await.id;
    let elsewhere = Surfer::signed_in(&here.server, ADA).await;
    let token = asked(&here.ada.get(&here.rp.authorize_path(&WISH)).await);
    // Ada chooses herself, and signs out before the application has got anything.
    let chosen = here.ada.portal.continue_authorization(&token, CHOSEN).await;
    let address = chosen.unwrap().address;
    here.ada.portal.sign_out().await.unwrap();
    assert_eq!(asked(&here.ada.get(&address).await), token);
    here.server.clock.advance(Duration::from_secs(1));
    here.ada.sign_in(BOB).await;
    let address = go_on(&here.ada, &token, NOTHING).await.unwrap();
    let (_, tokens) = here.rp.redeem(&code(&address)).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(claims["sub"], bob.to_string());
    // Ada has left this browser only.
    elsewhere.portal.me().await.unwrap();
}
