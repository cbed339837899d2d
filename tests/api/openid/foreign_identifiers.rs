//! What belongs to an application of one organization is unknown to the other (attack class 36), also next to
//! an application of its own.

use client::{Client, Portal};
use contract::applications::Application;
use contract::ids::ApplicationId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::saml::ServiceProvider;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, RelyingParty, Surfer, VERIFIER, challenge, encoded, field,
    on_both_databases, problem_type, web,
};
use serde_json::json;

use super::{Setting, asked};

on_both_databases!(
    identifiers_of_another_organization_are_unknown,
    what_browsers_and_applications_carry_is_unknown_elsewhere,
);

/// The owner of another organization.
async fn other(here: &Setting) -> Client {
    let email = "other@example.org";
    here.server.organization("Other Ltd", email).await;
    let portal = Portal::Admin;
    here.server
        .sign_in(portal, email, ADMINISTRATOR_PASSWORD)
        .await
}

/// What the other owner gets for secrets and certificates of this application, named as part of each of
/// these.
async fn parts_are_unknown(by: &Client, of: &[ApplicationId], theirs: &Application) {
    for id in of {
        for secret in &theirs.secrets {
            let deleted = by.delete_client_secret(*id, secret.id).await;
            assert_eq!(problem_type(deleted), ProblemType::NotFound);
        }
        let provider = theirs.saml_provider.iter();
        for certificate in provider.flat_map(|provider| &provider.certificates) {
            let activated = by.activate_application_certificate(*id, certificate.id);
            assert_eq!(problem_type(activated.await), ProblemType::NotFound);
            let deleted = by.delete_application_certificate(*id, certificate.id);
            assert_eq!(problem_type(deleted.await), ProblemType::NotFound);
        }
    }
}

async fn identifiers_of_another_organization_are_unknown(backend: Backend) {
    let here = Setting::new(backend).await;
    let server = &here.server;
    let sp = ServiceProvider::new(server, &here.owner, harness::saml::settings()).await;
    let next = here.owner.create_application_certificate(sp.id).await;
    next.unwrap();
    here.rp.tokens(&here.ada, &[]).await;
    let other = other(&here).await;
    let own = RelyingParty::new(server, &other, web()).await;
    let own_sp = ServiceProvider::new(server, &other, harness::saml::settings()).await;
    let eve = server.active_user(&other, "eve@example.org").await.id;

    let theirs = here.owner.application(here.rp.id).await.unwrap();
    let theirs_sp = here.owner.application(sp.id).await.unwrap();
    assert_eq!(theirs.secrets.len(), 1);
    assert_eq!(
        theirs_sp.saml_provider.as_ref().unwrap().certificates.len(),
        2
    );
    parts_are_unknown(&other, &[here.rp.id, own.id], &theirs).await;
    parts_are_unknown(&other, &[sp.id, own_sp.id], &theirs_sp).await;
    // An identifier that nothing has is answered in the same way.
    let nothing = ApplicationId(uuid::Uuid::now_v7());
    for id in [here.rp.id, sp.id, nothing] {
        let every = ListQuery::default();
        for refused in [
            other.application(id).await.map(drop),
            other.application_guide(id).await.map(drop),
            other.application_problems(id).await.map(drop),
            other.application_sessions(id, &every).await.map(drop),
            other.application_groups(id, &every).await.map(drop),
            other.application_users(id, &every).await.map(drop),
            other.preview_claims(id, eve).await.map(drop),
            other.preview_assertion(id, eve).await.map(drop),
            other.delete_application(id, 1).await,
        ] {
            assert_eq!(problem_type(refused), ProblemType::NotFound);
        }
        let secret = other.create_client_secret(id).await;
        assert_eq!(problem_type(secret), ProblemType::NotFound);
        let certificate = other.create_application_certificate(id).await;
        assert_eq!(problem_type(certificate), ProblemType::NotFound);
    }
    // Nobody sees what an application would learn about a person of the other organization.
    for (by, own, own_sp, person) in [
        (&other, own.id, own_sp.id, here.user),
        (&here.owner, here.rp.id, sp.id, eve),
    ] {
        let claims = by.preview_claims(own, person).await.map(drop);
        assert_eq!(problem_type(claims), ProblemType::NotFound);
        let assertion = by.preview_assertion(own_sp, person).await.map(drop);
        assert_eq!(problem_type(assertion), ProblemType::NotFound);
    }
    // Nothing has changed.
    let same = here.owner.application(here.rp.id).await.unwrap();
    assert_eq!(
        (same.secrets, same.version),
        (theirs.secrets, theirs.version)
    );
    let same = here.owner.application(sp.id).await.unwrap();
    assert_eq!(same.saml_provider, theirs_sp.saml_provider);
}

