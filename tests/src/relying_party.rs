//! An application that uses OpenID Connect, played by raw HTTP requests, and a browser whose redirects the
//! test sees.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use client::{Client, Portal};
use contract::applications::{CreateApplication, OidcSettings};
use contract::ids::ApplicationId;
use reqwest::Response;
use reqwest::redirect::Policy;
use rules::application::OpenTo;
use rules::openid::ClientAuthentication;
use serde_json::Value;
use url::Url;
use url::form_urlencoded::Serializer;

use crate::actors::give_password;
use crate::{SOON, TestServer, USER_PASSWORD, until};

/// Where the application gets its codes.
pub const CALLBACK: &str = "https://app.example.com/callback";
/// The PKCE verifier of every request.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// A browser that follows no redirects by itself.
pub struct Surfer {
    /// Sends requests with the browser's cookies.
    pub http: reqwest::Client,
    /// The User Portal in this browser.
    pub portal: Client,
    origin: String,
}

impl Surfer {
    /// A browser without cookies.
    pub fn new(server: &TestServer) -> Self {
        Self::at(&server.origin)
    }

    /// A browser without cookies, for a server at this origin.
    pub fn at(origin: &str) -> Self {
        let http = crate::http::http_builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .user_agent("Mozilla/5.0 (X11; Linux x86_64) Firefox/146.0")
            .build()
            .unwrap();
        Self {
            portal: Client::new(http.clone(), origin, Portal::User),
            origin: origin.to_owned(),
            http,
        }
    }

    /// The same browser, which opens the pages of another server.
    #[must_use]
    pub fn moved_to(&self, server: &TestServer) -> Self {
        Self {
            portal: Client::new(self.http.clone(), &server.origin, Portal::User),
            origin: server.origin.clone(),
            http: self.http.clone(),
        }
    }

    /// A browser in which the user with this address is signed in.
    pub async fn signed_in(server: &TestServer, email: &str) -> Self {
        let surfer = Self::new(server);
        surfer.sign_in(email).await;
        surfer
    }

    /// Signs in to the User Portal.
    pub async fn sign_in(&self, email: &str) {
        self.sign_in_with(email, USER_PASSWORD).await;
    }

    /// Signs in to the User Portal with this password.
    pub async fn sign_in_with(&self, email: &str, password: &str) {
        give_password(&self.portal, email, password).await;
    }

    /// Opens an address of the server.
    pub async fn get(&self, path: &str) -> Response {
        let url = format!("{}{path}", self.origin);
        self.http.get(url).send().await.unwrap()
    }

    /// Posts a form to an address of the server, from a page of `origin`.
    pub async fn post(&self, path: &str, origin: &str, form: &[(&str, &str)]) -> Response {
        let request = self.http.post(format!("{}{path}", self.origin));
        let request = request.header("Origin", origin);
        posted(request, form).send().await.unwrap()
    }
}

/// A request with a form.
pub fn posted(request: reqwest::RequestBuilder, form: &[(&str, &str)]) -> reqwest::RequestBuilder {
    request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(encoded(form))
}

/// Fields as a query or a form.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The address that a response leads to.
pub fn location(response: &Response) -> String {
    assert_eq!(response.status(), 303, "{response:?}");
    let location = response.headers().get("location").unwrap();
    location.to_str().unwrap().to_owned()
}

/// A field in the query of an address.
pub fn field(address: &str, name: &str) -> Option<String> {
    let base = Url::parse("http://localhost/").unwrap();
    let url = base.join(address).unwrap();
    let mut pairs = url.query_pairs();
    pairs
        .find(|(own, _)| own == name)
        .map(|(_, value)| value.into_owned())
}

/// The SHA-256 hash of a verifier, in base64url.
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}

/// An application with its credentials.
#[derive(Clone)]
pub struct RelyingParty {
    /// Its identifier.
    pub id: ApplicationId,
    /// The same as text.
    pub client_id: String,
    /// Its secret, if it has one.
    pub secret: Option<String>,
    origin: String,
    http: reqwest::Client,
}

/// The settings of an application on a server.
pub fn web() -> OidcSettings {
    OidcSettings {
        redirect_uris: vec![CALLBACK.to_owned()],
        after_logout_uris: vec!["https://app.example.com/bye".to_owned()],
        offline: true,
        ..OidcSettings::default()
    }
}

impl RelyingParty {
    /// Registers an application that is open to everyone in the organization of `owner`.
    pub async fn new(server: &TestServer, owner: &Client, settings: OidcSettings) -> Self {
        Self::named(server, owner, "Grafana", settings).await
    }

    /// The same with another name.
    pub async fn named(
        server: &TestServer,
        owner: &Client,
        name: &str,
        settings: OidcSettings,
    ) -> Self {
        let with_secret = settings.auth == ClientAuthentication::BasicOrPost;
        let new = CreateApplication {
            open_to: Some(OpenTo::Everyone),
            ..CreateApplication::oidc(name, settings)
        };
        let id = owner.create_application(&new, None).await.unwrap().id;
        let secret = if with_secret {
            let created = owner.create_client_secret(id).await.unwrap();
            Some(created.secret)
        } else {
            None
        };
        server.keys_made().await;
        Self {
            id,
            client_id: id.to_string(),
            secret,
            origin: server.origin.clone(),
            http: crate::http::plain_http(),
        }
    }

    /// The same application, which calls another server.
    pub fn at(&self, server: &TestServer) -> Self {
        Self {
            origin: server.origin.clone(),
            ..self.clone()
        }
    }

    /// The path of an authorization request. `changes` replace fields; an empty value removes one.
    pub fn authorize_path(&self, changes: &[(&str, &str)]) -> String {
        format!(
            "/oidc/authorize?{}",
            encoded(&self.request(changes, &challenge(VERIFIER)))
        )
    }

