//! Request bodies that are files.

use std::future::{Ready, poll_fn, ready};
use std::pin::Pin;
use std::time::Duration;

use actix_web::body::{BodyStream, MessageBody};
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use contract::problem::ProblemType;
use rules::import::MAX_FILE;
use tokio::time::Instant;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{Object, RefOr, Required};

use super::body::{late, timeout};
use super::problem::Refusal;
use crate::openapi::{Describe, Description};

/// How long a whole file may take to arrive. Each part has the same time limit as other bodies.
const WHOLE_FILE: Duration = Duration::from_secs(15 * 60);

/// A CSV file of at most [`MAX_FILE`]. Nothing is refused before [`parts`](Self::parts), so that the
/// caller's permission is checked first.
pub struct CsvBody {
    kind: Result<(), Refusal>,
    body: Payload,
    timeout: Duration,
}

/// The parts of a file, as they arrive.
pub struct FileParts {
    body: Pin<Box<BodyStream<Payload>>>,
    timeout: Duration,
    until: Instant,
}

impl FromRequest for CsvBody {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Ok(Self {
            kind: check(request),
            body: payload.take(),
            timeout: timeout(request),
        }))
    }
}

fn check(request: &HttpRequest) -> Result<(), Refusal> {
    if !request.content_type().eq_ignore_ascii_case("text/csv") {
        let detail = "Send the file as text/csv";
        return Err(Refusal::new(ProblemType::UnsupportedMediaType, detail));
    }
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_FILE) {
        let detail = format!("The file must not exceed {} MiB", MAX_FILE / 1024 / 1024);
        return Err(Refusal::new(ProblemType::TooLarge, detail));
    }
    Ok(())
}

impl CsvBody {
    /// Begins to read the file.
    ///
    /// # Errors
    /// `unsupported-media-type`, `too-large`.
    pub fn parts(self) -> Result<FileParts, Refusal> {
        self.kind?;
        Ok(FileParts {
            body: Box::pin(BodyStream::new(self.body)),
            timeout: self.timeout,
            until: Instant::now() + WHOLE_FILE,
        })
    }
}

impl FileParts {
    /// The next part; `None` at the end of the file.
    ///
    /// # Errors
    /// `timeout` if it does not arrive in time, `malformed-request` if it does not arrive at all.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        let until = self.until.min(Instant::now() + self.timeout);
        let part = poll_fn(|context| self.body.as_mut().poll_next(context));
        let part = tokio::time::timeout_at(until, part)
            .await
            .map_err(|_| late(self.timeout))?;
        part.transpose()
            .map_err(|_| Refusal::malformed("The file did not arrive completely", Vec::new()))
    }
}

impl Describe for CsvBody {
    fn describe(description: &mut Description) {
        let content = ContentBuilder::new()
            .schema(Some(Object::with_type(Type::String)))
            .example(Some("email,firstName\r\nada@example.com,Ada\r\n".into()))
            .build();
        let body = RequestBodyBuilder::new()
            .content("text/csv", content)
            .required(Some(Required::True))
            .build();
        description.operation.request_body = Some(RefOr::T(body));
    }
}
