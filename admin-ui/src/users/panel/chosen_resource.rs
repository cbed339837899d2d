//! What a user may not be able to use.

use client::Error;
use contract::ids::{HostId, RadiusClientId, UserId};
use contract::resource_access::ResourceAccess;
use portal_kit::api::api;

use crate::address::{HOSTS, NETWORK_ACCESS};

const DIRECTORY: &str = "directory";
const NETWORK: &str = "network";
const HOST: &str = "host";

/// A resource that asks the server who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChosenResource {
    Directory,
    Network(RadiusClientId),
    Host(HostId),
}

impl ChosenResource {
    /// As the value of an option.
    pub fn value(self) -> String {
        match self {
            Self::Directory => DIRECTORY.to_owned(),
            Self::Network(id) => format!("{NETWORK}:{id}"),
            Self::Host(id) => format!("{HOST}:{id}"),
        }
    }

    /// Of the value of an option.
    pub fn parse(value: &str) -> Option<Self> {
        if value == DIRECTORY {
            return Some(Self::Directory);
        }
        match value.split_once(':')? {
            (NETWORK, id) => id.parse().ok().map(Self::Network),
            (HOST, id) => id.parse().ok().map(Self::Host),
            _ => None,
        }
    }

    /// Asks whether the user can use it.
    pub async fn ask(self, user: UserId) -> Result<ResourceAccess, Error> {
        match self {
            Self::Directory => api().check_directory_access(user).await,
            Self::Network(id) => api().check_network_access(id, user).await,
            Self::Host(id) => api().check_host_access(id, user).await,
        }
    }

    /// Where its groups are chosen, if groups decide.
    pub fn settings(self) -> Option<String> {
        match self {
            Self::Directory => None,
            Self::Network(id) => Some(format!("{NETWORK_ACCESS}/{id}")),
            Self::Host(id) => Some(format!("{HOSTS}/{id}")),
        }
    }
}
