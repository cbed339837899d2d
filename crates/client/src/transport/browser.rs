use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Headers, RequestInit, Response};

use super::{Answer, Request};

/// Sends requests with the browser's `fetch`. Cookies are the browser's matter: it keeps
/// them, and sends them to the origin that the page came from.
#[derive(Clone, Debug, Default)]
pub struct Http(());

impl Http {
    /// Sends a request; an error says in words why no answer came.
    pub(crate) async fn send(&self, request: Request) -> Result<Answer, String> {
        exchange(request).await.map_err(|error| reason(&error))
    }
}

async fn exchange(request: Request) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.append(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.name());
    init.set_headers(&headers);
    if let Some(body) = &request.body {
        init.set_body(&Uint8Array::from(body.as_slice()));
    }
    let answer: Response = window
        .fetch_with_str_and_init(&request.url, &init)
        .await?
        .unchecked_into();
    let body = answer.array_buffer()?.await?;
    Ok(Answer {
        status: answer.status(),
        body: Uint8Array::new(&body).to_vec(),
    })
}

/// What the browser says about a failure; where it throws something else than an error,
/// there is nothing to say.
fn reason(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(String::new, |error| error.message().into())
}
