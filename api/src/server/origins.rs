use std::net::SocketAddr;

use crate::config::{Origin, ServerConfig};
use crate::http::origin_check::PortalOrigins;

/// The public addresses of the portals: scheme, host and port.
#[derive(Clone, Debug)]
pub struct Origins {
    /// The address of the User Portal, and of the Admin Portal unless it has its own.
    pub user: String,
    /// The Admin Portal's own address.
    pub admin: Option<String>,
    /// A second address of a server on this machine.
    also: Option<String>,
}

impl Origins {
    /// Determines the addresses from the configuration. Without a public address, uses this machine
    /// and the port of `address`.
    pub fn of(server: &ServerConfig, address: SocketAddr) -> Self {
        match &server.public_url {
            Some(origin) => Self {
                user: origin.to_string(),
                admin: server.admin_public_url.as_ref().map(Origin::to_string),
                also: None,
            },
            None => Self {
                // A host name instead of an IP address, because passkeys belong to host names.
                user: format!("http://localhost:{}", address.port()),
                admin: None,
                also: Some(format!("http://{address}")),
            },
        }
    }

    /// The address of the Admin Portal.
    pub fn admin(&self) -> &str {
        self.admin.as_deref().unwrap_or(&self.user)
    }

    /// Host and port of each address.
    pub fn authorities(&self) -> impl Iterator<Item = &str> {
        let all = [Some(&self.user), self.admin.as_ref(), self.also.as_ref()];
        all.into_iter()
            .flatten()
            .filter_map(|origin| origin.split_once("://"))
            .map(|(_, authority)| authority)
    }

    /// The `Origin` of each portal's pages.
    pub fn accepted(&self) -> PortalOrigins {
        let with = |origin: &str| {
            let also = self.also.clone();
            std::iter::once(origin.to_owned()).chain(also).collect()
        };
        PortalOrigins {
            user: with(&self.user),
            admin: with(self.admin()),
        }
    }
}
