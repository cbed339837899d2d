use contract::ids::{ApplicationId, LdapBindUserId};
use entity::ldap_bind_user::Column;
use ldap::control::{PasswordPolicyError, PasswordPolicyWarning};
use ldap::dn::Dn;
use ldap::response::Outcome;

use super::Failed;
use super::bind_person::bind_person;
use super::caller::{Caller, Identity};
use super::names::EntryName;
use super::refusal::wrong;
use super::tenant::Tenant;
use crate::actor::Client;
use crate::crypto::decoy;
use crate::last_use::note_use;
use crate::ldap_bind_users::Verified;
use crate::{Context, ldap_bind_users};

/// A request to authenticate.
pub struct BindRequest<'a> {
    /// Who.
    pub name: &'a Dn,
    /// The password. It is not empty.
    pub password: &'a str,
    /// The client.
    pub client: &'a Client,
}

/// The answer to a request to authenticate.
#[derive(Clone, Debug)]
pub enum BindAnswer {
    /// The password was correct.
    Bound {
        /// Whose it was.
        who: Caller,
        /// What will soon become a problem, for clients that ask.
        warning: Option<PasswordPolicyWarning>,
    },
    /// Anything else.
    Refused {
        /// The result.
        outcome: Outcome,
        /// The state of the password, for clients that ask.
        password_policy: Option<PasswordPolicyError>,
    },
}

impl From<Failed> for BindAnswer {
    fn from(failed: Failed) -> Self {
        Self::Refused {
            outcome: failed.outcome(),
            password_policy: failed.password_policy(),
        }
    }
}

/// Authenticates a user or a bind user. Passwords are verified and counted as those of a sign-in, except that a
/// device that repeats a wrong password is not counted again. Only that the password of an account was
/// correct is remembered, for a minute; whether it may authenticate is read from the database each time.
///
/// Why a request is refused is said after a correct password only.
pub async fn bind(context: &Context, request: &BindRequest<'_>) -> BindAnswer {
    let answer = try_bind(context, request).await;
    answer.unwrap_or_else(BindAnswer::from)
}

async fn try_bind(context: &Context, request: &BindRequest<'_>) -> Result<BindAnswer, Failed> {
    let tenant = Tenant::of_name(context, request.client, request.name).await?;
    let Some(tenant) = tenant else {
        return nobody(context, request).await;
    };
    match tenant.entry_name(request.name) {
        Some(EntryName::Person {
            username,
            application,
        }) => {
            let application = application.map(str::parse::<ApplicationId>).transpose();
            match application {
                Ok(application) => {
                    bind_person(context, &tenant, (username, application), request).await
                }
                Err(_) => nobody(context, request).await,
            }
        }
        Some(EntryName::Service(name)) => bind_service(context, &tenant, name, request).await,
        _ => nobody(context, request).await,
    }
}

/// Nobody has this name.
async fn nobody(context: &Context, request: &BindRequest<'_>) -> Result<BindAnswer, Failed> {
    verify_nothing(context, request).await?;
    Err(wrong())
}

async fn verify_nothing(context: &Context, request: &BindRequest<'_>) -> Result<(), Failed> {
    let asker = request.client.asker_for(&request.name.to_string());
    Ok(decoy(context.hasher(), asker, request.password).await?)
}

async fn bind_service(
    context: &Context,
    tenant: &Tenant,
    name: &str,
    request: &BindRequest<'_>,
) -> Result<BindAnswer, Failed> {
    if tenant.organization.state().is_suspended() {
        return nobody(context, request).await;
    }
    let given = (name, request.password);
    let row = match ldap_bind_users::verify(context, tenant.id(), given).await? {
        Verified::Right(row) => row,
        Verified::Wrong(known) => {
            // A wrong password is as expensive as that of a person, although its hash is cheap: each one may
            // write an event.
            verify_nothing(context, request).await?;
            if let Some(id) = known {
                ldap_bind_users::note_failure(context, tenant.id(), id, request.client);
            }
            return Err(wrong());
        }
    };
    note_use(context, row.as_ref(), row.last_used_at, Column::LastUsedAt).await?;
    Ok(BindAnswer::Bound {
        who: Caller {
            organization: tenant.id(),
            identity: Identity::BindUser(LdapBindUserId(row.id)),
        },
        warning: None,
    })
}
