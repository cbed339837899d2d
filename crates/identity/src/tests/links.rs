//! What a link opens in each state of its account. A lock or a suspension voids links too; here they are still
//! there, as they are if they are sent at the same moment.

use contract::links::InspectLink;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use entity::account::{self, Column};
use entity::link;
use rules::links::LinkPurpose::{
    self, AdministratorPasswordReset, UserActivation, UserPasswordReset,
    UserPasswordResetByRecoveryEmail,
};
use rules::state::UserState::{self, Active, Staged, Suspended};
use rules::status::LockReason::{self, Administrator, FailedPasswordAttempts};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::World;
use super::world::{Tenant, refused};
use crate::crypto::Token;
use crate::{Error, links, organization, organizations};

super::on_each_database!(
    a_link_opens_only_what_the_state_of_its_account_allows,
    a_link_to_the_recovery_email_works_only_where_recovery_emails_are_allowed,
    administrators_accept_the_terms_with_a_link,
);

impl World {
    /// Makes a link for this account.
    async fn link(
        &self,
        tenant: &Tenant,
        account: Uuid,
        purpose: LinkPurpose,
    ) -> Result<InspectLink, Error> {
        let (token, now) = (Token::random()?, self.context.now());
        let row = link::ActiveModel {
            id: Set(self.context.new_id()),
            organization_id: Set(tenant.organization.0),
            account_id: Set(account),
            token_hash: Set(token.hash().bytes()),
            purpose: Set(purpose),
            created_at: Set(now),
            expires_at: Set(now.plus(purpose.lifetime())),
            ..Default::default()
        };
        link::Entity::insert(row)
            .exec_without_returning(self.context.database().write())
            .await?;
        Ok(InspectLink {
            purpose,
            token: token.reveal().to_owned(),
        })
    }

    /// Why this link is refused, if it is.
    async fn refusal(&self, link: &InspectLink) -> Option<ProblemType> {
        refused(links::inspect(&self.context, link).await)
    }

    async fn become_state(
        &self,
        account: Uuid,
        state: UserState,
        lock: Option<LockReason>,
    ) -> Result<(), Error> {
        let locked_at = lock.map(|_| self.context.now());
        account::Entity::update_many()
            .col_expr(Column::State, Expr::value(state))
            .col_expr(Column::LockReason, Expr::value(lock))
            .col_expr(Column::LockedAt, Expr::value(locked_at))
            .filter(Column::Id.eq(account))
            .exec(self.context.database().write())
            .await?;
        Ok(())
    }
}

const NOT_USABLE: Option<ProblemType> = Some(ProblemType::LinkNotUsable);

async fn a_link_opens_only_what_the_state_of_its_account_allows(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let ann = world.user(&tenant, "ann", Active).await?.id.0;
    let activation = world.link(&tenant, ann, UserActivation).await?;
    let reset = world.link(&tenant, ann, UserPasswordReset).await?;
    for (state, lock, expected) in [
        (Active, None, [None, None]),
        // A reset ends this lock. An activation sets the first password.
        (Active, Some(FailedPasswordAttempts), [None, None]),
        // An activation would start a session, a reset does not.
        (Active, Some(Administrator), [NOT_USABLE, None]),
        (Suspended, None, [NOT_USABLE; 2]),
        (Staged, None, [NOT_USABLE; 2]),
    ] {
        world.become_state(ann, state, lock).await?;
        let shown = [
            world.refusal(&activation).await,
            world.refusal(&reset).await,
        ];
        assert_eq!(shown, expected, "{state:?} {lock:?}");
    }
    world.become_state(ann, Active, None).await?;
    organizations::suspend(&world.context, tenant.organization).await?;
    for link in [&activation, &reset] {
        assert_eq!(world.refusal(link).await, NOT_USABLE, "{:?}", link.purpose);
    }
    Ok(())
}

async fn a_link_to_the_recovery_email_works_only_where_recovery_emails_are_allowed(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let ann = world.user(&tenant, "ann", Active).await?.id.0;
    let link = world
        .link(&tenant, ann, UserPasswordResetByRecoveryEmail)
        .await?;
    // She has no factor, which this link requires.
    for (used, expected) in [
        (true, Some(ProblemType::FactorRequired)),
        (false, NOT_USABLE),
    ] {
        let update = UpdateOrganization {
            recovery_email_enabled: Some(used),
            ..UpdateOrganization::default()
        };
        let version = organization::get(context, &owner.permit()?).await?.version;
        organization::update(context, &owner.permit()?, version, &update).await?;
        assert_eq!(world.refusal(&link).await, expected, "{used}");
    }
    Ok(())
}

async fn administrators_accept_the_terms_with_a_link(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let ann = world.user(&tenant, "ann", Active).await?.id.0;
    let owner = tenant.owner_id.0;
    for (account, purpose, required) in [
        (ann, UserPasswordReset, false),
        (owner, AdministratorPasswordReset, true),
    ] {
        let link = world.link(&tenant, account, purpose).await?;
        let shown = links::inspect(&world.context, &link).await?;
        assert_eq!(shown.terms_required, required, "{purpose:?}");
    }
    Ok(())
}
