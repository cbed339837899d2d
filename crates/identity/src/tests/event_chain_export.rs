//! Exports of the hash chain of events.

use contract::api_keys::CreateApiKey;
use contract::problem::ProblemType;
use rules::role::Permission;

use super::World;
use super::event_chain::tenant;
use super::world::refused;
use crate::actor::Client;
use crate::events::export_chain;
use crate::{Error, api_keys, sessions};

super::on_each_database!(an_export_of_the_chain_ends_when_its_caller_loses_access);

async fn an_export_of_the_chain_ends_when_its_caller_loses_access(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let context = &world.context;
    let new = CreateApiKey {
        name: "archive".to_owned(),
        scopes: vec![Permission::EventsRead],
        expires_in_days: 1,
    };
    let made = api_keys::create(context, &tenant.owner.permit()?, &new, None).await?;
    let program = sessions::admin_principal(context, &made.key, Client::default()).await?;
    let mut complete = export_chain(context, &program.permit()?).await?;
    while complete.next().await?.is_some() {}
    let mut export = export_chain(context, &program.permit()?).await?;
    // The first line, without an event.
    assert!(export.next().await?.is_some());
    api_keys::revoke(context, &tenant.owner.permit()?, made.api_key.id).await?;
    let forbidden = Some(ProblemType::Forbidden);
    assert_eq!(refused(export.next().await), forbidden);
    Ok(())
}
