use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Headers, RequestInit, Response};

use super::{Answer, Request};

/// Sends requests with the browser's `fetch`. The browser stores cookies and sends them to the
/// origin of the page.
#[derive(Clone, Debug, Default)]
pub struct Http(());

impl Http {
    /// Sends a request. The error describes why there is no response.
    pub(crate) async fn send(&self, request: Request) -> Result<Answer, String> {
        exchange(request).await.map_err(|error| reason(&error))
    }
}

async fn exchange(request: Request) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    if let Some(sent) = sent_early(&request)
        && let Ok(answer) = sent.await
    {
        return answer_of(&answer.unchecked_into()).await;
    }
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
    let answer = window.fetch_with_str_and_init(&request.url, &init).await?;
    answer_of(&answer.unchecked_into()).await
}

/// The response to this request if the page has already sent it: `early.js` sends what the first
/// screen needs while the app is still being downloaded. Each response is used once.
fn sent_early(request: &Request) -> Option<Promise> {
    let sent: Object = Reflect::get(&js_sys::global(), &"latchkeyEarly".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let key = format!("{} {}", request.method.name(), request.url).into();
    let response = Reflect::get(&sent, &key).ok()?.dyn_into().ok()?;
    Reflect::delete_property(&sent, &key).ok()?;
    Some(response)
}

async fn answer_of(response: &Response) -> Result<Answer, JsValue> {
    let body = response.array_buffer()?.await?;
    Ok(Answer {
        status: response.status(),
        body: Uint8Array::new(&body).to_vec(),
    })
}

/// The browser's description of an error; empty if it throws something else.
fn reason(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(String::new, |error| error.message().into())
}
