//! Tokens that are bound to a key (DPoP, RFC 9449): codes, access tokens and what is said about them.

use std::slice::from_ref;
use std::time::Duration;

use contract::applications::OidcSettings;
use entity::{oidc_grant, used_proof};
use harness::{Backend, CALLBACK, DpopKey, VERIFIER, access_token_hash, on_both_databases, web};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::Setting;

on_both_databases!(
    tokens_are_bound_to_the_key,
    a_proof_must_fit_its_request,
    a_proof_works_once,
    of_copies_that_are_used_at_once_one_works,
    a_stolen_token_is_of_no_use,
    only_so_many_proofs_are_remembered,
    a_code_can_be_bound_before,
    an_application_may_have_to_prove_its_key,
);

/// A new proof for the token endpoint.
pub fn proof(here: &Setting, key: &DpopKey) -> String {
    key.signed(&key.header(), &claims(here, &[]))
}

fn claims(here: &Setting, changes: &[(&str, Value)]) -> Value {
    let address = format!("{}/oidc/token", here.server.origin);
    DpopKey::claims("POST", &address, here.server.running.context.now(), changes)
}

/// A new proof for userinfo.
fn token_proof(here: &Setting, key: &DpopKey, changes: &[(&str, Value)]) -> String {
    let address = format!("{}/oidc/userinfo", here.server.origin);
    let now = here.server.running.context.now();
    key.signed(
        &key.header(),
        &DpopKey::claims("GET", &address, now, changes),
    )
}

/// Exchanges a code with these proofs.
pub async fn redeem(here: &Setting, code: &str, proofs: &[&str]) -> (u16, Value) {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let headers: Vec<_> = proofs.iter().map(|proof| ("DPoP", *proof)).collect();
    here.rp.post_with("/oidc/token", &form, &headers).await
}

/// The tokens of Ada, bound to a key.
pub async fn bound(here: &Setting, key: &DpopKey) -> Value {
    let code = here.rp.code(&here.ada, &[]).await;
    let (status, tokens) = redeem(here, &code, &[&proof(here, key)]).await;
    assert_eq!((status, &tokens["token_type"]), (200, &json!("DPoP")));
    tokens
}

/// The status of userinfo and its challenge, for a token that is sent in this way.
async fn userinfo(
    here: &Setting,
    (scheme, tokens): (&str, &Value),
    proofs: &[&str],
) -> (u16, String) {
    let token = tokens["access_token"].as_str().unwrap();
    let authorization = format!("{scheme} {token}");
    let mut headers = vec![("Authorization", &*authorization)];
    headers.extend(proofs.iter().map(|proof| ("DPoP", *proof)));
    let answer = here.rp.userinfo_with(&headers).await;
    let challenge = answer.headers().get("www-authenticate");
    let challenge = challenge.map(|text| text.to_str().unwrap().to_owned());
    (answer.status().as_u16(), challenge.unwrap_or_default())
}

async fn tokens_are_bound_to_the_key(backend: Backend) {
    let here = Setting::new(backend).await;
    let key = DpopKey::generate();
    let tokens = bound(&here, &key).await;
    let about = here.rp.introspect(&tokens["access_token"]).await;
    assert_eq!(about["token_type"], "DPoP");
    assert_eq!(about["cnf"], json!({"jkt": key.thumbprint()}));
    let ath = access_token_hash(tokens["access_token"].as_str().unwrap());
    let proof = token_proof(&here, &key, &[("ath", json!(ath))]);
    assert_eq!(userinfo(&here, ("DPoP", &tokens), &[&proof]).await.0, 200);
    let document = here.ada.get("/.well-known/openid-configuration").await;
    let document: Value = document.json().await.unwrap();
    assert_eq!(
        document["dpop_signing_alg_values_supported"],
        json!(["RS256", "PS256", "ES256", "EdDSA"])
    );
    // Without a proof, nothing is bound.
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    assert_eq!(tokens["token_type"], "Bearer");
    let about = here.rp.introspect(&tokens["access_token"]).await;
    assert_eq!(about["token_type"], "Bearer");
    assert_eq!(about.get("cnf"), None);
}

