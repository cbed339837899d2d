use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::account;
use entity::organization::suspended;
use entity::scheduled_change::{Column, Entity, Model};
use mail::{Message, ScheduledKind, ScheduledLine};
use rules::account::AccountKind;
use rules::event::PartyKind;
use rules::role::Permission;
use rules::scheduled_change::ScheduledAction;
use rules::time::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::accounts::{HeldAccount, role};
use crate::actor::Party;
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::initiator::Initiator;
use crate::outbox::enqueue_to_permitted;
use crate::users::{ActivationEmail, activate_held, suspend_held};
use crate::zone::Zone;
use crate::{Context, Error};

/// The number of changes that are read at once.
const BATCH: u64 = 100;

/// Why a change that is due is not performed.
#[derive(Clone, Copy)]
enum Obstacle {
    /// The user is in this state already.
    SameState,
    /// Who scheduled it may no longer do this.
    NotPermitted,
}

impl Obstacle {
    /// The name in events.
    const fn as_str(self) -> &'static str {
        match self {
            Self::SameState => "same_state",
            Self::NotPermitted => "not_permitted",
        }
    }

    /// The reason as the email says it.
    const fn words(self) -> &'static str {
        match self {
            Self::SameState => "The user is already in this state",
            Self::NotPermitted => {
                "The administrator or API key that scheduled it may no longer do this"
            }
        }
    }
}

/// Performs the changes that are due, each in a transaction of its own, and returns their number. Any
/// number of servers can run this at once. Stops between two changes.
///
/// # Errors
/// When the database does not respond. Another failure is logged, and the change is tried again in the
/// next round.
pub async fn perform_due(context: &Context, stop: &CancellationToken) -> Result<u64, Error> {
    let mut performed = 0;
    let mut after: Option<(Timestamp, Uuid)> = None;
    loop {
        let due = Entity::find()
            .filter(Column::DueAt.lte(context.now()))
            .filter(Column::OrganizationId.not_in_subquery(suspended()))
            .apply_if(after, |due, (at, id)| {
                let same_time = Condition::all()
                    .add(Column::DueAt.eq(at))
                    .add(Column::Id.gt(id));
                let later = Condition::any().add(Column::DueAt.gt(at)).add(same_time);
                due.filter(later)
            })
            .order_by_asc(Column::DueAt)
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .all(context.database().read())
            .await?;
        for change in &due {
            if stop.is_cancelled() {
                return Ok(performed);
            }
            match one(context, change).await {
                Ok(true) => performed += 1,
                Ok(false) => {}
                Err(error) if error.is_away() => return Err(error),
                Err(error) => {
                    tracing::error!(%error, change = %change.id, "a scheduled change failed");
                }
            }
        }
        if (due.len() as u64) < BATCH {
            return Ok(performed);
        }
        // Behind these, so that changes that fail each time do not keep the others from being performed.
        after = due.last().map(|last| (last.due_at, last.id));
    }
}

/// Performs a change. Returns false if it was canceled, if another server has performed it, or if its
/// organization is suspended.
async fn one(context: &Context, change: &Model) -> Result<bool, Error> {
    let organization = OrganizationId(change.organization_id);
    let user = change.account_id;
    let held = match HeldAccount::begin(context, organization, Portal::User, user).await {
        // The user was deleted just now, and the change with it.
        Err(Error::NotFound) => return Ok(false),
        held => held?,
    };
    // It may have been suspended since the changes were read. Then they are performed after the suspension.
    if held.organization.state().is_suspended() {
        held.into_tx().rollback().await?;
        return Ok(false);
    }
    let taken = Entity::delete_many()
        .filter(Column::Id.eq(change.id))
        .filter(Column::OrganizationId.eq(organization.0))
        .exec(held.tx())
        .await?;
    if taken.rows_affected == 0 {
        return Ok(false);
    }
    match obstacle(&held, change).await? {
        Some(obstacle) => give_up(&held, change, obstacle).await?,
        None => perform(&held, change).await?,
    }
    held.commit().await?;
    Ok(true)
}

