//! Sends requests one after the other over open connections. The client is minimal, because on a
//! shared machine its own load would slow down the server.

use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One connection to an HTTP/1.1 server whose responses have a `Content-Length` or no content.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// One response.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its header lines and its body.
    pub bytes: Vec<u8>,
    body: usize,
}

/// The result of sending requests for a while.
#[derive(Default)]
pub struct Asked {
    took: Vec<Duration>,
    /// Responses with another status than 200.
    pub refused: Vec<u16>,
    lasted: Duration,
}

/// A `GET` request for `path`, as it goes over the wire.
pub fn get(path: &str, bearer: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {bearer}\r\n\r\n")
        .into()
}

/// A `POST` request to `path` by a page of `origin`, with a cookie, from the client at `address` as
/// the proxy reports it.
pub fn post(
    path: &str,
    (origin, address): (&str, &str),
    cookie: &str,
    body: &impl Serialize,
) -> Vec<u8> {
    let body = serde_json::to_string(body).unwrap();
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: {origin}\r\nCookie: {cookie}\r\n\
         X-Forwarded-For: {address}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into()
}

/// Any request, as it goes over the wire: `line` is its method and path.
pub fn request(line: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let headers = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let headers: String = headers.collect();
    let length = body.len();
    format!("{line} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {length}\r\n\r\n{body}")
        .into()
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = std::str::from_utf8(&self.bytes[..self.body]).unwrap();
        let mut headers = head.lines().filter_map(|line| line.split_once(": "));
        let found = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// The body, parsed as a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.bytes[self.body..]).unwrap()
    }

    /// The first cookie that it sets whose name ends like this, as a browser sends it back.
    pub fn cookie(&self, name: &str) -> String {
        let head = std::str::from_utf8(&self.bytes[..self.body]).unwrap();
        let set = head
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "));
        let mut cookies = set
            .filter_map(|set| set.split_once(';'))
            .map(|(one, _)| one);
        let cookie = cookies.find(|one| one.split_once('=').unwrap().0.ends_with(name));
        cookie.unwrap().to_owned()
    }
}

impl Connection {
    /// Connects to `origin`.
    pub async fn open(origin: &str) -> Self {
        let stream = TcpStream::connect(origin.trim_start_matches("http://")).await;
        let stream = stream.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            received: Vec::with_capacity(64 * 1024),
        }
    }

    /// Sends a request and waits for the complete response. Returns its status, and the offset of
    /// its body.
    async fn exchange(&mut self, request: &[u8]) -> (u16, usize) {
        self.stream.write_all(request).await.unwrap();
        self.received.clear();
        let mut expected = None;
        loop {
            let read = self.stream.read_buf(&mut self.received).await.unwrap();
            assert!(read > 0, "the server closed a connection");
            let (body, end) = match expected {
                Some(found) => found,
                None => match head(&self.received) {
                    Some(found) => *expected.insert(found),
                    None => continue,
                },
            };
            if self.received.len() >= end {
                let status = std::str::from_utf8(&self.received[9..12]).unwrap();
                return (status.parse().unwrap(), body);
            }
        }
    }

    /// Sends a request. Returns the response with its bytes.
    pub async fn ask(&mut self, request: &[u8]) -> Answer {
        let (status, body) = self.exchange(request).await;
        Answer {
            status,
            bytes: self.received.clone(),
            body,
        }
    }

    /// Sends the requests one after the other, in a loop, for `time`.
    pub async fn ask_for(&mut self, requests: &[Vec<u8>], time: Duration) -> Asked {
        let begun = Instant::now();
        let mut asked = Asked::default();
        for request in requests.iter().cycle() {
            let sent = Instant::now();
            let (status, _) = self.exchange(request).await;
            asked.took.push(sent.elapsed());
            if status != 200 {
                asked.refused.push(status);
            }
            if begun.elapsed() >= time {
                break;
            }
        }
        asked.lasted = begun.elapsed();
        asked
    }
}

/// The offsets of the body's start and end, once all headers are there.
fn head(received: &[u8]) -> Option<(usize, usize)> {
    let body = received.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let lines = std::str::from_utf8(&received[..body]).unwrap();
    let length = lines
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    // A response without content has no length.
    let length: usize = length.map_or(0, |(_, length)| length.parse().unwrap());
    Some((body, body + length))
}

/// Sends requests over this number of parallel connections for `time`.
pub async fn ask_over(connections: usize, origin: &str, request: &[u8], time: Duration) -> Asked {
    ask_each(origin, &vec![request.to_vec(); connections], time).await
}

/// Sends each of these requests again and again, over a connection of its own, for `time`.
pub async fn ask_each(origin: &str, requests: &[Vec<u8>], time: Duration) -> Asked {
    let mut running = tokio::task::JoinSet::new();
    for request in requests {
        let mut connection = Connection::open(origin).await;
        let requests = [request.clone()];
        running.spawn(async move { connection.ask_for(&requests, time).await });
    }
    let mut all = Asked::default();
    for one in running.join_all().await {
        all.add(one);
    }
    all
}

impl Asked {
    /// Requests that were all answered: how long each of them took, and all together.
    pub const fn all_answered(took: Vec<Duration>, lasted: Duration) -> Self {
        Self {
            took,
            refused: Vec::new(),
            lasted,
        }
    }

    /// Adds the result of parallel or later requests.
    pub fn add(&mut self, other: Self) {
        self.took.extend(other.took);
        self.refused.extend(other.refused);
        self.lasted = self.lasted.max(other.lasted);
    }

    /// Responses per second.
    pub fn per_second(&self) -> f64 {
        self.took.len() as f64 / self.lasted.as_secs_f64()
    }

    /// A quantile of the response times in milliseconds: 0.95 excludes the slowest 5 of 100.
    pub fn quantile(&self, part: f64) -> f64 {
        let mut took = self.took.clone();
        took.sort();
        let last = took.len().saturating_sub(1);
        let at = (part * last as f64).round() as usize;
        took[at.min(last)].as_secs_f64() * 1000.0
    }
}

/// The median.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
