use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A proxy that ends TLS in front of a server, with a certificate for `localhost` from an authority of its own.
/// It ends when dropped.
pub struct TlsProxy {
    /// The address, with the name in the certificate.
    pub origin: String,
    /// The same server at a name that is not in the certificate.
    pub misnamed: String,
    /// The file with the certificate of the authority.
    pub authority: PathBuf,
    task: JoinHandle<()>,
}

impl TlsProxy {
    /// Starts it in front of the server with this origin. The file of the authority is `{name}.pem` in `folder`.
    pub async fn start(server: &str, folder: &Path, name: &str) -> Self {
        let authority = folder.join(format!("{name}.pem"));
        let acceptor = TlsAcceptor::from(Arc::new(certified(&authority)));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = server.trim_start_matches("http://").to_owned();
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, server) = (acceptor.clone(), server.clone());
                tokio::spawn(async move {
                    // A client that does not trust the certificate ends the handshake.
                    let Ok(mut client) = acceptor.accept(stream).await else {
                        return;
                    };
                    if let Ok(mut server) = TcpStream::connect(server).await {
                        let _ = copy_bidirectional(&mut client, &mut server).await;
                    }
                });
            }
        });
        Self {
            origin: format!("https://localhost:{port}"),
            misnamed: format!("https://127.0.0.1:{port}"),
            authority,
            task,
        }
    }
}

impl Drop for TlsProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Creates an authority, whose certificate goes to this file, and what a server with a certificate of it needs.
fn certified(authority: &Path) -> ServerConfig {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    // Otherwise both certificates have the same name, and the server's seems to have signed itself.
    let name = &mut params.distinguished_name;
    name.push(DnType::CommonName, "Authority of the proxy");
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    std::fs::write(authority, issuer.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap()
}
