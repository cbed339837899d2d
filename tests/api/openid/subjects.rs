//! The name by which an application knows a user (attack class 37).

use harness::{Backend, RelyingParty, Surfer, on_both_databases, web};
use rules::openid::SubjectKind;
use serde_json::Value;

use super::{ADA, Setting};
use crate::company_email::{change, program};

on_both_databases!(
    a_name_follows_no_email_and_is_used_once,
    pairwise_names_cannot_be_compared,
    an_application_can_name_whom_it_expects,
);

async fn subject(rp: &RelyingParty, surfer: &Surfer) -> Value {
    let tokens = rp.tokens(surfer, &[]).await;
    let claims = rp.verified(&tokens["id_token"]).await;
    assert_eq!(rp.userinfo(&tokens).await.1["sub"], claims["sub"]);
    assert_eq!(
        rp.introspect(&tokens["access_token"]).await["sub"],
        claims["sub"]
    );
    claims["sub"].clone()
}

async fn a_name_follows_no_email_and_is_used_once(backend: Backend) {
    let here = Setting::new(backend).await;
    let before = subject(&here.rp, &here.ada).await;
    let key = program(&here.server, &here.owner).await;
    change(&key, here.user, "countess@example.com").await;
    let ada = Surfer::signed_in(&here.server, "countess@example.com").await;
    let tokens = here.rp.tokens(&ada, &[]).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(claims["sub"], before);
    // Neither its owner nor somebody who may reset passwords has shown that it is the user's.
    assert_eq!(claims["email"], "countess@example.com");
    assert_eq!(claims["email_verified"], false);
    here.owner.delete_user(here.user).await.unwrap();
    here.server.pending_user(&here.owner, ADA).await;
    // The emails about the change went to the same address.
    here.server.mail_settled().await;
    let token = here.server.token_mailed_to(ADA).await;
    harness::activate(&here.server.origin, token).await;
    let other = Surfer::signed_in(&here.server, ADA).await;
    assert_ne!(subject(&here.rp, &other).await, before);
}

async fn pairwise_names_cannot_be_compared(backend: Backend) {
    let here = Setting::new(backend).await;
    let pairwise = || contract::applications::OidcSettings {
        subject: SubjectKind::Pairwise,
        ..web()
    };
    let one = RelyingParty::named(&here.server, &here.owner, "One", pairwise()).await;
    let two = RelyingParty::named(&here.server, &here.owner, "Two", pairwise()).await;
    let names = [
        subject(&here.rp, &here.ada).await,
        subject(&one, &here.ada).await,
        subject(&two, &here.ada).await,
    ];
    assert!(names[0] != names[1] && names[1] != names[2] && names[0] != names[2]);
    assert_eq!(subject(&one, &here.ada).await, names[1]);
}

async fn an_application_can_name_whom_it_expects(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let hint = tokens["id_token"].as_str().unwrap();
    let silent = ("prompt", "none");
    let code = |address: &str| harness::field(address, "code");
    let own = here
        .rp
        .sent(&here.ada, &[silent, ("id_token_hint", hint)])
        .await;
    assert!(code(&own).is_some());
    let grace = "grace@example.com";
    here.server.active_user(&here.owner, grace).await;
    let grace = Surfer::signed_in(&here.server, grace).await;
    let claims = format!(r#"{{"id_token":{{"sub":{{"value":"{}"}}}}}}"#, here.user);
    for named in [("id_token_hint", hint), ("claims", claims.as_str())] {
        let address = here.rp.sent(&grace, &[silent, named]).await;
        let error = harness::field(&address, "error");
        assert_eq!(error.as_deref(), Some("login_required"), "{named:?}");
    }
    // A forged hint, or one of another application, names nobody.
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let foreign = other.sent(&grace, &[silent, ("id_token_hint", hint)]).await;
    assert!(code(&foreign).is_some());
    let forged = format!("{}x", &hint[..hint.len() - 1]);
    let address = here
        .rp
        .sent(&grace, &[silent, ("id_token_hint", &forged)])
        .await;
    assert!(code(&address).is_some());
}