    /// The fields of an authorization request.
    pub fn request<'a>(
        &'a self,
        changes: &[(&'a str, &'a str)],
        challenge: &'a str,
    ) -> Vec<(&'a str, &'a str)> {
        let mut fields = vec![
            ("response_type", "code"),
            ("client_id", self.client_id.as_str()),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile email groups offline_access"),
            ("state", "st&te"),
            ("nonce", "n-0S6_WzA2Mj"),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in changes {
            fields.retain(|(own, _)| *own != *name);
            if !value.is_empty() {
                fields.push((*name, *value));
            }
        }
        fields
    }

    /// Sends the browser to the server, and returns the address that it leads to.
    pub async fn sent(&self, surfer: &Surfer, changes: &[(&str, &str)]) -> String {
        location(&surfer.get(&self.authorize_path(changes)).await)
    }

    /// A code for the user who is signed in.
    pub async fn code(&self, surfer: &Surfer, changes: &[(&str, &str)]) -> String {
        let address = self.sent(surfer, changes).await;
        field(&address, "code").unwrap_or_else(|| panic!("no code in {address}"))
    }

    /// Posts a form with the credentials of the application. Returns the status and the response.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
        self.post_with(path, form, &[]).await
    }

    /// The same with more headers.
    pub async fn post_with(
        &self,
        path: &str,
        form: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> (u16, Value) {
        let request = self.http.post(format!("{}{path}", self.origin));
        let request = match &self.secret {
            Some(secret) => request.basic_auth(&self.client_id, Some(secret)),
            None => request,
        };
        let mut form = form.to_vec();
        if self.secret.is_none() {
            form.push(("client_id", &self.client_id));
        }
        let request = with_headers(posted(request, &form), headers);
        answer(request.send().await.unwrap()).await
    }

    /// Exchanges a code for tokens.
    pub async fn redeem(&self, code: &str) -> (u16, Value) {
        self.redeem_with(code, CALLBACK, Some(VERIFIER)).await
    }

    /// The same with another redirect URI or verifier.
    pub async fn redeem_with(
        &self,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&str>,
    ) -> (u16, Value) {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
        ];
        form.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        self.post("/oidc/token", &form).await
    }

    /// The tokens of the user who is signed in.
    pub async fn tokens(&self, surfer: &Surfer, changes: &[(&str, &str)]) -> Value {
        let code = self.code(surfer, changes).await;
        let (status, tokens) = self.redeem(&code).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }

    /// Exchanges a refresh token for new tokens.
    pub async fn refresh(&self, tokens: &Value) -> (u16, Value) {
        let token = tokens["refresh_token"].as_str().unwrap();
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.post("/oidc/token", &form).await
    }

    /// Asks for the claims with an access token.
    pub async fn userinfo(&self, tokens: &Value) -> (u16, Value) {
        let token = tokens["access_token"].as_str().unwrap();
        let request = self.http.get(format!("{}/oidc/userinfo", self.origin));
        answer(request.bearer_auth(token).send().await.unwrap()).await
    }

    /// The same with these headers, which contain the token.
    pub async fn userinfo_with(&self, headers: &[(&str, &str)]) -> Response {
        let request = self.http.get(format!("{}/oidc/userinfo", self.origin));
        with_headers(request, headers).send().await.unwrap()
    }

    /// What the server says about a token.
    pub async fn introspect(&self, token: &Value) -> Value {
        let form = [("token", token.as_str().unwrap())];
        self.post("/oidc/introspect", &form).await.1
    }

    /// The claims of a token, after its signature was verified with the published keys.
    pub async fn verified(&self, token: &Value) -> Value {
        let token = token.as_str().unwrap();
        let keys = self.http.get(format!("{}/oidc/jwks", self.origin));
        let (_, keys) = answer(keys.send().await.unwrap()).await;
        verify(&keys, token)
    }
}

fn with_headers(
    request: reqwest::RequestBuilder,
    headers: &[(&str, &str)],
) -> reqwest::RequestBuilder {
    let add = |request: reqwest::RequestBuilder, (name, value): &(&str, &str)| {
        request.header(*name, *value)
    };
    headers.iter().fold(request, add)
}

async fn answer(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (status, response.json().await.unwrap_or(Value::Null))
}

fn decode(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// The claims of a token whose signature one of the keys verifies.
pub fn verify(keys: &Value, token: &str) -> Value {
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (header, payload) = signed.split_once('.').unwrap();
    let header: Value = serde_json::from_slice(&decode(header)).unwrap();
    let mut keys = keys["keys"].as_array().unwrap().iter();
    let key = keys.find(|key| key["kid"] == header["kid"]).unwrap();
    assert_eq!(key["alg"], header["alg"]);
    let part = |name: &str| decode(key[name].as_str().unwrap());
    let (signed, signature) = (signed.as_bytes(), decode(signature));
    let verified = match header["alg"].as_str().unwrap() {
        "RS256" => {
            let (n, e) = (part("n"), part("e"));
            let key = RsaPublicKeyComponents { n: &n, e: &e };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, &signature)
        }
        "ES256" => {
            let point = [vec![4], part("x"), part("y")].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, &signature)
        }
        other => panic!("a token signed with {other}"),
    };
    verified.unwrap();
    serde_json::from_slice(&decode(payload)).unwrap()
}

impl TestServer {
    /// Waits until the server has made the keys for tokens of applications, which it does in the
    /// background.
    pub async fn keys_made(&self) {
        let context = &self.running.context;
        until(SOON, "the keys of the server", async || {
            let keys = context.oidc_keys().loaded();
            (keys.algorithms(context.now()).len() > 1).then_some(())
        })
        .await;
    }
}
