//! A provider with an application and a user, and the steps that the modules have in common.

use client::Client;
use contract::applications::OidcSettings;
use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::profile::{Address, Profile, ProfileChanges};
use contract::users::UpdateUser;
use harness::{
    Backend, CALLBACK, RelyingParty, Surfer, TestDatabase, TestServer, encoded, field, location,
    problem_type, web,
};
use reqwest::Response;
use rules::openid::PkcePolicy;
use serde_json::Value;

pub const ADA: &str = "ada@example.com";
/// What the application expects to get back unchanged.
pub const STATE: &str = "st&te";
pub const NONCE: &str = "n-0S6_WzA2Mj";

/// The plans send no PKCE challenge, except in one module, and no scope but `openid` unless they test one.
const PLAIN: [(&str, &str); 3] = [
    ("scope", "openid"),
    ("code_challenge", ""),
    ("code_challenge_method", ""),
];

pub struct Setting {
    pub server: TestServer,
    pub owner: Client,
    pub rp: RelyingParty,
    pub user: UserId,
    /// A browser in which Ada is signed in.
    pub ada: Surfer,
}

/// The settings with which an application runs the plans. Claims are in userinfo only, as the plans expect
/// of the code flow.
pub fn settings() -> OidcSettings {
    OidcSettings {
        pkce: PkcePolicy::IfSent,
        claims_in_id_token: false,
        ..web()
    }
}

impl Setting {
    pub async fn new() -> Self {
        Self::with(settings()).await
    }

    pub async fn with(settings: OidcSettings) -> Self {
        let database = TestDatabase::installed(Backend::Sqlite).await;
        let server = TestServer::start_on(database, |config| {
            // Back-channel logout calls an endpoint of the test.
            config.server.logout_notice_networks = vec!["127.0.0.0/8".parse().unwrap()];
        })
        .await;
        let owner = server.owner().await;
        let user = server.active_user(&owner, ADA).await;
        let changes = ProfileChanges::between(&user.profile, &profile());
        let update = UpdateUser::from_profile_changes(changes);
        let updated = owner.update_user(user.id, user.version, &update).await;
        updated.unwrap();
        let rp = RelyingParty::named(&server, &owner, "First", settings).await;
        let ada = Surfer::signed_in(&server, ADA).await;
        Self {
            server,
            owner,
            rp,
            user: user.id,
            ada,
        }
    }

    /// The discovery document.
    pub async fn discovery(&self) -> Value {
        let answer = self.ada.get("/.well-known/openid-configuration").await;
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    /// The path of a request of the plans.
    pub fn path(&self, changes: &[(&str, &str)]) -> String {
        path(&self.rp, changes)
    }

    /// Sends Ada's browser to the server with a request that is answered at once. Returns the address of
    /// the response.
    pub async fn sent(&self, changes: &[(&str, &str)]) -> String {
        location(&self.ada.get(&self.path(changes)).await)
    }

    /// The code for a request that is answered at once.
    pub async fn code(&self, changes: &[(&str, &str)]) -> String {
        code_in(&self.sent(changes).await)
    }

    /// The tokens for a request that is answered at once.
    pub async fn tokens(&self, changes: &[(&str, &str)]) -> Value {
        redeem(&self.rp, &self.code(changes).await).await
    }

    /// The claims of the ID token for a request that is answered at once.
    pub async fn claims(&self, changes: &[(&str, &str)]) -> Value {
        let tokens = self.tokens(changes).await;
        self.rp.verified(&tokens["id_token"]).await
    }

    /// The claims of the ID token for a request for which Ada has to sign in again, and does.
    pub async fn claims_after_signing_in_again(&self, changes: &[(&str, &str)]) -> Value {
        let token = asked(&self.ada.get(&self.path(changes)).await);
        let before = ContinueAuthorization::default();
        let before = self.ada.portal.continue_authorization(&token, before);
        assert_eq!(problem_type(before.await), ProblemType::ProofRequired);
        self.ada.sign_in(ADA).await;
        let code = continued(&self.ada, &token, None).await;
        let tokens = redeem(&self.rp, &code).await;
        self.rp.verified(&tokens["id_token"]).await
    }

    /// Asserts that nobody is signed in to the server in Ada's browser anymore.
    pub async fn is_signed_out(&self) {
        let address = self.sent(&[("prompt", "none")]).await;
        refused(&address, "login_required");
    }
}

/// A profile with a value for each of the standard scopes.
fn profile() -> Profile {
    Profile {
        first_name: Some("Ada".to_owned()),
        last_name: Some("Lovelace".to_owned()),
        language: Some("en".to_owned()),
        time_zone: Some("Europe/Vienna".to_owned()),
        work_phone: Some("+43 1 234567".to_owned()),
        work_address: Some(Address {
            street: "Ring 1".to_owned(),
            locality: "Wien".to_owned(),
            postal_code: "1010".to_owned(),
            country: "Austria".to_owned(),
            ..Address::default()
        }),
        ..Profile::default()
    }
}

/// The path of a request that an application sends in the plans.
pub fn path(rp: &RelyingParty, changes: &[(&str, &str)]) -> String {
    let changes = [&PLAIN[..], changes].concat();
    format!("/oidc/authorize?{}", encoded(&rp.request(&changes, "")))
}

/// The tokens for a code that was requested without PKCE.
pub async fn redeem(rp: &RelyingParty, code: &str) -> Value {
    let (status, tokens) = rp.redeem_with(code, CALLBACK, None).await;
    assert_eq!(status, 200, "{tokens}");
    tokens
}

/// The code in a successful response, which contains the state of the request.
pub fn code_in(address: &str) -> String {
    assert!(address.starts_with(CALLBACK), "{address}");
    assert_eq!(field(address, "error"), None, "{address}");
    assert_eq!(field(address, "state").as_deref(), Some(STATE));
    field(address, "code").unwrap_or_else(|| panic!("no code in {address}"))
}

/// Asserts that a response is this error, and contains the state of the request.
pub fn refused(address: &str, error: &str) {
    assert!(address.starts_with(CALLBACK), "{address}");
    assert_eq!(field(address, "error").as_deref(), Some(error), "{address}");
    assert_eq!(field(address, "state").as_deref(), Some(STATE));
    assert_eq!(field(address, "code"), None);
}

/// Asserts that a request was refused on a page of the server, which leads nowhere.
pub fn refused_on_a_page(answer: &Response) {
    assert_eq!(answer.status(), 400, "{answer:?}");
    assert!(answer.headers().get("location").is_none(), "{answer:?}");
}

/// The token of the request that the portal is asked to continue with.
pub fn asked(answer: &Response) -> String {
    let address = location(answer);
    let token = address.strip_prefix("/continue?request=");
    let token = token.unwrap_or_else(|| panic!("not the portal: {address}"));
    token.to_owned()
}

/// Continues with a request in the portal. Returns the code.
pub async fn continued(surfer: &Surfer, token: &str, answer: Option<RequestAnswer>) -> String {
    let body = ContinueAuthorization {
        answer,
        ..ContinueAuthorization::default()
    };
    let continued = surfer.portal.continue_authorization(token, body).await;
    let address = continued.unwrap().address;
    code_in(&location(&surfer.get(&address).await))
}
