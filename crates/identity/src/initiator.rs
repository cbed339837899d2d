//! Who has begun work that continues after their request, such as an import or a download. Their
//! access token or API key is checked only when the request arrives, so the work checks again and
//! again whether they still may do it.

use contract::events::PartyKind;
use contract::ids::{ApiKeyId, OrganizationId};
use contract::problem::ProblemType;
use entity::{account, api_key};
use rules::account::AccountKind;
use rules::role::{Permission, Role};
use rules::state::UserState;
use rules::stop_reason::StopReason;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::actor::{AdminPrincipal, ApiKeyPrincipal, Client, SignedIn, SignedInAdministrator};
use crate::addresses::Portal;
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
            PartyKind::ApiKey => Ok(self.key(context, db).await?.err()),
            _ => Ok(self.administrator(db).await?.err()),
        }
    }

    /// The initiator as the caller of use cases, with the permissions that they have now, for work that
    /// calls a use case for each of its items; or why they may not do it anymore. There is no session, so
    /// this is not for what acts on one, or for what requires recent authentication.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn principal(
        &self,
        context: &Context,
        client: &Client,
    ) -> Result<Result<AdminPrincipal, StopReason>, Error> {
        let read = context.database().read();
        let principal = match self.kind {
            // The operator has no permissions that a use case could check.
            PartyKind::System => Err(StopReason::PermissionLost),
            PartyKind::ApiKey => self.key(context, read).await?.map(|key| {
                AdminPrincipal::ApiKey(ApiKeyPrincipal {
                    id: ApiKeyId(key.id),
                    organization: self.organization,
                    scopes: key.scopes.permissions,
                    name: key.name,
                    client: client.clone(),
                })
            }),
            _ => self
                .administrator(read)
                .await?
                .map(|(account, role)| self.signed_in(account, role, client)),
        };
        Ok(principal)
    }

    fn signed_in(&self, account: account::Model, role: Role, client: &Client) -> AdminPrincipal {
        AdminPrincipal::Administrator(SignedInAdministrator {
            signed_in: SignedIn {
                portal: Portal::Admin,
                organization: self.organization,
                account: account.id,
                session: Uuid::nil(),
                name: account.name,
                email: account.email,
                client: client.clone(),
            },
            role,
            proved_recently: false,
        })
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

    /// The API key, if it may still do it.
    async fn key(
        &self,
        context: &Context,
        db: &impl ConnectionTrait,
    ) -> Result<Result<api_key::Model, StopReason>, Error> {
        let key = api_key::Entity::find()
            .filter(api_key::Column::Id.eq(self.id))
            .filter(api_key::Column::OrganizationId.eq(self.organization.0))
            .one(db)
            .await?;
        // Keys that were revoked long ago may be swept.
        let Some(key) = key.filter(|key| key.revoked_at.is_none()) else {
            return Ok(Err(StopReason::KeyRevoked));
        };
        if key.expires_at <= context.now() {
            return Ok(Err(StopReason::KeyExpired));
        }
        let may = |permission: Permission| key.scopes.permissions.contains(&permission);
        match self.without(may) {
            Some(reason) => Ok(Err(reason)),
            None => Ok(Ok(key)),
        }
    }

    /// The administrator with their role, if they may still do it.
    async fn administrator(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<Result<(account::Model, Role), StopReason>, Error> {
        let account = account::Entity::find()
            .filter(account::Column::Id.eq(self.id))
            .filter(account::Column::OrganizationId.eq(self.organization.0))
            .filter(account::Column::Kind.eq(AccountKind::Administrator))
            .one(db)
            .await?;
        let Some(account) = account else {
            return Ok(Err(StopReason::AdministratorRemoved));
        };
        if account.state != UserState::Active {
            return Ok(Err(StopReason::AdministratorSuspended));
        }
        let Some(role) = account.role else {
            return Ok(Err(StopReason::PermissionLost));
        };
        match self.without(|permission| role.allows(permission)) {
            Some(reason) => Ok(Err(reason)),
            None => Ok(Ok((account, role))),
        }
    }

    fn without(&self, may: impl Fn(Permission) -> bool) -> Option<StopReason> {
        let is_allowed = self.requires.iter().all(|permission| may(*permission));
        (!is_allowed).then_some(StopReason::PermissionLost)
    }
}
