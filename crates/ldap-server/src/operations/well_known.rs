//! The entries that describe the server. Anybody may read them.

use std::sync::Arc;

use ldap::dn::Dn;
use ldap::entry::Entry;
use ldap::request::{Scope, Search};
use ldap::schema::{RootDse, SUBSCHEMA_DN, subschema};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::connection::{Connection, End};
use crate::directory::{Directory, Failed};

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// The entry that a search asks for, if it is one of those that describe the server.
    pub(super) async fn well_known(
        &mut self,
        search: &Search,
        base: &Dn,
    ) -> Result<Option<Result<Entry, Failed>>, End> {
        if search.scope != Scope::Base {
            return Ok(None);
        }
        if base.is_root() {
            return Ok(Some(self.root_dse().await?));
        }
        let is_subschema = Dn::parse(SUBSCHEMA_DN).is_ok_and(|it| it == *base);
        Ok(is_subschema.then(|| Ok(subschema())))
    }

    async fn root_dse(&mut self) -> Result<Result<Entry, Failed>, End> {
        let suffixes = match self.identity.clone() {
            None => Vec::new(),
            Some(who) => {
                let shared = Arc::clone(&self.shared);
                let known = shared.directory.naming_contexts(&who);
                match self.while_connected(known).await? {
                    Ok(suffixes) => suffixes,
                    Err(failed) => return Ok(Err(failed)),
                }
            }
        };
        let root = RootDse {
            suffixes: &suffixes,
            start_tls: self.offers_tls(),
            version: self.shared.settings.version,
        };
        Ok(Ok(root.entry()))
    }
}
