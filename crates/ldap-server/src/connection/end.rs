use ldap::error::Malformed;
use ldap::response::{Response, ResultCode};

/// Why a connection ends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The client has closed it, or the network has failed.
    Closed,
    /// The client has asked for it.
    Unbound,
    /// The client has sent no request for too long.
    Idle,
    /// The client has not completed a message, or not taken a response, in time.
    Slow,
    /// TLS could not be started.
    Handshake,
    /// A proxy has not said who its client is, or not as the PROXY protocol prescribes it.
    Unintroduced,
    /// There are too many connections of the client for which a proxy has connected.
    TooMany,
    /// What was received is no message.
    Malformed(Malformed),
    /// The server is stopping.
    Stopping,
}

impl End {
    /// What the client is told. Nothing if it has ended the connection itself, or does not read.
    pub fn notice(&self) -> Option<Response> {
        let (code, message) = match self {
            Self::Closed
            | Self::Unbound
            | Self::Slow
            | Self::Handshake
            | Self::Unintroduced
            | Self::TooMany => return None,
            Self::Idle => (
                ResultCode::Unavailable,
                "the connection was idle for too long".to_owned(),
            ),
            Self::Malformed(problem) => (ResultCode::ProtocolError, problem.to_string()),
            Self::Stopping => (
                ResultCode::Unavailable,
                "the server is shutting down".to_owned(),
            ),
        };
        Some(Response::disconnection(code, message))
    }
}
