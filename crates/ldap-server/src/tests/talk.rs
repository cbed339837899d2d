//! A client of a connection.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use ldap::message::first_message;
use tokio::io::{
    AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf, duplex,
};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::bytes::bind;
use super::memory::{ADA, Memory, PASSWORD};
use crate::connection::{End, serve};
use crate::{Admission, Admitted, Client, Encryption, Figures, Patience, Settings, Shared};

/// What clients on the same machine may do.
pub(super) const LOCAL: &str = "127.0.0.1";
pub(super) const REMOTE: &str = "192.0.2.7";

pub(super) fn settings() -> Settings {
    Settings {
        patience: Patience::default(),
        danger_plain_passwords: true,
        version: "0.1.0",
    }
}

/// Admits every connection, and as many handshakes at the same time as there are permits.
pub(super) struct Handshakes(pub Arc<Semaphore>);

#[async_trait]
impl Admission for Handshakes {
    fn is_proxy(&self, _address: IpAddr) -> bool {
        false
    }

    fn admit(&self, _address: Option<IpAddr>) -> Option<Admitted> {
        Some(Box::new(()))
    }

    async fn handshake(&self, _address: IpAddr) -> Admitted {
        Box::new(Arc::clone(&self.0).acquire_owned().await)
    }
}

/// A connection, seen from the client.
pub(super) struct Talk<S = DuplexStream> {
    pub reader: ReadHalf<S>,
    pub writer: WriteHalf<S>,
    received: Vec<u8>,
    pub served: JoinHandle<End>,
    pub stop: CancellationToken,
}

/// A response: its tag, the result, and the whole of it.
pub(super) struct Answer {
    pub id: u8,
    pub tag: u8,
    /// The result. Without meaning for entries.
    pub code: u8,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn contains(&self, text: &str) -> bool {
        let mut windows = self.bytes.windows(text.len());
        windows.any(|window| window == text.as_bytes())
    }
}

/// Bound as a person, on the same machine.
pub(super) async fn bound(memory: &Memory) -> Talk {
    let mut talk = connect(memory, LOCAL);
    assert_eq!(talk.ask(&bind(1, ADA, PASSWORD)).await.code, 0);
    talk
}

pub(super) fn connect(memory: &Memory, address: &str) -> Talk {
    connect_with(memory, address, Encryption::StartTls(None), 64 * 1024)
}

pub(super) fn connect_with(
    memory: &Memory,
    address: &str,
    encryption: Encryption,
    buffer: usize,
) -> Talk {
    let handshakes = Arc::new(Semaphore::new(1));
    connect_among(handshakes, memory, address, (encryption, buffer))
}

/// The same, where handshakes wait for each other.
pub(super) fn connect_among(
    handshakes: Arc<Semaphore>,
    memory: &Memory,
    address: &str,
    (encryption, buffer): (Encryption, usize),
) -> Talk {
    let (theirs, ours) = duplex(buffer);
    let shared = Arc::new(Shared {
        directory: memory.clone(),
        admission: Arc::new(Handshakes(handshakes)),
        settings: settings(),
        figures: Arc::new(Figures::default()),
    });
    let stop = CancellationToken::new();
    let client = Client::new(address.parse().unwrap());
    let served = tokio::spawn(serve(shared, ours, client, encryption, stop.clone()));
    Talk::new(theirs, served, stop)
}

impl<S: AsyncRead + AsyncWrite> Talk<S> {
    pub fn new(stream: S, served: JoinHandle<End>, stop: CancellationToken) -> Self {
        let (reader, writer) = tokio::io::split(stream);
        Self {
            reader,
            writer,
            received: Vec::new(),
            served,
            stop,
        }
    }

    /// The stream itself, for TLS.
    pub fn into_parts(self) -> (S, JoinHandle<End>, CancellationToken)
    where
        S: Unpin,
    {
        assert!(self.received.is_empty());
        (self.reader.unsplit(self.writer), self.served, self.stop)
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).await.unwrap();
        self.writer.flush().await.unwrap();
    }

    /// The next response. `None` if the connection is closed.
    pub async fn next(&mut self) -> Option<Answer> {
        loop {
            if let Some(message) = first_message(&self.received, 1_000_000).unwrap() {
                let bytes = message.to_vec();
                self.received.drain(..bytes.len());
                return Some(answer(bytes));
            }
            match self.reader.read_buf(&mut self.received).await {
                Ok(1..) => {}
                _ => return None,
            }
        }
    }

    pub async fn ask(&mut self, bytes: &[u8]) -> Answer {
        self.send(bytes).await;
        self.next().await.unwrap()
    }

    /// The entries of a search, and its last response.
    pub async fn find(&mut self, bytes: &[u8]) -> (Vec<Answer>, Answer) {
        self.send(bytes).await;
        self.found().await
    }

    pub async fn found(&mut self) -> (Vec<Answer>, Answer) {
        let mut entries = Vec::new();
        loop {
            let next = self.next().await.unwrap();
            if next.tag == 0x65 {
                return (entries, next);
            }
            entries.push(next);
        }
    }

    /// Whom the connection is authenticated as.
    pub async fn who(&mut self) -> String {
        let answer = self.ask(&super::bytes::who_am_i(99)).await;
        assert_eq!(answer.tag, 0x78);
        if answer.code != 0 {
            return format!("error {}", answer.code);
        }
        let (_, value) = answer.bytes.split_at(answer.bytes.len().min(14));
        let text = String::from_utf8_lossy(value);
        text.split("dn:").nth(1).unwrap_or_default().to_owned()
    }

    pub async fn ended(self) -> End {
        drop((self.reader, self.writer));
        self.served.await.unwrap()
    }
}

/// Reads a message whose number is below 128: its number, its tag, and its result.
fn answer(bytes: Vec<u8>) -> Answer {
    let start = |at: usize| {
        at + 1
            + usize::from(if bytes[at + 1] < 0x80 {
                1
            } else {
                1 + (bytes[at + 1] & 0x7f)
            })
    };
    let id_at = start(0);
    assert_eq!(&bytes[id_at..id_at + 2], [2, 1]);
    let tag_at = id_at + 3;
    let code_at = start(tag_at) + 2;
    Answer {
        id: bytes[id_at + 2],
        tag: bytes[tag_at],
        code: bytes.get(code_at).copied().unwrap_or_default(),
        bytes,
    }
}
