//! What is recorded about an answer. It runs after the answer, so that its duration does not tell whether the
//! user exists. Devices connect again all the time, so equal answers about one user are counted in one event
//! per hour.

use contract::events::EventAction;
use contract::ids::RadiusClientId;
use contract::radius::RadiusLogin;
use entity::account;
use entity::radius_client::Entity;
use rules::text::is_unprintable;
use uuid::Uuid;

use super::answer::Answer;
use super::caller::RadiusCaller;
use crate::accounts::{party, record_after_answer};
use crate::actor::Party;
use crate::events::{NewEvent, record_repeated};
use crate::resources;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// The longest text of an access point or a device that is recorded, in characters.
const LONGEST: usize = 100;

/// The details of an event: which RADIUS client asked, for which of its access points and which device.
pub(super) fn details(caller: &RadiusCaller, login: &RadiusLogin) -> Vec<(&'static str, String)> {
    let all = [
        ("network", caller.row.name.as_str()),
        ("access_point", login.nas.as_str()),
        ("access_point_address", login.nas_address.as_str()),
        ("station", login.station.as_str()),
    ];
    let given = all.into_iter().filter(|(_, text)| !text.is_empty());
    given.map(|(key, text)| (key, printable(text))).collect()
}

/// Devices choose these texts. They must not look like others in the list of events.
fn printable(text: &str) -> String {
    let characters = text.chars().filter(|c| !is_unprintable(*c));
    characters.take(LONGEST).collect()
}

/// Records the answer to a user whose secret was correct.
pub(super) fn note_answer(
    context: &Context,
    caller: &RadiusCaller,
    login: &RadiusLogin,
    account: &account::Model,
    answer: Answer,
) {
    let event = match answer {
        Answer::Accepted { .. } => NewEvent::new(EventAction::NetworkConnected, party(account)),
        Answer::Refused(refusal) => NewEvent::new(EventAction::NetworkRefused, party(account))
            .failed()
            .with("reason", refusal.as_str()),
        Answer::Wrong => return,
    };
    note(context, caller, login, account.id, event);
}

fn note(
    context: &Context,
    caller: &RadiusCaller,
    login: &RadiusLogin,
    account: Uuid,
    event: NewEvent<'static>,
) {
    let details = details(caller, login).into_iter();
    let event = details.fold(event, |event, (key, value)| event.with(key, value));
    record_after_answer(context, account, event, &caller.client);
}

/// Records that there is no such user. The name is not recorded: people type passwords into the wrong field.
pub(super) fn note_unknown(context: &Context, caller: &RadiusCaller, login: &RadiusLogin) {
    let (task, caller) = (context.clone(), caller.clone());
    let details = details(&caller, login);
    context.after_answer(
        "an unknown user of a network was not recorded",
        async move { record_unknown(&task, &caller, details).await },
    );
}

async fn record_unknown(
    context: &Context,
    caller: &RadiusCaller,
    details: Vec<(&'static str, String)>,
) -> Result<(), Error> {
    let (organization, id) = (caller.organization(), RadiusClientId(caller.row.id));
    let tx = context.database().begin().await?;
    // Another answer may count in the same event, or the RADIUS client may be gone.
    let row = match hold(&tx, organization, id).await {
        Ok(row) => row,
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let event = NewEvent::new(EventAction::NetworkRefused, Party::anonymous())
        .to(resources::party::<Entity>(&row))
        .from(&caller.client)
        .failed()
        .with("reason", "unknown_user");
    let event = details
        .into_iter()
        .fold(event, |event, (key, value)| event.with(key, value));
    record_repeated(context, &tx, organization, event, &caller.client).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_device_calls_itself_is_cut() {
        assert_eq!(printable("AP\r\n-7\u{0}"), "AP-7");
        assert_eq!(printable("AP\u{202E}7-\u{200B}PA"), "AP7-PA");
        assert_eq!(printable(&"x".repeat(1_000)).len(), LONGEST);
    }
}