async fn what_browsers_and_applications_carry_is_unknown_elsewhere(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = other(&here).await;
    let theirs = RelyingParty::new(&here.server, &other, web()).await;
    here.server.active_user(&other, "eve@example.org").await;
    let eve = Surfer::signed_in(&here.server, "eve@example.org").await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let hint = tokens["id_token"].as_str().unwrap();

    // A pushed request of one is none of the other, and stays what it is.
    let challenge = challenge(VERIFIER);
    let mut form = here.rp.request(&[], &challenge);
    form.retain(|(name, _)| *name != "client_id");
    let (status, pushed) = here.rp.post("/oidc/par", &form).await;
    assert_eq!(status, 201, "{pushed}");
    let name = pushed["request_uri"].as_str().unwrap();
    let bring = |client_id: &str| {
        let query = encoded(&[("client_id", client_id), ("request_uri", name)]);
        format!("/oidc/authorize?{query}")
    };
    let refused = eve.get(&bring(&theirs.client_id)).await;
    assert_eq!(refused.status(), 400);
    assert!(refused.headers().get("location").is_none());
    let address = harness::location(&here.ada.get(&bring(&here.rp.client_id)).await);
    assert!(field(&address, "code").is_some());

    // A hint of Ada signs Eve out of nothing, whichever application is named, and leads nowhere.
    let bye = ("post_logout_redirect_uri", "https://app.example.com/bye");
    for client in [&here.rp.client_id, &theirs.client_id] {
        let fields = [("id_token_hint", hint), ("client_id", client.as_str()), bye];
        let shown = eve.get(&format!("/oidc/logout?{}", encoded(&fields))).await;
        assert!(shown.headers().get("location").is_none(), "{shown:?}");
        assert!(eve.portal.me().await.is_ok());
        assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    }

    // The secret of one proves nothing about the other.
    let mut with_foreign_secret = theirs.clone();
    with_foreign_secret.secret.clone_from(&here.rp.secret);
    let (status, refused) = with_foreign_secret.refresh(&tokens).await;
    assert_eq!((status, &refused["error"]), (401, &json!("invalid_client")));

    // Requests that wait in Eve's browser for an application of Ada's organization show Eve nothing but
    // what they show a stranger.
    let token = asked(
        &eve.get(&here.rp.authorize_path(&[("prompt", "consent")]))
            .await,
    );
    let stranger = Surfer::new(&here.server);
    let unknown = asked(
        &stranger
            .get(&here.rp.authorize_path(&[("prompt", "consent")]))
            .await,
    );
    let shown = eve.portal.authorization_request(&token).await.unwrap();
    let to_stranger = stranger
        .portal
        .authorization_request(&unknown)
        .await
        .unwrap();
    assert_eq!(shown.application, to_stranger.application);
    let rest = (to_stranger.scopes, to_stranger.login_hint);
    assert_eq!((shown.scopes, shown.login_hint), rest);

    // Sessions of applications are those of their owner.
    let sessions = here.ada.portal.my_application_sessions().await.unwrap();
    let ended = eve
        .portal
        .end_my_application_session(sessions.items[0].id)
        .await;
    assert_eq!(problem_type(ended), ProblemType::NotFound);
    let withdrawn = eve.portal.withdraw_my_application_grant(here.rp.id).await;
    assert_eq!(problem_type(withdrawn), ProblemType::NotFound);
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
}
