use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, RequestInit, Response};

use super::{Answer, Request};

/// Sends requests with the browser's `fetch`. The browser stores cookies and sends them to the
/// origin of the page.
#[derive(Clone, Debug, Default)]
pub struct Http(());

/// A response whose body is read as it arrives. Dropping it closes the connection.
pub(crate) struct Incoming {
    status: u16,
    /// `None` if the response has no body.
    reader: Option<ReadableStreamDefaultReader>,
    _connection: Connection,
}

/// A request that is aborted when this is dropped: the browser would go on reading the response.
struct Connection(AbortController);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Incoming {
    /// The HTTP status.
    pub(crate) const fn status(&self) -> u16 {
        self.status
    }

    /// Waits for the next part of the body; `None` at its end.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>, String> {
        match &self.reader {
            Some(reader) => read(reader).await.map_err(|error| reason(&error)),
            None => Ok(None),
        }
    }
}

impl Http {
    /// Sends a request. The error describes why there is no response.
    pub(crate) async fn send(&self, request: Request) -> Result<Answer, String> {
        exchange(request).await.map_err(|error| reason(&error))
    }

    /// Sends a request, and returns as soon as the response begins.
    pub(crate) async fn open(&self, request: Request) -> Result<Incoming, String> {
        begin(request).await.map_err(|error| reason(&error))
    }
}

async fn begin(request: Request) -> Result<Incoming, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let connection = Connection(AbortController::new()?);
    let init = init_of(&request)?;
    init.set_signal(Some(&connection.0.signal()));
    let answer = window.fetch_with_str_and_init(&request.url, &init).await?;
    let response: Response = answer.unchecked_into();
    let body = response.body();
    Ok(Incoming {
        status: response.status(),
        reader: body.map(|body| body.get_reader().unchecked_into()),
        _connection: connection,
    })
}

async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let part = reader.read().await?;
    if Reflect::get(&part, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    let bytes = Reflect::get(&part, &"value".into())?;
    Ok(Some(Uint8Array::new(&bytes).to_vec()))
}

async fn exchange(request: Request) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    if let Some(sent) = sent_early(&request)
        && let Ok(answer) = sent.await
    {
        return answer_of(&answer.unchecked_into()).await;
    }
    let init = init_of(&request)?;
    let answer = window.fetch_with_str_and_init(&request.url, &init).await?;
    answer_of(&answer.unchecked_into()).await
}

fn init_of(request: &Request) -> Result<RequestInit, JsValue> {
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
    Ok(init)
}

/// The response to this request if the page has already sent it: `early.js` sends what the first
/// screen needs while the app is still being downloaded. Each response is used once. They were sent without
/// credentials, so they say nothing about a session that has an access token by now.
fn sent_early(request: &Request) -> Option<Promise> {
    if !request.headers.is_empty() {
        return None;
    }
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
