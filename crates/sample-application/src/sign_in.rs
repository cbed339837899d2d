//! Signing in with the authorization code flow and PKCE.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;

use crate::cookies::{self, cookie};
use crate::pages;
use crate::problem::Problem;
use crate::provider::Provider;
use crate::random::{challenge, random};
use crate::sessions::{Pending, Person, Sessions};
use crate::settings::Settings;
use crate::tokens;

/// What this application wants to know.
const SCOPE: &str = "openid profile email groups";

/// How the portal of the server asks to begin (`initiate_login_uri`).
#[derive(Deserialize)]
pub struct Begin {
    iss: Option<String>,
}

/// Sends the person to the server.
#[get("/sign-in")]
pub async fn begin(
    request: HttpRequest,
    query: Query<Begin>,
    settings: Data<Settings>,
    sessions: Data<Sessions>,
) -> HttpResponse {
    let known = cookies::value(&request, cookies::BROWSER);
    let address = authorization(&settings, &sessions, query.iss.as_deref(), known).await;
    match address {
        Ok((address, browser)) => HttpResponse::SeeOther()
            .insert_header((LOCATION, address))
            .cookie(cookie(cookies::BROWSER, browser))
            .finish(),
        Err(problem) => pages::failed(&problem),
    }
}

/// The address to send the person to, and the name of the browser. Tabs share the name, so that people
/// can sign in in several.
async fn authorization(
    settings: &Settings,
    sessions: &Sessions,
    issuer: Option<&str>,
    known: Option<String>,
) -> Result<(String, String), Problem> {
    let credentials = settings.credentials()?;
    if issuer.is_some_and(|issuer| issuer != credentials.issuer) {
        return Err(Problem::OtherIssuer);
    }
    let provider = Provider::find(credentials).await?;
    let browser = match known {
        Some(known) => known,
        None => random()?,
    };
    let (state, nonce, verifier) = (random()?, random()?, random()?);
    let address = provider.authorization(&[
        ("response_type", "code"),
        ("client_id", &provider.credentials.client_id),
        ("redirect_uri", &settings.callback()),
        ("scope", SCOPE),
        ("state", &state),
        ("nonce", &nonce),
        ("code_challenge", &challenge(&verifier)),
        ("code_challenge_method", "S256"),
    ]);
    let pending = Pending {
        browser: browser.clone(),
        nonce,
        verifier,
    };
    sessions.begin(state, pending);
    Ok((address, browser))
}

/// How the server sends the person back.
#[derive(Deserialize)]
pub struct Response {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// Signs the person in.
#[get("/callback")]
pub async fn callback(
    request: HttpRequest,
    query: Query<Response>,
    settings: Data<Settings>,
    sessions: Data<Sessions>,
) -> HttpResponse {
    let browser = cookies::value(&request, cookies::BROWSER);
    let before = cookies::value(&request, cookies::SESSION);
    let signed_in = signed_in(&settings, &sessions, query.into_inner(), browser).await;
    match signed_in.and_then(|person| Ok((person, random()?))) {
        Ok((person, id)) => {
            if let Some(before) = before {
                sessions.forget(&before);
            }
            sessions.sign_in(id.clone(), person);
            HttpResponse::SeeOther()
                .insert_header((LOCATION, "/"))
                .cookie(cookie(cookies::SESSION, id))
                .finish()
        }
        Err(problem) => pages::failed(&problem),
    }
}

async fn signed_in(
    settings: &Settings,
    sessions: &Sessions,
    response: Response,
    browser: Option<String>,
) -> Result<Person, Problem> {
    let state = response.state.as_deref().zip(browser.as_deref());
    let pending = state.and_then(|(state, browser)| sessions.come_back(state, browser));
    let pending = pending.ok_or(Problem::UnknownState)?;
    let credentials = settings.credentials()?;
    // Otherwise a code of another server could be sent to this one (RFC 9207).
    if response.iss.as_ref() != Some(&credentials.issuer) {
        return Err(Problem::OtherIssuer);
    }
    if let Some(error) = response.error {
        let description = response.error_description.unwrap_or_default();
        return Err(Problem::Denied(format!("{error}. {description}")));
    }
    let code = response.code.ok_or(Problem::MissingCode)?;
    let provider = Provider::find(credentials).await?;
    let redirect_uri = settings.callback();
    let tokens = provider
        .exchange(&code, &redirect_uri, &pending.verifier)
        .await?;
    let keys = provider.keys().await?;
    let own = &provider.credentials;
    let claims = tokens::id_token(&keys, own, &tokens.id_token, &pending.nonce)?;
    let userinfo = provider.userinfo(&tokens.access_token).await?;
    if userinfo.get("sub") != claims.get("sub") {
        return Err(Problem::token("userinfo is about another person"));
    }
    Ok(Person {
        id_token: tokens.id_token,
        claims,
        userinfo,
    })
}
