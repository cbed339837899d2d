use std::collections::BTreeSet;

use super::claims;
use super::{AuthorizationRequest, PageError, Prompt, Refusal};
use crate::acr;
use crate::address;
use crate::answer::{Answer, ResponseMode, ReturnAddress};
use crate::client::Client;
use crate::error::{ErrorCode, ProtocolError};
use crate::parameters::{Parameters, Repeated};
use crate::pkce::Challenge;
use crate::resource;
use crate::scope::{self, Scope};

/// Checks a request against what is registered. `issuer` is sent with the errors.
///
/// # Errors
/// See [`Refusal`].
pub fn check(
    parameters: &Parameters,
    client: &Client,
    issuer: &str,
) -> Result<AuthorizationRequest, Refusal> {
    let redirect_uri = redirect_uri(parameters, client)?;
    // From here on, errors go to the client.
    let mut return_to = ReturnAddress {
        redirect_uri,
        mode: ResponseMode::Query,
        state: None,
    };
    let checked = complete(parameters, &mut return_to)
        .and_then(|()| refuse_direct(client))
        .and_then(|()| rest(parameters, client));
    match checked {
        Ok(rest) => Ok(AuthorizationRequest { return_to, ..rest }),
        Err(error) => Err(Refusal::Redirect(Answer::error(&return_to, issuer, error))),
    }
}

/// Checks a request that the client pushes itself, after it has authenticated (RFC 9126, 2.1). All
/// errors are for the client.
///
/// # Errors
/// What is wrong.
pub fn check_pushed(
    parameters: &Parameters,
    client: &Client,
) -> Result<AuthorizationRequest, ProtocolError> {
    if parameters.get("request_uri")?.is_some() {
        return Err(ProtocolError::invalid_request(
            "A pushed request must not contain request_uri",
        ));
    }
    let redirect_uri = redirect_uri(parameters, client).map_err(|error| {
        ProtocolError::invalid_request(match error {
            PageError::UnregisteredRedirect { .. } => "redirect_uri is not registered",
            _ => "redirect_uri must occur exactly once",
        })
    })?;
    let mut return_to = ReturnAddress {
        redirect_uri,
        mode: ResponseMode::Query,
        state: None,
    };
    complete(parameters, &mut return_to)?;
    let rest = rest(parameters, client)?;
    Ok(AuthorizationRequest { return_to, ..rest })
}

fn redirect_uri(parameters: &Parameters, client: &Client) -> Result<String, PageError> {
    let requested = parameters
        .get("redirect_uri")?
        .ok_or(PageError::MissingRedirect)?;
    if !address::matches_any(&client.redirect_uris, client.kind, requested) {
        return Err(PageError::UnregisteredRedirect {
            requested: requested.to_owned(),
        });
    }
    Ok(requested.to_owned())
}

/// Reads the response mode and the state first, so that as many errors as possible are sent as the
/// client wants.
fn complete(parameters: &Parameters, return_to: &mut ReturnAddress) -> Result<(), ProtocolError> {
    let state = parameters.get("state")?.map(str::to_owned);
    if state
        .as_ref()
        .is_some_and(|state| state.contains(char::is_control))
    {
        // A form would not send them back unchanged.
        return Err(ProtocolError::invalid_request(
            "state must not contain control characters",
        ));
    }
    return_to.state = state;
    if let Some(mode) = parameters.get("response_mode")? {
        let mode = ResponseMode::parse(mode).ok_or(ProtocolError::invalid_request(
            "response_mode must be query or form_post",
        ))?;
        if mode == ResponseMode::FormPost && !is_web(&return_to.redirect_uri) {
            return Err(ProtocolError::invalid_request(
                "response_mode form_post requires a redirect_uri with https",
            ));
        }
        return_to.mode = mode;
    }
    if parameters.has_repeated(&["resource"]) {
        return Err(Repeated.into());
    }
    Ok(())
}

/// Refuses a request that the client has not pushed, if it must (RFC 9126, 5).
const fn refuse_direct(client: &Client) -> Result<(), ProtocolError> {
    if client.require_pushed {
        return Err(ProtocolError::invalid_request(
            "This client must push its requests",
        ));
    }
    Ok(())
}

