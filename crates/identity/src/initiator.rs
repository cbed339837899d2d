//! Who has begun work that continues after their request, such as an import or a download. Their
//! access token or API key is checked only when the request arrives, so the work checks again and
//! again whether they still may do it.

use contract::events::PartyKind;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::{account, api_key};
use rules::account::AccountKind;
use rules::role::Permission;
use rules::state::UserState;
use rules::stop_reason::StopReason;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::actor::AdminPrincipal;
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// Who has begun it, and the permissions that it requires.
#[derive(Clone, Debug)]
pub(crate) struct Initiator {
    organization: OrganizationId,
    kind: PartyKind,
    id: Option<Uuid>,
    requires: Vec<Permission>,
}

impl Initiator {
    /// An administrator or API key.
    pub fn of(principal: &AdminPrincipal, requires: &[Permission]) -> Self {
        let party = principal.party();
        Self::stored(principal.organization(), party.kind, party.id, requires)
    }

    /// The operator of the server, who needs no permission.
    pub const fn operator(organization: OrganizationId) -> Self {
        Self {
            organization,
            kind: PartyKind::System,
            id: None,
            requires: Vec::new(),
        }
    }

    /// The actor that is stored with the work.
    pub fn stored(
        organization: OrganizationId,
        kind: PartyKind,
        id: Option<Uuid>,
        requires: &[Permission],
    ) -> Self {
        Self {
            organization,
            kind,
            id,
            requires: requires.to_vec(),
        }
    }

    /// Why they may not do it anymore; `None` if they still may. That they have signed out, that their
    /// password has expired, or that wrong codes have locked their account, does not matter: they are
    /// still trusted.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn lapsed(
        &self,
        context: &Context,
        db: &impl ConnectionTrait,
    ) -> Result<Option<StopReason>, Error> {
        match self.kind {
            PartyKind::System => Ok(None),
            PartyKind::ApiKey => self.key_lapsed(context, db).await,
            _ => self.administrator_lapsed(db).await,
        }
    }

    /// Checks that they still may do it, and that their organization is not suspended.
    ///
    /// # Errors
    /// `forbidden` if they may not.
    pub async fn check(&self, context: &Context) -> Result<(), Error> {
        let read = context.database().read();
        if self.kind != PartyKind::System && is_suspended(read, self.organization).await? {
            return Err(Error::Refused(
                ProblemType::Forbidden,
                "The organization was suspended",
            ));
        }
        match self.lapsed(context, read).await? {
            Some(reason) => Err(Error::Refused(ProblemType::Forbidden, reason.message())),
            None => Ok(()),
        }
    }

    async fn key_lapsed(
        &self,
        context: &Context,
        db: &impl ConnectionTrait,
    ) -> Result<Option<StopReason>, Error> {
        let key = api_key::Entity::find()
            .filter(api_key::Column::Id.eq(self.id))
            .filter(api_key::Column::OrganizationId.eq(self.organization.0))
            .one(db)
            .await?;
        // Keys that were revoked long ago may be swept.
        let Some(key) = key.filter(|key| key.revoked_at.is_none()) else {
            return Ok(Some(StopReason::KeyRevoked));
        };
        if key.expires_at <= context.now() {
            return Ok(Some(StopReason::KeyExpired));
        }
        let scopes = key.scopes.split(' ');
        Ok(self.without(|permission| scopes.clone().any(|scope| scope == permission.as_str())))
    }

    async fn administrator_lapsed(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<Option<StopReason>, Error> {
        let account = account::Entity::find()
            .filter(account::Column::Id.eq(self.id))
            .filter(account::Column::OrganizationId.eq(self.organization.0))
            .filter(account::Column::Kind.eq(AccountKind::Administrator))
            .one(db)
            .await?;
        let Some(account) = account else {
            return Ok(Some(StopReason::AdministratorRemoved));
        };
        if account.state != UserState::Active {
            return Ok(Some(StopReason::AdministratorSuspended));
        }
        let role = account.role;
        Ok(self.without(|permission| role.is_some_and(|role| role.allows(permission))))
    }

    fn without(&self, may: impl Fn(Permission) -> bool) -> Option<StopReason> {
        let is_allowed = self.requires.iter().all(|permission| may(*permission));
        (!is_allowed).then_some(StopReason::PermissionLost)
    }
}
