use contract::events::EventAction;
use std::time::Duration;

use entity::account::{self, Column};
use mail::Message;
use rules::lifetimes::TEMPORARY_PASSWORD;
use rules::links::LinkPurpose;
use rules::status::{ExpiryReason, LockReason};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};

use super::history::{Past, write};
use super::people::{DemoState, Person};
use crate::Error;
use crate::accounts::HeldAccount;
use crate::actor::{Client, Party};
use crate::passwords::{self, NewPassword, Temporary};

pub(super) const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const SUSPENDED_SINCE: Duration = DAY.saturating_mul(30);
const MINUTE: Duration = Duration::from_secs(60);

/// What all people of the demo organization have in common.
pub(super) struct Demo<'a> {
    /// The administrator who created them.
    pub owner: &'a Party,
    pub password: &'a NewPassword,
}

/// Brings a new account to the state of `person`, with the events that led to it.
pub(super) async fn bring_to_state(
    held: &HeldAccount<'_>,
    demo: &Demo<'_>,
    person: &Person,
) -> Result<(), Error> {
    let now = held.context().now();
    let since = now.minus(DAY.saturating_mul(u32::try_from(person.days).unwrap_or_default()));
    let created = since.minus(MINUTE.saturating_mul(90));
    password(held, demo, person.state).await?;
    let changed = match person.state {
        DemoState::Suspended => now.minus(SUSPENDED_SINCE),
        _ => since,
    };
    let mut facts = account::Entity::update_many()
        .filter(Column::Id.eq(held.account.id))
        .col_expr(Column::CreatedAt, Expr::value(created))
        .col_expr(Column::UpdatedAt, Expr::value(since))
        .col_expr(Column::StateChangedAt, Expr::value(changed));
    let last_sign_in = last_sign_in(person.state, now);
    if let Some(at) = last_sign_in {
        facts = facts
            .col_expr(Column::PasswordSetAt, Expr::value(since))
            .col_expr(Column::LastSignInAt, Expr::value(at));
    }
    special(facts, person.state, now).exec(held.tx()).await?;
    history(held, demo, person, (created, since, last_sign_in, now)).await
}

async fn password(held: &HeldAccount<'_>, demo: &Demo<'_>, state: DemoState) -> Result<(), Error> {
    match state {
        DemoState::Staged => Ok(()),
        DemoState::Pending => {
            let link = held.issue_link(LinkPurpose::UserActivation).await?;
            held.enqueue(&Message::UserActivation { link }).await?;
            Ok(())
        }
        DemoState::Temporary => {
            let until = Temporary(held.context().now().plus(TEMPORARY_PASSWORD));
            passwords::write(held, demo.password, Some(until)).await
        }
        _ => passwords::write(held, demo.password, None).await,
    }
}

fn last_sign_in(state: DemoState, now: Timestamp) -> Option<Timestamp> {
    let days = match state {
        DemoState::Staged | DemoState::Pending | DemoState::Temporary => return None,
        DemoState::Active(days) => days,
        DemoState::LockedByAttempts => 1,
        DemoState::LockedByAdministrator => 3,
        DemoState::Expired => 12,
        DemoState::Suspended => 40,
    };
    let days = u32::try_from(days).unwrap_or_default();
    Some(now.minus(DAY.saturating_mul(days) + MINUTE.saturating_mul(25 + days)))
}

fn special(
    facts: UpdateMany<account::Entity>,
    state: DemoState,
    now: Timestamp,
) -> UpdateMany<account::Entity> {
    let lock = |facts: UpdateMany<account::Entity>, reason: LockReason, at: Timestamp| {
        facts
            .col_expr(Column::LockReason, Expr::value(reason))
            .col_expr(Column::LockedAt, Expr::value(at))
    };
    match state {
        DemoState::LockedByAttempts => {
            let until = now.plus(MINUTE.saturating_mul(9));
            lock(facts, LockReason::FailedPasswordAttempts, now.minus(MINUTE))
                .col_expr(Column::LockedUntil, Expr::value(until))
                .col_expr(Column::FailedPasswordAttempts, Expr::value(6))
        }
        DemoState::LockedByAdministrator => lock(facts, LockReason::Administrator, now.minus(DAY)),
        DemoState::Expired => {
            let at = now.minus(DAY.saturating_mul(2));
            facts
                .col_expr(Column::PasswordExpiresAt, Expr::value(at))
                .col_expr(
                    Column::PasswordExpiryReason,
                    Expr::value(ExpiryReason::Administrator),
                )
                .col_expr(Column::PasswordNoticeDays, Expr::value(0))
        }
        _ => facts,
    }
}

async fn history(
    held: &HeldAccount<'_>,
    demo: &Demo<'_>,
    person: &Person,
    (created, since, last_sign_in, now): (Timestamp, Timestamp, Option<Timestamp>, Timestamp),
) -> Result<(), Error> {
    // From the range that RFC 5737 reserves for documentation.
    let client = Client::new(
        format!("192.0.2.{}", 10 + person.username.len()),
        "Firefox on Linux".to_owned(),
        std::iter::empty(),
    );
    let (user, system, guesser) = (held.owner(), Party::system(), Party::anonymous());
    let past = |at, action, actor, target| Past {
        at,
        action,
        actor,
        target,
        client: Some(&client),
        failed: false,
    };
    let mut events = vec![past(
        created,
        EventAction::UserCreated,
        demo.owner,
        Some(&user),
    )];
    if let Some(at) = last_sign_in {
        events.push(past(
            since,
            EventAction::UserActivatedByLink,
            &user,
            Some(&user),
        ));
        events.push(past(at, EventAction::SignInSucceeded, &user, None));
    }
    match person.state {
        DemoState::Suspended => {
            let at = now.minus(SUSPENDED_SINCE);
            events.push(past(
                at,
                EventAction::UserSuspended,
                demo.owner,
                Some(&user),
            ));
        }
        DemoState::LockedByAttempts => {
            for seconds in 61..67 {
                let at = now.minus(Duration::from_secs(seconds));
                let failed = past(at, EventAction::SignInFailed, &guesser, Some(&user));
                events.push(Past {
                    failed: true,
                    ..failed
                });
            }
            let at = now.minus(MINUTE);
            events.push(past(at, EventAction::AccountLocked, &system, Some(&user)));
        }
        DemoState::LockedByAdministrator => {
            let at = now.minus(DAY);
            events.push(past(
                at,
                EventAction::AccountLocked,
                demo.owner,
                Some(&user),
            ));
        }
        _ => {}
    }
    write(held.tx(), held.organization_id(), &events).await
}
