use uuid::Uuid;

use super::HeldAccount;
use crate::Context;
use crate::actor::Client;
use crate::events::NewEvent;

/// Records an event about an account after the response was sent, so that its duration does not tell whether
/// the account exists. Repeated ones from the network of `client` are counted in one event per hour.
pub(crate) fn record_after_answer(
    context: &Context,
    account: Uuid,
    event: NewEvent<'static>,
    client: &Client,
) {
    let (task, client) = (context.clone(), client.clone());
    context.after_answer("an event of an account was not recorded", async move {
        if let Some(held) = HeldAccount::by_id(&task, account).await? {
            held.record_repeated(event.from(&client), &client).await?;
            held.commit().await?;
        }
        Ok(())
    });
}