/// What keeps a change from being performed.
async fn obstacle(held: &HeldAccount<'_>, change: &Model) -> Result<Option<Obstacle>, Error> {
    if !held.account.state.may_become(change.action.target()) {
        return Ok(Some(Obstacle::SameState));
    }
    let is_permitted = match change.action {
        // Gives access, possibly to anyone who reads another mailbox. A dismissed administrator or a leaked
        // key must not have planned that for later.
        ScheduledAction::Activate => {
            let initiator = Initiator::stored(
                held.organization_id(),
                change.actor_kind,
                change.actor_id,
                &[Permission::UsersWrite],
            );
            let lapsed = initiator.lapsed(held.context(), held.tx()).await?;
            lapsed.is_none()
        }
        ScheduledAction::Suspend => may_still_suspend(held, change).await?,
    };
    Ok((!is_permitted).then_some(Obstacle::NotPermitted))
}

/// Whether a suspension is still wanted. It takes access away and is the organization's decision, so an
/// administrator who is gone, or a revoked key, does not stop it; a lower role does.
async fn may_still_suspend(held: &HeldAccount<'_>, change: &Model) -> Result<bool, Error> {
    let (PartyKind::Administrator, Some(id)) = (change.actor_kind, change.actor_id) else {
        return Ok(true);
    };
    let administrator = account::Entity::find_by_id(id)
        .filter(account::Column::OrganizationId.eq(change.organization_id))
        .filter(account::Column::Kind.eq(AccountKind::Administrator))
        .one(held.tx())
        .await?;
    match administrator {
        Some(one) => Ok(role(&one)?.allows(Permission::UsersWrite)),
        None => Ok(true),
    }
}

async fn perform(held: &HeldAccount<'_>, change: &Model) -> Result<(), Error> {
    match change.action {
        ScheduledAction::Activate => {
            let email = match &change.email_to {
                _ if !change.sends_email => ActivationEmail::None,
                Some(address) => ActivationEmail::To(address),
                None => ActivationEmail::ToUser,
            };
            let mut event = event(EventAction::UserActivated, change);
            // A user with a password is welcomed at the company email instead.
            let is_pending = held.account.password_hash.is_none();
            if let Some(address) = change.email_to.as_deref().filter(|_| is_pending) {
                event = event.with("email_to", address);
            }
            activate_held(held, event, email).await
        }
        ScheduledAction::Suspend => {
            suspend_held(held, event(EventAction::UserSuspended, change)).await
        }
    }
}

async fn give_up(held: &HeldAccount<'_>, change: &Model, obstacle: Obstacle) -> Result<(), Error> {
    let event = event(EventAction::UserScheduledChangeFailed, change)
        .with("action", change.action.as_str())
        .with("reason", obstacle.as_str());
    held.record(event.failed()).await?;
    let line = ScheduledLine {
        change: kind(change.action),
        name: held.account.name.clone(),
        email: held.account.email.clone(),
        at: Zone::of(&held.organization).words(change.due_at),
        by: change.actor_name.clone(),
    };
    let message = Message::ScheduledChangeFailed {
        change: line,
        reason: obstacle.words(),
    };
    let (context, tx) = (held.context(), held.tx());
    enqueue_to_permitted(
        context,
        tx,
        &held.organization,
        Permission::UsersWrite,
        &message,
    )
    .await
}

/// An event by who scheduled the change.
fn event(action: EventAction, change: &Model) -> NewEvent<'static> {
    let by = Party {
        kind: change.actor_kind,
        id: change.actor_id,
        name: change.actor_name.clone(),
        email: change.actor_email.clone(),
    };
    NewEvent::new(action, by)
        .with("scheduled_change", change.id.to_string())
        .with("scheduled_at", change.created_at.to_string())
}

/// The change as emails name it.
pub(super) const fn kind(action: ScheduledAction) -> ScheduledKind {
    match action {
        ScheduledAction::Activate => ScheduledKind::Activation,
        ScheduledAction::Suspend => ScheduledKind::Suspension,
    }
}
