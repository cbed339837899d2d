use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use ldap_server::CertificateProblem;

/// Why a server, or a command on its data, cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is in use, or not an address of this machine.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The HTTP server cannot be set up.
    #[error("cannot start the HTTP server: {0}")]
    Server(#[source] io::Error),
    /// The LDAP server cannot be set up.
    #[error("cannot start the LDAP server: {0}")]
    Ldap(#[source] io::Error),
    /// The certificate of the LDAP server cannot be used.
    #[error("cannot start the LDAP server: {0}")]
    LdapCertificate(#[from] CertificateProblem),
    /// A file or folder cannot be used.
    #[error("cannot use {0}: {1}")]
    File(PathBuf, #[source] io::Error),
    /// The master key file is invalid.
    #[error("{0} does not contain a master key (32 bytes in base64)")]
    MasterKey(PathBuf),
    /// The database exists, but its master key is missing.
    #[error("{key} is missing, and {database} cannot be used without it. Restore the master key")]
    MasterKeyLost {
        /// Where the key should be.
        key: PathBuf,
        /// The database.
        database: PathBuf,
    },
    /// Another server uses the same SQLite database.
    #[error("another Latchkey server uses {0}. SQLite supports one server")]
    InUse(PathBuf),
    /// The database cannot be opened or migrated.
    #[error(transparent)]
    Identity(#[from] identity::Error),
}

impl From<sea_orm::DbErr> for StartError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Identity(error.into())
    }
}
