use std::collections::HashMap;

use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::sign_in::diagnosis::{SignInAttempt, SignInAttemptResult};
use entity::event::{Column, Entity, Model};
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{Context, Error};

/// How many attempts are shown.
const SHOWN: u64 = 5;
/// How many earlier sign-ins say which addresses are known.
const SIGN_INS: u64 = 200;

/// The last attempts to sign in to an account, newest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn attempts_made(
    context: &Context,
    organization: OrganizationId,
    account: Uuid,
) -> Result<Vec<SignInAttempt>, Error> {
    let read = context.database().read();
    let events = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .order_by_desc(Column::Id);
    // The server does not know who gave a wrong password.
    let by_anyone = events
        .clone()
        .filter(Column::TargetId.eq(account))
        .filter(Column::Action.eq(EventAction::SignInFailed));
    let by_owner = events.filter(Column::ActorId.eq(account));
    let proved = [EventAction::SignInRefused, EventAction::SignInFactorFailed];
    let proved = by_owner.clone().filter(Column::Action.is_in(proved));
    let signed_in = by_owner.filter(Column::Action.eq(EventAction::SignInSucceeded));
    let (by_anyone, proved, signed_in) = tokio::join!(
        by_anyone.limit(SHOWN).all(read),
        proved.limit(SHOWN).all(read),
        signed_in.limit(SIGN_INS).all(read),
    );
    let signed_in = signed_in?;
    let known = first_sign_ins(&signed_in);
    let mut attempts: Vec<_> = by_anyone?
        .into_iter()
        .chain(proved?)
        .chain(signed_in)
        .map(|event| attempt(event, &known))
        .collect();
    attempts.sort_by_key(|attempt| std::cmp::Reverse(attempt.at));
    attempts.truncate(usize::try_from(SHOWN).unwrap_or_default());
    Ok(attempts)
}

/// The first of these sign-ins, newest first, from each address.
fn first_sign_ins(newest_first: &[Model]) -> HashMap<String, Uuid> {
    let addresses = newest_first
        .iter()
        .filter_map(|event| Some((event.address.clone()?, event.id)));
    // Later entries, which are older, replace earlier ones.
    addresses.collect()
}

fn attempt(event: Model, first: &HashMap<String, Uuid>) -> SignInAttempt {
    let mut detail = event.detail.0;
    let result = match event.action.known() {
        Some(EventAction::SignInFailed) => SignInAttemptResult::WrongPassword,
        Some(EventAction::SignInFactorFailed) => SignInAttemptResult::WrongFactor,
        Some(EventAction::SignInRefused) => SignInAttemptResult::Refused,
        _ => SignInAttemptResult::SignedIn,
    };
    let address = event.address.filter(|address| !address.is_empty());
    let known_address = address
        .as_ref()
        .and_then(|address| first.get(address))
        .is_some_and(|first| *first < event.id);
    let last_at = detail
        .get("last_at")
        .and_then(|last_at| Timestamp::parse(last_at));
    let times = detail.get("attempts").and_then(|times| times.parse().ok());
    SignInAttempt {
        at: last_at.unwrap_or(event.at),
        result,
        times: times.unwrap_or(1),
        address,
        known_address,
        device: event.device.filter(|device| !device.is_empty()),
        reason: detail
            .remove("reason")
            .filter(|_| result == SignInAttemptResult::Refused),
    }
}
