use contract::ids::{ApplicationId, ApplicationPasswordId, LdapBindUserId, OrganizationId};
use entity::{account, ldap_bind_user};
use rules::directory::may_bind;
use rules::time::Timestamp;
use uuid::Uuid;

use super::Failed;
use super::find_caller::{find_bind_user, find_person};
use super::refusal::bind_facts;
use super::tenant::Tenant;
use crate::accounts::Member;
use crate::application_passwords::{Resource, still_works};
use crate::applications::open_among;
use crate::{Context, Error};

/// Who a connection is authenticated as. Only [`bind`](super::bind()) creates it, and every operation checks
/// whether it is still valid.
#[derive(Clone, Debug)]
pub struct Caller {
    pub(super) organization: OrganizationId,
    pub(super) identity: Identity,
}

/// Whose password was correct.
#[derive(Clone, Debug)]
pub(super) enum Identity {
    /// A user's.
    Person {
        account: Uuid,
        /// The application in the name with which the user has authenticated.
        application: Option<ApplicationId>,
        by: Proof,
    },
    /// A bind user's.
    BindUser(LdapBindUserId),
}

/// Which password of a user was correct.
#[derive(Clone, Debug)]
pub(super) enum Proof {
    /// That of the account, which was set then.
    AccountPassword(Option<Timestamp>),
    /// An application password.
    ApplicationPassword(ApplicationPasswordId),
}

/// A caller that is still authenticated.
pub(super) struct Present {
    pub tenant: Tenant,
    pub subject: Subject,
}

/// The row of a caller.
pub(super) enum Subject {
    Person(Box<account::Model>),
    BindUser(ldap_bind_user::Model),
}

impl Caller {
    /// Reads whether the authentication is still valid.
    ///
    /// # Errors
    /// [`Failed::Ended`] if it is not.
    pub(super) async fn check(&self, context: &Context) -> Result<Present, Failed> {
        let present = match &self.identity {
            Identity::Person {
                account,
                application,
                by,
            } => {
                let found = find_person(context, self.organization, *account).await?;
                check_person(context, found.ok_or(Failed::Ended)?, (*application, by)).await?
            }
            Identity::BindUser(id) => {
                let found = find_bind_user(context, self.organization, *id).await?;
                let (tenant, row) = found.ok_or(Failed::Ended)?;
                let application = row.application_id.map(ApplicationId);
                Present {
                    tenant: Tenant {
                        application,
                        ..tenant
                    },
                    subject: Subject::BindUser(row),
                }
            }
        };
        if present.tenant.organization.state().is_suspended() {
            return Err(Failed::Ended);
        }
        Ok(present)
    }
}

async fn check_person(
    context: &Context,
    (tenant, account): (Tenant, account::Model),
    (application, by): (Option<ApplicationId>, &Proof),
) -> Result<Present, Failed> {
    let Tenant {
        organization,
        suffix,
        ..
    } = tenant;
    let member = Member {
        account,
        organization,
    };
    let policy = &member.organization.settings.directory;
    let is_valid = match by {
        Proof::AccountPassword(set_at) => {
            let may = may_bind(&bind_facts(&member), policy, context.now());
            member.account.password_set_at == *set_at
                && may.is_ok()
                && is_open(context, &member, application).await?
        }
        Proof::ApplicationPassword(password) => {
            let wanted = (Resource::of(application), policy.resource());
            still_works(context, &member.account, *password, wanted).await?
        }
    };
    if !is_valid {
        return Err(Failed::Ended);
    }
    Ok(Present {
        tenant: Tenant {
            organization: member.organization,
            suffix,
            application,
        },
        subject: Subject::Person(Box::new(member.account)),
    })
}

/// Whether the application in the name of a user is available to the user. True for a name without an
/// application.
///
/// # Errors
/// If the database fails.
pub(super) async fn is_open(
    context: &Context,
    member: &Member,
    application: Option<ApplicationId>,
) -> Result<bool, Error> {
    let Some(id) = application else {
        return Ok(true);
    };
    let read = context.database().read();
    let organization = OrganizationId(member.organization.id);
    let open = open_among(read, organization, member.account.id, [id.0]).await?;
    Ok(!open.is_empty())
}
