//! How applications authenticate (attack classes 8 to 10).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::applications::OidcSettings;
use harness::{Backend, RelyingParty, on_both_databases, posted, web};
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::{Value, json};

use super::Setting;

on_both_databases!(
    a_secret_is_required_where_one_is_registered,
    a_public_application_has_no_other_proof_than_its_verifier,
    an_assertion_is_for_this_server_and_works_once,
);

/// Posts a form to the token endpoint, with these credentials in the header.
async fn ask(here: &Setting, basic: Option<(&str, &str)>, form: &[(&str, &str)]) -> (u16, Value) {
    let request = here
        .ada
        .http
        .post(format!("{}/oidc/token", here.server.origin));
    let request = match basic {
        Some((user, password)) => request.basic_auth(user, Some(password)),
        None => request,
    };
    let answer = posted(request, form).send().await.unwrap();
    let status = answer.status().as_u16();
    if status == 401 {
        assert!(answer.headers().contains_key("www-authenticate"));
    }
    (status, answer.json().await.unwrap())
}

async fn a_secret_is_required_where_one_is_registered(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let code = here.rp.code(&here.ada, &[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", harness::CALLBACK),
        ("code_verifier", harness::VERIFIER),
    ];
    let id = here.rp.client_id.as_str();
    let secret = here.rp.secret.as_deref().unwrap();
    let upper = secret.to_uppercase();
    let longer = format!("{secret}x");
    for wrong in [
        "",
        "x",
        upper.as_str(),
        longer.as_str(),
        other.secret.as_deref().unwrap(),
    ] {
        assert_eq!(ask(&here, Some((id, wrong)), &form).await.0, 401, "{wrong}");
        let mut in_form = form.to_vec();
        in_form.extend([("client_id", id), ("client_secret", wrong)]);
        assert_eq!(ask(&here, None, &in_form).await.0, 401, "{wrong}");
    }
    let mut nothing = form.to_vec();
    nothing.push(("client_id", id));
    assert_eq!(
        ask(&here, None, &nothing).await.1["error"],
        "invalid_client"
    );
    assert_eq!(ask(&here, None, &form).await.1["error"], "invalid_client");
    let mut both = form.to_vec();
    both.push(("client_secret", secret));
    assert_eq!(
        ask(&here, Some((id, secret)), &both).await.1["error"],
        "invalid_request"
    );
    let upper = id.to_uppercase();
    assert_eq!(
        ask(&here, Some((upper.as_str(), secret)), &form).await.0,
        401
    );
    // In the address, a secret would end up in logs.
    let url = format!(
        "{}/oidc/token?client_id={id}&client_secret={secret}",
        here.server.origin
    );
    let answer = posted(here.ada.http.post(url), &form).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let mut in_form = form.to_vec();
    in_form.extend([("client_id", id), ("client_secret", secret)]);
    assert_eq!(ask(&here, None, &in_form).await.0, 200);
}

async fn a_public_application_has_no_other_proof_than_its_verifier(backend: Backend) {
    let settings = OidcSettings {
        kind: ClientKind::Native,
        auth: ClientAuthentication::Public,
        ..web()
    };
    let here = Setting::with(backend, settings).await;
    let code = here.rp.code(&here.ada, &[]).await;
    let id = here.rp.client_id.as_str();
    let form = [("grant_type", "authorization_code"), ("code", &*code)];
    assert_eq!(ask(&here, Some((id, "x")), &form).await.0, 401);
    let verifier = here.rp.redeem_with(&code, harness::CALLBACK, None).await;
    assert_eq!(verifier.1["error"], "invalid_grant");
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    let address = here.rp.sent(&here.ada, &without).await;
    assert!(address.contains("error=invalid_request"), "{address}");
    let (status, tokens) = here.rp.redeem(&code).await;
    assert_eq!(status, 200);
    // It cannot ask about tokens, not even its own.
    let token = tokens["access_token"].as_str().unwrap();
    let asked = here.rp.post("/oidc/introspect", &[("token", token)]).await;
    assert_eq!(
        (asked.0, &asked.1["error"]),
        (401, &json!("invalid_client"))
    );
}

/// An Ed25519 key of an application.
struct Key(aws_lc_rs::signature::Ed25519KeyPair);

impl Key {
    fn new() -> Self {
        let random = aws_lc_rs::rand::SystemRandom::new();
        let document = aws_lc_rs::signature::Ed25519KeyPair::generate_pkcs8v1(&random).unwrap();
        let pair = aws_lc_rs::signature::Ed25519KeyPair::from_pkcs8(document.as_ref());
        Self(pair.unwrap())
    }

    fn public(&self) -> Vec<u8> {
        use aws_lc_rs::signature::KeyPair;
        self.0.public_key().as_ref().to_vec()
    }

    fn jwks(&self) -> String {
        let x = URL_SAFE_NO_PAD.encode(self.public());
        json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "a", "x": x}]}).to_string()
    }

    fn signed(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.0.sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }
}

