//! Passkeys in the browser. Options and responses are JSON, which browsers read and write (WebAuthn
//! Level 3, sections 5.1.8 to 5.1.10).

use std::rc::Rc;

use client::{Client, Error};
use contract::factors::PasskeyAnswer;
use contract::sign_in::SignIn;
use js_sys::{Function, JSON, Object, Promise, Reflect};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use crate::words::factors as words;

/// Why the browser returned no passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyError {
    /// The person canceled, or the time ran out.
    Canceled,
    /// The authenticator already has a passkey for this account.
    Already,
    /// Anything else.
    Failed,
}

impl PasskeyError {
    /// The error message.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Canceled => words::CANCELED,
            Self::Already => words::ALREADY,
            Self::Failed => words::NOT_DONE,
        }
    }
}

impl From<JsValue> for PasskeyError {
    fn from(error: JsValue) -> Self {
        let name = Reflect::get(&error, &"name".into()).ok();
        match name.and_then(|name| name.as_string()).as_deref() {
            Some("NotAllowedError" | "AbortError") => Self::Canceled,
            Some("InvalidStateError") => Self::Already,
            _ => Self::Failed,
        }
    }
}

fn class() -> Option<JsValue> {
    let class = Reflect::get(&window(), &"PublicKeyCredential".into()).ok()?;
    class.is_function().then_some(class)
}

/// Whether this browser supports passkeys at this address: they require a host name.
pub fn are_available() -> bool {
    let host = window().location().hostname().unwrap_or_default();
    let by_number = host.starts_with('[') || host.chars().all(|c| c.is_ascii_digit() || c == '.');
    let reads_json =
        class().and_then(|class| Reflect::has(&class, &"parseRequestOptionsFromJSON".into()).ok());
    !by_number && window().is_secure_context() && reads_json == Some(true)
}

/// Creates a passkey.
///
/// # Errors
/// The reason given by the browser.
pub async fn create(options: &Value) -> Result<Value, PasskeyError> {
    let request = request("parseCreationOptionsFromJSON", options)?;
    ask("create", &request).await
}

/// Uses a passkey.
///
/// # Errors
/// The reason given by the browser.
pub async fn get(options: &Value) -> Result<Value, PasskeyError> {
    let request = request("parseRequestOptionsFromJSON", options)?;
    ask("get", &request).await
}

fn request(parse: &str, options: &Value) -> Result<Object, PasskeyError> {
    let class = class().ok_or(PasskeyError::Failed)?;
    let options = JSON::parse(&options.to_string())?;
    let parse: Function = Reflect::get(&class, &parse.into())?.dyn_into()?;
    let request = Object::new();
    Reflect::set(
        &request,
        &"publicKey".into(),
        &parse.call1(&class, &options)?,
    )?;
    Ok(request)
}

async fn ask(what: &str, request: &Object) -> Result<Value, PasskeyError> {
    let container = Reflect::get(&window().navigator(), &"credentials".into())?;
    let what: Function = Reflect::get(&container, &what.into())?.dyn_into()?;
    let promise: Promise = what.call1(&container, request)?.dyn_into()?;
    let credential = JsFuture::from(promise).await?;
    if credential.is_null() {
        return Err(PasskeyError::Canceled);
    }
    let to_json: Function = Reflect::get(&credential, &"toJSON".into())?.dyn_into()?;
    let answer = JSON::stringify(&to_json.call0(&credential)?)?;
    serde_json::from_str(&String::from(answer)).map_err(|_| PasskeyError::Failed)
}

/// Why a sign-in with a passkey failed.
#[derive(Debug)]
pub enum PasskeySignInError {
    /// The browser returned no passkey.
    Browser(PasskeyError),
    /// The server refused it.
    Server(Error),
}

/// Signs in with any passkey that the browser offers.
///
/// # Errors
/// Whether the browser or the server failed, and why.
pub async fn sign_in_with_passkey(client: &Client) -> Result<SignIn, PasskeySignInError> {
    let server = PasskeySignInError::Server;
    let challenge = client.begin_passkey_sign_in().await.map_err(server)?;
    let credential = get(&challenge.options)
        .await
        .map_err(PasskeySignInError::Browser)?;
    let answer = PasskeyAnswer {
        ceremony_id: challenge.ceremony_id,
        credential,
    };
    client.submit_passkey(&answer).await.map_err(server)
}

/// A passkey that the browser offers to fill in at the email field, until it is canceled. Only one
/// ceremony can run at a time: cancel this one before another sign-in begins. Copy.
#[derive(Clone, Copy)]
pub struct Conditional(StoredValue<Waiting, LocalStorage>);

#[derive(Clone)]
struct Waiting {
    abort: Option<AbortController>,
    /// Held during the request. Its response sets the cookie that binds a sign-in to the browser,
    /// and must not arrive after that of the next sign-in.
    asking: Rc<async_lock::Mutex<()>>,
}

impl Default for Conditional {
    fn default() -> Self {
        Self(StoredValue::new_local(Waiting {
            abort: AbortController::new().ok(),
            asking: Rc::default(),
        }))
    }
}

impl Conditional {
    /// Waits for the person to choose a passkey that the browser offers. `None` if the browser does
    /// not support this, or if it was canceled.
    pub async fn wait(self, client: Client) -> Option<Result<SignIn, Error>> {
        if !are_available() || !can_wait().await {
            return None;
        }
        let waiting = self.0.try_get_value()?;
        let signal = waiting.abort?.signal();
        let asking = waiting.asking.lock().await;
        if signal.aborted() {
            return None;
        }
        let challenge = client.begin_passkey_sign_in().await.ok()?;
        drop(asking);
        let request = request("parseRequestOptionsFromJSON", &challenge.options).ok()?;
        Reflect::set(&request, &"mediation".into(), &"conditional".into()).ok()?;
        Reflect::set(&request, &"signal".into(), &signal).ok()?;
        let credential = ask("get", &request).await.ok()?;
        let answer = PasskeyAnswer {
            ceremony_id: challenge.ceremony_id,
            credential,
        };
        Some(client.submit_passkey(&answer).await)
    }

    /// Cancels the ceremony. Returns when no request is pending.
    pub async fn give_up(self) {
        let Some(waiting) = self.0.try_get_value() else {
            return;
        };
        if let Some(abort) = &waiting.abort {
            abort.abort();
        }
        waiting.asking.lock().await;
    }
}

async fn can_wait() -> bool {
    let asked = || -> Result<Promise, JsValue> {
        let class = class().ok_or(JsValue::NULL)?;
        let name = "isConditionalMediationAvailable";
        let can: Function = Reflect::get(&class, &name.into())?.dyn_into()?;
        can.call0(&class)?.dyn_into()
    };
    let Ok(promise) = asked() else { return false };
    JsFuture::from(promise)
        .await
        .is_ok_and(|can| can.is_truthy())
}
