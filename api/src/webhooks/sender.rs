//! Sends webhooks over HTTP, with the guard of all requests to registered addresses.

use identity::openid::Undelivered;
use identity::webhooks::{Answer, Message, Sender, Unsent};
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use rules::webhook::KEPT_RESPONSE;

use crate::openid::{HttpNotifier, with_causes};

#[async_trait::async_trait]
impl Sender for HttpNotifier {
    async fn send(&self, message: Message) -> Result<Answer, Unsent> {
        let request = self.request(&message.url).map_err(unsent)?;
        let sent = request
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", message.id)
            .header("webhook-timestamp", message.timestamp.to_string())
            .header("webhook-signature", message.signature)
            .body(message.body)
            .send()
            .await;
        let response = sent.map_err(|error| Unsent {
            reason: with_causes(&error.without_url()),
            is_permanent: false,
        })?;
        Ok(Answer {
            status: response.status().as_u16(),
            body: beginning(response).await,
        })
    }
}

fn unsent(undelivered: Undelivered) -> Unsent {
    match undelivered {
        Undelivered::Temporary(reason) => Unsent {
            reason,
            is_permanent: false,
        },
        Undelivered::Permanent(reason) => Unsent {
            reason,
            is_permanent: true,
        },
    }
}

/// The beginning of the body, as far as it arrives. The status alone says whether the message was
/// accepted.
async fn beginning(mut response: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < KEPT_RESPONSE {
        match response.chunk().await {
            Ok(Some(part)) => body.extend(part.iter().take(KEPT_RESPONSE - body.len())),
            Ok(None) | Err(_) => break,
        }
    }
    body
}
