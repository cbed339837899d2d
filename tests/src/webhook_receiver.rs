use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// A service that receives webhooks.
pub struct WebhookReceiver {
    /// Its address.
    pub url: String,
    received: Receiver<ReceivedWebhook>,
}

/// A request that it received.
#[derive(Clone, Debug)]
pub struct ReceivedWebhook {
    /// The headers, with names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

impl WebhookReceiver {
    /// Answers with these statuses in turn, and then with the last one.
    pub fn start(statuses: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (sender, received) = channel();
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                // A server that is killed closes its connections.
                let Some(request) = read(&mut stream) else {
                    continue;
                };
                if sender.send(request).is_err() {
                    return;
                }
                let status = statuses[number.min(statuses.len() - 1)];
                let body = format!("I say {status}");
                let answer = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                    body.len()
                );
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { url, received }
    }

    /// The next request.
    pub async fn next(&self) -> ReceivedWebhook {
        self.within(Duration::from_secs(15))
            .await
            .expect("nothing was received")
    }

    /// The next request, if it arrives in time.
    pub async fn within(&self, patience: Duration) -> Option<ReceivedWebhook> {
        let pause = Duration::from_millis(20);
        for _ in 0..=patience.as_millis() / pause.as_millis() {
            if let Ok(request) = self.received.try_recv() {
                return Some(request);
            }
            tokio::time::sleep(pause).await;
        }
        None
    }
}

impl ReceivedWebhook {
    /// The identifier of the message.
    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The number of signatures.
    pub fn signatures(&self) -> usize {
        self.headers["webhook-signature"].split(' ').count()
    }

    /// Whether one of the signatures was made with this secret.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let key = STANDARD
            .decode(secret.strip_prefix("whsec_").unwrap())
            .unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let timestamp = &self.headers["webhook-timestamp"];
        let signed = format!("{}.{timestamp}.{}", self.id(), self.body);
        let signatures = self.headers["webhook-signature"].split(' ');
        signatures
            .filter_map(|signature| STANDARD.decode(signature.strip_prefix("v1,")?).ok())
            .any(|tag| hmac::verify(&key, signed.as_bytes(), &tag).is_ok())
    }
}

fn read(stream: &mut impl Read) -> Option<ReceivedWebhook> {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let length = stream.read(&mut part).ok()?;
        bytes.extend_from_slice(&part[..length]);
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let headers: BTreeMap<_, _> = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect();
            let expected: usize = headers.get("content-length")?.parse().ok()?;
            if body.len() >= expected {
                let body = body.to_owned();
                return Some(ReceivedWebhook { headers, body });
            }
        }
        if length == 0 {
            return None;
        }
    }
}