async fn a_proof_must_fit_its_request(backend: Backend) {
    let here = Setting::new(backend).await;
    let key = DpopKey::generate();
    let code = here.rp.code(&here.ada, &[]).await;
    let now = here.server.running.context.now().unix_seconds();
    let userinfo = format!("{}/oidc/userinfo", here.server.origin);
    let mut proofs = Vec::new();
    for (name, value) in [
        ("htm", json!("GET")),
        ("htm", json!("post")),
        ("htu", json!(userinfo)),
        ("htu", json!("https://other.example/oidc/token")),
        ("htu", json!("/oidc/token")),
        ("iat", json!(now - 90)),
        ("iat", json!(now + 90)),
        ("jti", json!("")),
        ("jti", json!("a".repeat(257))),
        ("ath", json!(access_token_hash("other"))),
    ] {
        let claims = claims(&here, &[(name, value)]);
        proofs.push(key.signed(&key.header(), &claims));
    }
    let mut private = key.jwk();
    private["d"] = json!("c2VjcmV0");
    for (name, value) in [
        ("typ", json!("JWT")),
        ("typ", Value::Null),
        ("alg", json!("none")),
        ("alg", json!("HS256")),
        ("alg", json!("RS256")),
        ("jwk", json!(private)),
        ("jwk", json!({"kty": "oct", "k": "c2VjcmV0"})),
        ("jwk", json!(DpopKey::generate().jwk())),
        ("jwk", Value::Null),
    ] {
        let mut header = key.header();
        header[name] = value;
        proofs.push(key.signed(&header, &claims(&here, &[])));
    }
    let unsigned = proof(&here, &key);
    let (unsigned, _) = unsigned.rsplit_once('.').unwrap();
    proofs.push(format!("{unsigned}."));
    proofs.push(String::new());
    for proof in &proofs {
        let (status, answer) = redeem(&here, &code, &[proof]).await;
        assert_eq!(
            (status, &answer["error"]),
            (400, &json!("invalid_dpop_proof")),
            "{proof}"
        );
    }
    let (one, other) = (proof(&here, &key), proof(&here, &key));
    assert_eq!(redeem(&here, &code, &[&one, &other]).await.0, 400);
    // None of them has used the code up. Its address can have a query, and be written in another way.
    let address = here.server.origin.replace("http://", "HTTP://");
    let htu = json!(format!("{address}/oidc/./token?a=b#c"));
    let good = key.signed(&key.header(), &claims(&here, &[("htu", htu)]));
    assert_eq!(redeem(&here, &code, &[&good]).await.0, 200);
}

async fn a_proof_works_once(backend: Backend) {
    let here = Setting::new(backend).await;
    let key = DpopKey::generate();
    let proof = proof(&here, &key);
    let first = here.rp.code(&here.ada, &[]).await;
    assert_eq!(redeem(&here, &first, &[&proof]).await.0, 200);
    let second = here.rp.code(&here.ada, &[]).await;
    let (status, answer) = redeem(&here, &second, &[&proof]).await;
    assert_eq!(
        (status, &answer["error"]),
        (400, &json!("invalid_dpop_proof"))
    );
    // The identifier of a proof is its key's own.
    let claims = claims(&here, &[("jti", json!("1"))]);
    let one = key.signed(&key.header(), &claims);
    assert_eq!(redeem(&here, &second, &[&one]).await.0, 200);
    let other = DpopKey::generate();
    let other = other.signed(&other.header(), &claims);
    let third = here.rp.code(&here.ada, &[]).await;
    assert_eq!(redeem(&here, &third, &[&other]).await.0, 200);
}

async fn of_copies_that_are_used_at_once_one_works(backend: Backend) {
    let here = Setting::new(backend).await;
    let key = DpopKey::generate();
    let (code, proof) = (here.rp.code(&here.ada, &[]).await, proof(&here, &key));
    let mut requests = JoinSet::new();
    for _ in 0..12 {
        let (rp, code, proof) = (here.rp.clone(), code.clone(), proof.clone());
        requests.spawn(async move {
            let form = [
                ("grant_type", "authorization_code"),
                ("code", &*code),
                ("redirect_uri", CALLBACK),
                ("code_verifier", VERIFIER),
            ];
            let headers = [("DPoP", &*proof)];
            rp.post_with("/oidc/token", &form, &headers).await
        });
    }
    let (good, bad): (Vec<_>, Vec<_>) = requests
        .join_all()
        .await
        .into_iter()
        .partition(|(status, _)| *status == 200);
    assert_eq!((good.len(), bad.len()), (1, 11));
    for (status, answer) in bad {
        assert_eq!(
            (status, &answer["error"]),
            (400, &json!("invalid_dpop_proof"))
        );
    }
    // The copies have not revoked what the first one gave.
    let about = here.rp.introspect(&good[0].1["access_token"]).await;
    assert_eq!(about["active"], true);
}

