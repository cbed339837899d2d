//! Signs a person in and out with the crate `openidconnect`. The test plays the browser: see client.rs.

use std::env::var;
use std::error::Error;
use std::io::stdin;

use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreGenderClaim};
use openidconnect::reqwest::blocking::ClientBuilder;
use openidconnect::reqwest::redirect::Policy;
use openidconnect::url::Url;
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope, TokenResponse,
    UserInfoClaims,
};
use serde::{Deserialize, Serialize};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What Latchkey says beyond the standard claims.
#[derive(Debug, Deserialize, Serialize)]
struct Groups {
    groups: Vec<String>,
}

impl AdditionalClaims for Groups {}

fn hear() -> Result<String> {
    let mut line = String::new();
    stdin().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

fn field(address: &Url, name: &str) -> Option<String> {
    let mut pairs = address.query_pairs();
    let (_, value) = pairs.find(|(own, _)| own == name)?;
    Some(value.into_owned())
}

fn main() -> Result<()> {
    let http = ClientBuilder::new()
        .no_proxy()
        .redirect(Policy::none())
        .build()?;
    let issuer = IssuerUrl::new(var("ISSUER")?)?;
    let metadata = ProviderMetadataWithLogout::discover(&issuer, &http)?;
    let end_session = metadata.additional_metadata().end_session_endpoint.clone();
    let end_session = end_session.ok_or("no end session endpoint")?;
    let client = CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(var("CLIENT_ID")?),
        Some(ClientSecret::new(var("CLIENT_SECRET")?)),
    )
    .set_redirect_uri(RedirectUrl::new(var("REDIRECT_URI")?)?);

    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let mut request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
    for scope in ["profile", "email", "groups"] {
        request = request.add_scope(Scope::new(scope.to_owned()));
    }
    let (address, state, nonce) = request.set_pkce_challenge(challenge).url();
    println!("{address}");

    let answer = Url::parse(&hear()?)?;
    assert_eq!(field(&answer, "state").as_ref(), Some(state.secret()));
    assert_eq!(field(&answer, "iss").as_deref(), Some(issuer.as_str()));
    let code = field(&answer, "code").ok_or("no code")?;
    let tokens = client
        .exchange_code(AuthorizationCode::new(code))?
        .set_pkce_verifier(verifier)
        .request(&http)?;
    let checks = client.id_token_verifier();
    let id_token = tokens.id_token().ok_or("no ID token")?;
    let claims = id_token.claims(&checks, &nonce)?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = id_token.signing_alg()?;
        let key = id_token.signing_key(&checks)?;
        let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)?;
        assert_eq!(actual, *expected);
    }

    let refresh_token = tokens.refresh_token().ok_or("no refresh token")?;
    let refreshed = client
        .exchange_refresh_token(refresh_token)?
        .request(&http)?;
    let id_token = refreshed.id_token().ok_or("no ID token from the refresh")?;
    // An ID token from a refresh has no nonce.
    let again = id_token.claims(&checks, |_: Option<&Nonce>| Ok(()))?;
    assert_eq!(again.subject(), claims.subject());
    let subject = claims.subject().clone();
    let person: UserInfoClaims<Groups, CoreGenderClaim> = client
        .user_info(refreshed.access_token().clone(), Some(subject))?
        .request(&http)?;
    println!("{}", serde_json::to_string(&person)?);

    let after = var("AFTER_LOGOUT_URI")?;
    let bye = LogoutRequest::from(end_session)
        .set_id_token_hint(id_token)
        .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(after.clone())?)
        .set_state(CsrfToken::new("bye".to_owned()));
    println!("{}", bye.http_get_url());

    assert_eq!(hear()?, format!("{after}?state=bye"));
    let refresh_token = refreshed.refresh_token().ok_or("no second refresh token")?;
    match client.exchange_refresh_token(refresh_token)?.request(&http) {
        Err(RequestTokenError::ServerResponse(refused)) => {
            let error: &str = refused.error().as_ref();
            println!("{error}");
        }
        _ => return Err("the refresh was not refused by the server".into()),
    }
    Ok(())
}
