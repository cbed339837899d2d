//! The PROXY protocol, with which a proxy says at the beginning of a connection who its client is.

use std::net::IpAddr;
use std::time::Duration;

use proxy_header::{ParseConfig, ProxyHeader};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::timeout;

use super::End;

/// How a header of version 2 begins.
const SIGNATURE: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";
/// The length of the part of such a header that says how long the rest is.
const FIXED: usize = 16;
/// The maximum length of the rest. Addresses have 36 bytes, and what else a proxy tells is not used.
const LONGEST_REST: usize = 1024;
/// How a header of version 1 begins, which is a line of text.
const WORD: &[u8] = b"PROXY ";
/// The maximum length of the line.
const LONGEST_LINE: usize = 107;

/// Waits for the header, and returns the address of the client. `None` if the proxy has connected for itself, for
/// example to find out whether the server is there.
pub(crate) async fn client_of(
    stream: &mut (impl AsyncRead + Unpin),
    patience: Duration,
) -> Result<Option<IpAddr>, End> {
    let header = timeout(patience, read(stream)).await;
    let header = header.map_err(|_| End::Slow)??;
    let config = ParseConfig {
        include_tlvs: false,
        ..ParseConfig::default()
    };
    match ProxyHeader::parse(&header, config) {
        Ok((parsed, length)) if length == header.len() => {
            let addresses = parsed.proxied_address();
            Ok(addresses.map(|addresses| addresses.source.ip()))
        }
        _ => Err(End::Unintroduced),
    }
}

/// Reads the header, and no byte after it: those are the client's.
async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Result<Vec<u8>, End> {
    let mut header = Vec::new();
    // Every header has as many bytes.
    more(stream, &mut header, SIGNATURE.len()).await?;
    if header == SIGNATURE {
        more(stream, &mut header, FIXED).await?;
        let rest = usize::from(u16::from_be_bytes([header[FIXED - 2], header[FIXED - 1]]));
        if rest > LONGEST_REST {
            return Err(End::Unintroduced);
        }
        more(stream, &mut header, FIXED + rest).await?;
    } else if header.starts_with(WORD) {
        while !header.ends_with(b"\r\n") {
            let length = header.len() + 1;
            if length > LONGEST_LINE {
                return Err(End::Unintroduced);
            }
            more(stream, &mut header, length).await?;
        }
    } else {
        return Err(End::Unintroduced);
    }
    Ok(header)
}

/// Reads until `header` has this length.
async fn more(
    stream: &mut (impl AsyncRead + Unpin),
    header: &mut Vec<u8>,
    length: usize,
) -> Result<(), End> {
    let before = header.len();
    header.resize(length, 0);
    let read = stream.read_exact(&mut header[before..]).await;
    read.map_err(|_| End::Closed)?;
    Ok(())
}
