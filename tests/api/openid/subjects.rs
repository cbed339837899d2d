//! The name by which an application knows a user (attack class 37).

use contract::applications::ClaimMapping;
use harness::{Backend, RelyingParty, Surfer, on_both_databases, web};
use rules::openid::SubjectKind;
use sea_orm::EntityTrait;
use serde_json::{Map, Value, json};

use super::{ADA, Setting};
use crate::applications::{live, sessions};
use crate::company_email::{change, program};
use crate::groups::events;

on_both_databases!(
    a_name_follows_no_email_and_is_used_once,
    an_email_that_is_not_verified_is_mapped_to_no_claim,
    pairwise_names_cannot_be_compared,
    a_user_who_gets_another_name_signs_in_again,
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

async fn an_email_that_is_not_verified_is_mapped_to_no_claim(backend: Backend) {
    let here = Setting::new(backend).await;
    // By either one, an application may recognize the user.
    let names = ["upn", "preferred_username"];
    here.change(|settings| {
        let from_email = |claim: &str| ClaimMapping {
            claim: claim.to_owned(),
            field: Some("email".to_owned()),
            constant: None,
        };
        settings.claims = names.map(from_email).into();
    })
    .await;
    let mapped = |claims: &Map<String, Value>| names.map(|name| claims.get(name).cloned());
    let learned = async |surfer: &Surfer| {
        let tokens = here.rp.tokens(surfer, &[]).await;
        let token = here.rp.verified(&tokens["id_token"]).await;
        let person = here.rp.userinfo(&tokens).await.1;
        let preview = here.owner.preview_claims(here.rp.id, here.user).await;
        let preview = preview.unwrap();
        let learned = mapped(person.as_object().unwrap());
        assert_eq!(mapped(token.as_object().unwrap()), learned);
        assert_eq!(mapped(&preview.id_token), learned);
        assert_eq!(mapped(&preview.userinfo), learned);
        learned
    };
    let own = Some(json!(ADA));
    assert_eq!(learned(&here.ada).await, [own.clone(), own]);
    // Neither its owner nor somebody who may reset passwords has shown that it is the user's.
    let key = program(&here.server, &here.owner).await;
    let new = "director@example.com";
    change(&key, here.user, new).await;
    let ada = Surfer::signed_in(&here.server, new).await;
    // Not the username either: the application would know the user by another name.
    assert_eq!(learned(&ada).await, [None, None]);
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

async fn a_user_who_gets_another_name_signs_in_again(backend: Backend) {
    let settings = contract::applications::OidcSettings {
        backchannel_logout_uri: Some("https://app.example.com/logout".to_owned()),
        ..web()
    };
    let here = Setting::with(backend, settings).await;
    let before = subject(&here.rp, &here.ada).await;
    let online = here.rp.tokens(&here.ada, &[("scope", "openid")]).await;
    let code = here.rp.code(&here.ada, &[]).await;
    // What outlives its session, in one that has ended.
    let other = Surfer::signed_in(&here.server, ADA).await;
    let offline = here.rp.tokens(&other, &[]).await;
    other.portal.sign_out().await.unwrap();
    let (status, offline) = here.rp.refresh(&offline).await;
    assert_eq!(status, 200);

    here.change(|settings| settings.subject = SubjectKind::Pairwise)
        .await;
    for tokens in [&online, &offline] {
        assert_eq!(here.rp.refresh(tokens).await.1["error"], "invalid_grant");
        assert_eq!(here.rp.userinfo(tokens).await.0, 401);
    }
    assert_eq!(here.rp.redeem(&code).await.1["error"], "invalid_grant");
    assert_eq!(live(&here.server, here.rp.id).await, 0);
    let ended = sessions(&here.server, here.rp.id).await;
    let reason = entity::application_session::EndReason::SubjectChanged;
    assert!(ended.iter().any(|one| one.end_reason == Some(reason)));
    let event = &events(&here.owner, "application.updated").await[0];
    assert_eq!(event.detail["subject"], "id → pairwise");
    assert_eq!(event.detail["sessions_ended"], "1");
    // The application is told under the name that it knows.
    let read = here.server.running.context.database().read();
    let notices = entity::logout_notice::Entity::find().all(read).await;
    let names = notices.unwrap().into_iter().map(|notice| notice.subject);
    assert_eq!(names.collect::<Vec<_>>(), [before.as_str().unwrap(); 2]);

    let after = subject(&here.rp, &here.ada).await;
    assert_ne!(after, before);
    // Other settings end nothing.
    here.change(|settings| settings.refresh_days = 7).await;
    assert_eq!(live(&here.server, here.rp.id).await, 1);
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
