use async_trait::async_trait;
use identity::Context;
use identity::directory::{self, BindAnswer, BindRequest, Caller, SearchRequest};
use ldap::dn::Dn;
use ldap::request::Compare;
use ldap::response::ResultCode;
use ldap_server::{Bound, Client, Directory, Failed, Found, PasswordChange, Refusal, Wanted};

/// The directories of all organizations.
pub struct OrganizationsDirectory {
    context: Context,
}

impl OrganizationsDirectory {
    /// The directories in this context.
    pub const fn new(context: Context) -> Self {
        Self { context }
    }
}

#[async_trait]
impl Directory for OrganizationsDirectory {
    type Identity = Caller;

    async fn bind(
        &self,
        client: &Client,
        name: &Dn,
        password: &str,
    ) -> Result<Bound<Caller>, Refusal> {
        let client = directory::client(client.address);
        let request = BindRequest {
            name,
            password,
            client: &client,
        };
        match directory::bind(&self.context, &request).await {
            BindAnswer::Bound { who, warning } => Ok(Bound {
                identity: who,
                warning,
            }),
            BindAnswer::Refused {
                outcome,
                password_policy,
            } => Err(Refusal {
                outcome,
                password_policy,
            }),
        }
    }

    async fn search(&self, who: &Caller, wanted: &Wanted<'_>) -> Result<Found, Failed> {
        let request = SearchRequest {
            base: wanted.base,
            scope: wanted.scope,
            filter: wanted.filter,
            cookie: wanted.cookie,
            limit: wanted.limit,
            selection: Some(wanted.selection),
        };
        let found = directory::search(&self.context, who, &request).await;
        let found = found.map_err(failed)?;
        Ok(Found {
            entries: found.entries,
            cookie: found.cookie,
            held: found.held,
        })
    }

    async fn compare(&self, who: &Caller, request: &Compare) -> Result<ResultCode, Failed> {
        let compared = directory::compare(&self.context, who, request).await;
        compared.map_err(failed)
    }

    async fn who_am_i(&self, who: &Caller) -> Result<Dn, Failed> {
        let name = directory::who_am_i(&self.context, who).await;
        name.map_err(failed)
    }

    async fn naming_contexts(&self, who: &Caller) -> Result<Vec<Dn>, Failed> {
        let suffixes = directory::naming_contexts(&self.context, who).await;
        suffixes.map_err(failed)
    }

    async fn change_password(
        &self,
        client: &Client,
        who: Option<&Caller>,
        change: &PasswordChange<'_>,
    ) -> Result<(), Failed> {
        let client = directory::client(client.address);
        let request = directory::PasswordChange {
            identity: change.of,
            old: change.old,
            new: change.new,
            client: &client,
        };
        let changed = directory::change_password(&self.context, who, &request).await;
        changed.map_err(failed)
    }
}

fn failed(failed: directory::Failed) -> Failed {
    let outcome = failed.outcome();
    if failed.is_end() {
        return Failed::Ended(outcome);
    }
    Failed::Refused(Refusal {
        outcome,
        password_policy: failed.password_policy(),
    })
}
