use contract::ids::{ApplicationPasswordId, LdapBindUserId, OrganizationId};
use entity::{account, ldap_bind_user};
use rules::account::AccountKind;
use rules::directory::judge_bind;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Failed;
use super::refusal::bind_facts;
use super::tenant::Tenant;
use crate::accounts::Member;
use crate::application_passwords::{Resource, still_works};
use crate::{Context, ldap_bind_users};

/// Who a connection is authenticated as. Only [`bind`](super::bind()) creates it, and every operation checks
/// whether it is still valid.
#[derive(Clone, Debug)]
pub struct Who {
    pub(super) organization: OrganizationId,
    pub(super) identity: Identity,
}

/// Whose password was correct.
#[derive(Clone, Debug)]
pub(super) enum Identity {
    /// A user's.
    Person { account: Uuid, by: Proof },
    /// A bind user's.
    BindUser(LdapBindUserId),
}

/// Which password of a user was correct.
#[derive(Clone, Debug)]
pub(super) enum Proof {
    /// That of the account, which was set then.
    AccountPassword(Option<Timestamp>),
    /// An application password, for this.
    ApplicationPassword(ApplicationPasswordId, Resource),
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

impl Who {
    /// Reads whether the authentication is still valid.
    ///
    /// # Errors
    /// [`Failed::Ended`] if it is not.
    pub(super) async fn check(&self, context: &Context) -> Result<Present, Failed> {
        let read = context.database().read();
        let tenant = Tenant::of(read, self.organization).await?;
        let tenant = tenant.ok_or(Failed::Ended)?;
        if tenant.organization.state().is_suspended() {
            return Err(Failed::Ended);
        }
        match &self.identity {
            Identity::Person { account, by } => check_person(context, tenant, *account, by).await,
            Identity::BindUser(id) => {
                let found = ldap_bind_users::find(context, self.organization, *id).await?;
                let subject = Subject::BindUser(found.ok_or(Failed::Ended)?);
                Ok(Present { tenant, subject })
            }
        }
    }
}

async fn check_person(
    context: &Context,
    tenant: Tenant,
    id: Uuid,
    by: &Proof,
) -> Result<Present, Failed> {
    let account = account::Entity::find_by_id(id)
        .filter(account::Column::OrganizationId.eq(tenant.organization.id))
        .filter(account::Column::Kind.eq(AccountKind::User))
        .one(context.database().read())
        .await?
        .ok_or(Failed::Ended)?;
    let Tenant {
        organization,
        suffix,
    } = tenant;
    let member = Member {
        account,
        organization,
    };
    let policy = &member.organization.settings.directory;
    let is_valid = match by {
        Proof::AccountPassword(set_at) => {
            let may = judge_bind(&bind_facts(&member), policy, context.now());
            member.account.password_set_at == *set_at && may.is_ok()
        }
        Proof::ApplicationPassword(password, resource) => {
            let wanted = (*resource, policy.resource());
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
        },
        subject: Subject::Person(Box::new(member.account)),
    })
}