/// Whether a browser can post to an address. It cannot to the scheme of an app.
fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Everything but the return address, for which it leaves a placeholder. `ui_locales` is ignored, because
/// there is one language: OpenID Connect Core, 3.1.2.1, forbids an error.
fn rest(parameters: &Parameters, client: &Client) -> Result<AuthorizationRequest, ProtocolError> {
    let get = |name| parameters.get(name);
    let text = |name| Ok::<_, Repeated>(parameters.get(name)?.map(str::to_owned));
    refuse_unsupported(parameters)?;
    let mut scopes = scope::parse(get("scope")?.unwrap_or_default());
    if !scopes.contains(&Scope::OpenId) {
        return Err(ProtocolError::new(
            ErrorCode::InvalidScope,
            "scope must contain openid",
        ));
    }
    if !client.offline {
        scopes.remove(&Scope::OfflineAccess);
    }
    let challenge = Challenge::from_request(get("code_challenge")?, get("code_challenge_method")?)?;
    if challenge.is_none() && client.requires_pkce() {
        return Err(ProtocolError::invalid_request(
            "code_challenge is missing. This client must use PKCE",
        ));
    }
    let wish = match get("claims")? {
        Some(text) => claims::parse(text)?,
        None => claims::ClaimsWish::default(),
    };
    let mut acr_values = acr::parse_list(get("acr_values")?.unwrap_or_default());
    acr_values.extend(wish.voluntary_acr);
    resource::refuse(parameters)?;
    Ok(AuthorizationRequest {
        client_id: client.id.clone(),
        return_to: ReturnAddress {
            redirect_uri: String::new(),
            mode: ResponseMode::Query,
            state: None,
        },
        scopes,
        nonce: text("nonce")?,
        challenge,
        prompts: prompts(get("prompt")?.unwrap_or_default())?,
        max_age: get("max_age")?.map(max_age).transpose()?,
        acr_values,
        essential_acr: wish.essential_acr,
        subject: wish.subject,
        id_token_hint: text("id_token_hint")?,
        login_hint: text("login_hint")?,
        dpop_jkt: get("dpop_jkt")?.map(thumbprint).transpose()?,
    })
}

fn refuse_unsupported(parameters: &Parameters) -> Result<(), ProtocolError> {
    for (name, code, description) in [
        (
            "request",
            ErrorCode::RequestNotSupported,
            "Request objects are not supported",
        ),
        (
            "request_uri",
            ErrorCode::RequestUriNotSupported,
            "Only request_uri values of pushed requests are supported",
        ),
        (
            "registration",
            ErrorCode::RegistrationNotSupported,
            "The parameter registration is not supported",
        ),
    ] {
        if parameters.get(name)?.is_some() {
            return Err(ProtocolError::new(code, description));
        }
    }
    match parameters.get("response_type")? {
        Some("code") => Ok(()),
        Some(_) => Err(ProtocolError::new(
            ErrorCode::UnsupportedResponseType,
            "response_type must be code",
        )),
        None => Err(ProtocolError::invalid_request("response_type is missing")),
    }
}

fn prompts(text: &str) -> Result<BTreeSet<Prompt>, ProtocolError> {
    let names = text.split(' ').filter(|name| !name.is_empty());
    let prompts: Option<BTreeSet<Prompt>> = names.map(Prompt::parse).collect();
    let prompts = prompts.ok_or(ProtocolError::invalid_request(
        "prompt must contain none, login, consent or select_account",
    ))?;
    if prompts.contains(&Prompt::Silent) && prompts.len() > 1 {
        return Err(ProtocolError::invalid_request(
            "prompt must not contain none with other values",
        ));
    }
    Ok(prompts)
}

/// A number of seconds. More than 136 years count as 136 years.
fn max_age(text: &str) -> Result<u32, ProtocolError> {
    if text.len() > 20 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ProtocolError::invalid_request(
            "max_age must be a number of seconds",
        ));
    }
    Ok(text.parse().unwrap_or(u32::MAX))
}

fn thumbprint(text: &str) -> Result<String, ProtocolError> {
    match Challenge::parse(text) {
        // Both are SHA-256 hashes in base64url.
        Some(hash) => Ok(hash.as_str().to_owned()),
        None => Err(ProtocolError::invalid_request(
            "dpop_jkt must be a SHA-256 hash in base64url",
        )),
    }
}
