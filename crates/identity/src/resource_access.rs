//! Why a user can or cannot use a directory, a network or a host. What decides is in the modules of these; here,
//! what they found becomes the answer for an administrator.

use contract::ids::UserId;
use contract::resource_access::{
    ResourceCredential, ResourceObstacle, ResourceObstacleKind, ResourceWay,
};
use rules::resource::{self, ResourcePolicy};
use rules::sign_in::Circumstances;
use rules::time::Timestamp;

use crate::accounts::{Member, find_member_of, would_verify};
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::application_passwords::{Resource, would_refuse};
use crate::sign_in::sign_in_facts;
use crate::{Context, Error};

/// The user about whom an administrator asks.
pub(crate) struct Asked<'a> {
    /// The user.
    pub member: Member,
    principal: &'a AdminPrincipal,
    now: Timestamp,
}

impl<'a> Asked<'a> {
    /// Reads the user.
    ///
    /// # Errors
    /// `not-found`, also if the user belongs to another organization.
    pub async fn read(
        context: &Context,
        principal: &'a AdminPrincipal,
        user: UserId,
    ) -> Result<Self, Error> {
        let (read, organization) = (context.database().read(), principal.organization());
        Ok(Self {
            member: find_member_of(read, organization, Portal::User, user.0).await?,
            principal,
            now: context.now(),
        })
    }

    /// When it is asked.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// What prevents that the right password is accepted. `refused` is why the account may not use it, if it may not.
    /// While an account has no attempts left, no password is verified, not even the right one.
    pub fn password(&self, refused: Option<ResourceObstacleKind>) -> Option<ResourceObstacleKind> {
        let unverified = || {
            let is_verified = self.password_is_verified();
            (!is_verified).then_some(ResourceObstacleKind::PasswordNotVerified)
        };
        refused.or_else(unverified)
    }

    /// What prevents that an application password for devices and programs is accepted under this policy.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn application_password(
        &self,
        context: &Context,
        policy: ResourcePolicy,
    ) -> Result<Option<ResourceObstacleKind>, Error> {
        let wanted = (Resource::Device, policy);
        let refusal = would_refuse(context, &self.member.account, wanted).await?;
        Ok(refusal.map(ResourceObstacleKind::from))
    }

    /// The answer about a credential, with the actions that the administrator may perform.
    pub fn way(
        &self,
        credential: ResourceCredential,
        obstacle: Option<ResourceObstacleKind>,
    ) -> ResourceWay {
        let facts = sign_in_facts(&self.member);
        let circumstances = Circumstances {
            password_is_verified: self.password_is_verified(),
            email_unverified: self.member.account.email_unverified,
        };
        let explain =
            |kind| resource::ResourceObstacle::explain(kind, &facts, circumstances, self.now);
        ResourceWay {
            credential,
            obstacle: obstacle.map(|kind| self.show(&explain(kind))),
        }
    }

    fn show(&self, obstacle: &resource::ResourceObstacle) -> ResourceObstacle {
        let remedies = obstacle.remedies.iter();
        let remedies =
            remedies.filter(|(_, needed)| needed.is_none_or(|it| self.principal.may(it)));
        ResourceObstacle {
            kind: obstacle.kind,
            since: obstacle.since,
            until: obstacle.until,
            lock: obstacle.lock,
            remedies: remedies.map(|(remedy, _)| *remedy).collect(),
        }
    }

    fn password_is_verified(&self) -> bool {
        let (account, policy) = (&self.member.account, self.member.lockout_policy());
        account.password_hash.is_some() && would_verify(account, &policy, self.now)
    }
}