async fn an_assertion_is_for_this_server_and_works_once(backend: Backend) {
    let key = Key::new();
    let settings = OidcSettings {
        auth: ClientAuthentication::PrivateKey,
        jwks: Some(key.jwks()),
        ..web()
    };
    let here = Setting::with(backend, settings).await;
    let code = here.rp.code(&here.ada, &[]).await;
    let (id, issuer) = (here.rp.client_id.clone(), here.server.origin.clone());
    let now = here.server.running.context.now().unix_seconds();
    let claims = |aud: Value, jti: &str| json!({"iss": id, "sub": id, "aud": aud, "jti": jti, "iat": now, "exp": now + 60});
    let header = json!({"alg": "EdDSA", "kid": "a"});
    let submit = async |assertion: &str| {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &*code),
            ("redirect_uri", harness::CALLBACK),
            ("code_verifier", harness::VERIFIER),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion),
        ];
        ask(&here, None, &form).await
    };
    for aud in [
        json!(format!("{issuer}/oidc/token")),
        json!(format!("{issuer}/")),
        json!([issuer]),
        json!([issuer, "https://other.example"]),
        json!("https://other.example"),
    ] {
        let assertion = key.signed(&header, &claims(aud.clone(), "1"));
        assert_eq!(submit(&assertion).await.0, 401, "{aud}");
    }
    let good = claims(json!(issuer), "2");
    let other = Key::new();
    let x = URL_SAFE_NO_PAD.encode(other.public());
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "kid": "a", "x": x});
    for wrong in [
        other.signed(&header, &good),
        other.signed(&json!({"alg": "EdDSA", "kid": "a", "jwk": jwk}), &good),
        key.signed(&json!({"alg": "none"}), &good),
        key.signed(&json!({"alg": "HS256", "kid": "a"}), &good),
        key.signed(&json!({"alg": "EdDSA", "kid": "b"}), &good),
        key.signed(&json!({"alg": "EdDSA", "kid": "a", "crit": ["x"]}), &good),
        key.signed(&json!({"alg": "EdDSA", "kid": "a", "typ": "at+jwt"}), &good),
    ] {
        assert_eq!(submit(&wrong).await.0, 401, "{wrong}");
    }
    // A secret that does not exist, and no proof at all.
    let form = [
        ("grant_type", "authorization_code"),
        ("code", "x"),
        ("client_id", &*id),
    ];
    assert_eq!(ask(&here, None, &form).await.0, 401);
    assert_eq!(ask(&here, Some((&*id, "lks_x")), &form).await.0, 401);
    let assertion = key.signed(&header, &good);
    assert_eq!(submit(&assertion).await.0, 200);
    assert_eq!(submit(&assertion).await.1["error"], "invalid_client");
    let next = key.signed(&header, &claims(json!(issuer), "3"));
    assert_eq!(submit(&next).await.1["error"], "invalid_grant");
}