async fn a_stolen_token_is_of_no_use(backend: Backend) {
    let here = Setting::new(backend).await;
    let (key, thief) = (DpopKey::generate(), DpopKey::generate());
    let tokens = bound(&here, &key).await;
    let plain = here.rp.tokens(&here.ada, &[]).await;
    let hash = |tokens: &Value| access_token_hash(tokens["access_token"].as_str().unwrap());
    let ath = ("ath", json!(hash(&tokens)));
    let proof = |key: &DpopKey, changes: &[(&str, Value)]| token_proof(&here, key, changes);
    let own = proof(&key, from_ref(&ath));
    let refused = async |sent: (&str, &Value), proofs: &[&str], error: &str| {
        let (status, challenge) = userinfo(&here, sent, proofs).await;
        assert_eq!(status, 401, "{challenge}");
        assert!(challenge.starts_with("DPoP "), "{challenge}");
        assert!(
            challenge.contains(&format!("error=\"{error}\"")),
            "{challenge}"
        );
        assert!(challenge.contains("algs=\"RS256 PS256"), "{challenge}");
    };
    refused(("Bearer", &tokens), &[], "invalid_token").await;
    refused(("Bearer", &tokens), &[&own], "invalid_token").await;
    refused(("DPoP", &plain), &[&own], "invalid_token").await;
    let error = "invalid_dpop_proof";
    refused(("DPoP", &tokens), &[], error).await;
    for proof in [
        proof(&thief, from_ref(&ath)),
        proof(&key, &[]),
        proof(&key, &[("ath", json!(hash(&plain)))]),
        proof(&key, &[ath.clone(), ("htm", json!("POST"))]),
    ] {
        refused(("DPoP", &tokens), &[&proof], error).await;
    }
    assert_eq!(userinfo(&here, ("DPoP", &tokens), &[&own]).await.0, 200);
    refused(("DPoP", &tokens), &[&own], error).await;
    // A request without a token gets a challenge for each way to send one.
    let answer = here.rp.userinfo_with(&[]).await;
    let all = answer.headers().get_all("www-authenticate").iter();
    let all: Vec<_> = all.map(|one| one.to_str().unwrap()).collect();
    assert_eq!(all.len(), 2, "{all:?}");
}

async fn only_so_many_proofs_are_remembered(backend: Backend) {
    let here = Setting::new(backend).await;
    let key = DpopKey::generate();
    let tokens = bound(&here, &key).await;
    let context = &here.server.running.context;
    let db = context.database().write();
    let grant = oidc_grant::Entity::find().one(db).await.unwrap().unwrap();
    let rows = (0..5_000_u32).map(|number| used_proof::ActiveModel {
        hash: Set(number.to_be_bytes().to_vec()),
        organization_id: Set(grant.organization_id),
        application_id: Set(grant.application_id),
        used_for: Set(grant.id),
        expires_at: Set(context.now().plus(Duration::from_secs(60))),
    });
    let insert = used_proof::Entity::insert_many(rows);
    insert.exec_without_returning(db).await.unwrap();
    let asked = async |tokens: &Value| {
        let ath = access_token_hash(tokens["access_token"].as_str().unwrap());
        let proof = token_proof(&here, &key, &[("ath", json!(ath))]);
        userinfo(&here, ("DPoP", tokens), &[&proof]).await.0
    };
    assert_eq!(asked(&tokens).await, 503);
    // Nobody else has to wait.
    assert_eq!(asked(&bound(&here, &key).await).await, 200);
    here.server.clock.advance(Duration::from_secs(61));
    assert_eq!(asked(&tokens).await, 200);
}

async fn a_code_can_be_bound_before(backend: Backend) {
    let here = Setting::new(backend).await;
    let (key, thief) = (DpopKey::generate(), DpopKey::generate());
    let thumbprint = key.thumbprint();
    let changes = [("dpop_jkt", &*thumbprint)];
    let code = here.rp.code(&here.ada, &changes).await;
    let (_, answer) = redeem(&here, &code, &[]).await;
    assert_eq!(answer["error"], "invalid_dpop_proof");
    let (_, answer) = redeem(&here, &code, &[&proof(&here, &thief)]).await;
    assert_eq!(answer["error"], "invalid_grant");
    let (status, _) = redeem(&here, &code, &[&proof(&here, &key)]).await;
    assert_eq!(status, 200);
    // A second use with another key is noticed all the same.
    let first = bound(&here, &key).await;
    let code = here.rp.code(&here.ada, &[]).await;
    let (_, stolen) = redeem(&here, &code, &[&proof(&here, &thief)]).await;
    let (_, answer) = redeem(&here, &code, &[&proof(&here, &key)]).await;
    assert_eq!(answer["error"], "invalid_grant");
    let active = async |tokens: &Value| {
        let about = here.rp.introspect(&tokens["access_token"]).await;
        about["active"] == true
    };
    assert!(active(&first).await && !active(&stolen).await);
}

async fn an_application_may_have_to_prove_its_key(backend: Backend) {
    let settings = OidcSettings {
        dpop_required: true,
        ..web()
    };
    let here = Setting::with(backend, settings).await;
    let key = DpopKey::generate();
    let code = here.rp.code(&here.ada, &[]).await;
    let (status, answer) = redeem(&here, &code, &[]).await;
    assert_eq!(
        (status, &answer["error"]),
        (400, &json!("invalid_dpop_proof"))
    );
    assert_eq!(redeem(&here, &code, &[&proof(&here, &key)]).await.0, 200);
    // What was issued before the setting changed works no more, until a proof is sent.
    here.change(|settings| settings.dpop_required = false).await;
    let before = here.rp.tokens(&here.ada, &[]).await;
    assert_eq!(here.rp.userinfo(&before).await.0, 200);
    here.change(|settings| settings.dpop_required = true).await;
    assert_eq!(here.rp.userinfo(&before).await.0, 401);
    assert_eq!(here.rp.refresh(&before).await.0, 400);
}
