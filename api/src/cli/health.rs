use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{CliError, Common, openapi::print_line};
use crate::config::Flags;

/// How long the server may take to respond.
const PATIENCE: Duration = Duration::from_secs(4);

/// Queries `/health/ready`, for container images without an HTTP client.
pub(super) async fn run(common: &Common) -> Result<(), CliError> {
    let config = common.load(Flags::default())?;
    let address = reachable(config.server.listen);
    match tokio::time::timeout(PATIENCE, is_ready(address)).await {
        Ok(Ok(true)) => print_line("ready"),
        Ok(Ok(false)) => Err(CliError::Unsuitable("the server is not ready".to_owned())),
        Ok(Err(error)) => Err(CliError::Unsuitable(format!("no response: {error}"))),
        Err(_) => Err(CliError::Unsuitable(
            "the server did not respond in time".to_owned(),
        )),
    }
}

/// A server that listens on all addresses is reached through the loopback address.
fn reachable(mut listen: SocketAddr) -> SocketAddr {
    match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => listen.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => listen.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    listen
}

async fn is_ready(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    let request =
        format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).await?;
    Ok(head.ends_with(b" 200"))
}
