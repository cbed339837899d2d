//! An SMTP server on loopback that implements the necessary parts of RFC 5321 and fails on request.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// How the server fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Accepts,
    /// Replies with this to `MAIL FROM`.
    Sender(&'static str),
    /// Replies with this to `RCPT TO`.
    Recipient(&'static str),
    /// Replies with this to the message itself.
    Content(&'static str),
    /// Replies with this to `AUTH`.
    SignIn(&'static str),
    /// Sends this instead of a greeting.
    Greeting(&'static str),
    /// Never replies to `DATA`.
    HangsAtData,
    /// Accepts the message and never replies to `QUIT`.
    HangsAtQuit,
    /// Closes the connection at `RCPT TO`.
    Closes,
}

/// What a client sent: command lines and message lines.
#[derive(Debug, Default)]
pub struct Received {
    pub commands: Vec<String>,
    pub message: String,
}

/// Starts the server. Accepted messages are sent to the receiver.
pub async fn start(manner: Manner) -> (SocketAddr, mpsc::UnboundedReceiver<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, manner, sender.clone()));
        }
    });
    (address, receiver)
}

async fn serve(
    stream: TcpStream,
    manner: Manner,
    accepted: mpsc::UnboundedSender<Received>,
) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut received = Received::default();
    let greeting = match manner {
        Manner::Greeting(reply) => reply,
        _ => "220 test ESMTP",
    };
    writer
        .write_all(format!("{greeting}\r\n").as_bytes())
        .await?;
    while let Some(line) = lines.next_line().await? {
        received.commands.push(line.clone());
        let verb = line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let reply = match (verb.as_str(), manner) {
            ("EHLO", _) => "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN",
            ("AUTH", Manner::SignIn(reply)) => reply,
            ("AUTH", _) => "235 welcome",
            ("MAIL", Manner::Sender(reply)) => reply,
            ("RCPT", Manner::Recipient(reply)) => reply,
            ("RCPT", Manner::Closes) => return Ok(()),
            ("DATA", Manner::HangsAtData) | ("QUIT", Manner::HangsAtQuit) => {
                std::future::pending().await
            }
            ("DATA", _) => {
                writer.write_all(b"354 go on\r\n").await?;
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    received.message.push_str(&line);
                    received.message.push('\n');
                }
                match manner {
                    Manner::Content(reply) => reply,
                    _ => {
                        let _ = accepted.send(std::mem::take(&mut received));
                        "250 2.0.0 queued as 7F3A"
                    }
                }
            }
            ("QUIT", _) => "221 bye",
            _ => "250 ok",
        };
        writer.write_all(format!("{reply}\r\n").as_bytes()).await?;
    }
    Ok(())
}
