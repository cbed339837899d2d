use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::web::Data;
use contract::events::StreamQuery;
use identity::actor::Client;
use identity::events::EventStream;
use identity::permitted::{EventsRead, Permitted};
use identity::{Context, Error, events, sessions};
use tokio::time::Instant;

use crate::http::authentication::{bearer, client};
use crate::http::download::{Streamed, WrittenFile};
use crate::http::stopping::RunningRequests;
use crate::http::{Allowed, ApiResult, Query, Refusal};
use crate::openapi::problems;

/// How often it is checked that the caller may still read events.
const CHECKS_EVERY: Duration = Duration::from_secs(5);
/// The header with which a client continues after the last event that it has received.
const LAST_EVENT_ID: &str = "Last-Event-ID";

/// How long a connection stays open on which nothing is sent.
#[derive(Clone, Copy, Debug)]
pub struct StreamPatience(pub Duration);

/// Stream events
///
/// Server-sent events (`text/event-stream`): each event as it becomes visible, as JSON in `data`, with its
/// position as the `id`. Without `after` and `Last-Event-ID`, the stream begins with the next event. A
/// comment is sent every 15 seconds if there is nothing else.
///
/// The stream ends when the access token expires, when the session, the permission or the API key is taken
/// away, and after four minutes. Connect again, with a valid token and the last `id` in `Last-Event-ID`: no
/// event is missed. An organization can have ten streams at the same time on each server.
#[utoipa::path(
    get,
    path = "/events/stream",
    tag = "Events",
    operation_id = "streamEvents",
    params(
        StreamQuery,
        ("Last-Event-ID" = Option<u64>, Header, description = "As `after`, and takes precedence over it"),
    ),
    responses(
        (
            status = 200,
            description = "The stream",
            body = String,
            content_type = "text/event-stream",
            example = json!("id: 1204\ndata: {\"id\":\"0199f3c0-b063-7275-9b9f-7eb34082cf65\",\"position\":1204,\"action\":\"user.suspended\"}\n\n"),
        ),
        problems::InvalidQuery,
    ),
)]
pub async fn stream(
    Allowed(principal): Allowed<EventsRead>,
    request: HttpRequest,
    context: Data<Context>,
    requests: Data<RunningRequests>,
    patience: Data<StreamPatience>,
    Query(mut query): Query<StreamQuery>,
) -> ApiResult<Streamed<Live>> {
    if let Some(last) = request.headers().get(LAST_EVENT_ID) {
        let last = last.to_str().ok().and_then(|last| last.parse().ok());
        query.after = Some(last.ok_or_else(|| {
            let detail = "Last-Event-ID must be the id of an event of this stream";
            Refusal::malformed(detail, Vec::new())
        })?);
    }
    Ok(Streamed(Live {
        stream: events::stream(&context, &principal, &query, patience.0).await?,
        bearer: bearer(&request)?,
        client: client(&request),
        context,
        requests,
        checked_at: Instant::now(),
    }))
}

/// A stream that ends when its caller may no longer read events, or the server stops.
pub struct Live {
    stream: EventStream,
    bearer: String,
    client: Client,
    context: Data<Context>,
    requests: Data<RunningRequests>,
    checked_at: Instant,
}

impl Live {
    async fn is_allowed(&self) -> bool {
        let client = self.client.clone();
        let principal = sessions::admin_principal(&self.context, &self.bearer, client).await;
        let permitted: Result<Permitted<EventsRead>, Error> =
            principal.and_then(|principal| principal.permit());
        permitted.is_ok()
    }
}

impl WrittenFile for Live {
    fn name(&self) -> &'static str {
        "events"
    }

    fn media_type(&self) -> &'static str {
        "text/event-stream"
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let part = self.stream.next().await?;
        // Checked before anything is sent that was read since.
        if self.requests.are_ending() {
            return Ok(None);
        }
        if self.checked_at.elapsed() >= CHECKS_EVERY {
            if !self.is_allowed().await {
                return Ok(None);
            }
            self.checked_at = Instant::now();
        }
        Ok(part)
    }
}
