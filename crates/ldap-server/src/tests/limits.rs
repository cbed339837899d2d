use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::bytes::{bind, who_am_i};
use super::memory::{ADA, Memory, PASSWORD};
use super::talk::settings;
use crate::{Admission, Admitted, Encryption, Figures, Server};

/// A number of places.
struct Places(Arc<AtomicUsize>);

struct Place(Arc<AtomicUsize>);

#[async_trait]
impl Admission for Places {
    fn is_proxy(&self, _address: IpAddr) -> bool {
        false
    }

    fn admit(&self, _address: Option<IpAddr>) -> Option<Admitted> {
        let taken = self
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
        taken
            .ok()
            .map(|_| Box::new(Place(Arc::clone(&self.0))) as Admitted)
    }

    async fn handshake(&self, _address: IpAddr) -> Admitted {
        Box::new(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

pub(super) struct Listening {
    pub server: Server<Memory>,
    pub address: std::net::SocketAddr,
    pub figures: Arc<Figures>,
    places: Arc<AtomicUsize>,
}

pub(super) async fn listening(memory: &Memory, places: usize) -> Listening {
    let figures = Arc::new(Figures::default());
    let places = Arc::new(AtomicUsize::new(places));
    let admission = Arc::new(Places(Arc::clone(&places)));
    let server = Server::new(memory.clone(), admission, settings(), Arc::clone(&figures));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    server.listen(listener, Encryption::StartTls(None));
    Listening {
        server,
        address,
        figures,
        places,
    }
}

#[tokio::test]
async fn no_more_connections_are_open_than_allowed() {
    let it = listening(&Memory::default(), 3).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(it.address).await.unwrap();
        stream.write_all(&who_am_i(1)).await.unwrap();
        assert_eq!(stream.read_u8().await.unwrap(), 0x30);
        open.push(stream);
    }
    let mut refused = TcpStream::connect(it.address).await.unwrap();
    assert!(matches!(refused.read(&mut [0]).await, Ok(0) | Err(_)));
    assert_eq!((it.figures.open(), it.figures.refused()), (3, 1));
    // A place is free again when a connection has ended.
    open.pop();
    while it.places.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut stream = TcpStream::connect(it.address).await.unwrap();
    stream.write_all(&who_am_i(1)).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), 0x30);
}

#[tokio::test]
async fn requests_are_counted_by_operation_and_result() {
    let it = listening(&Memory::default(), 1).await;
    let mut stream = TcpStream::connect(it.address).await.unwrap();
    for request in [
        bind(1, ADA, PASSWORD),
        bind(2, ADA, "wrong"),
        who_am_i(3),
        who_am_i(4),
    ] {
        stream.write_all(&request).await.unwrap();
        assert!(stream.read(&mut [0; 500]).await.unwrap() > 0);
    }
    let counted = it.figures.requests();
    let counted: Vec<_> = counted
        .iter()
        .map(|(of, answered)| (*of, answered.count))
        .collect();
    assert_eq!(
        counted,
        [(("bind", 0), 1), (("bind", 49), 1), (("who_am_i", 0), 2)]
    );
}
