//! The secrets of RADIUS clients and hosts in a restored backup.

use contract::hosts::CreateHost;
use contract::problem::ProblemType;
use contract::radius::CreateRadiusClient;

use super::World;
use super::world::{KEEP_ALL, refused};
use crate::actor::Client;
use crate::restoring::{Kept, end_what_was_open};
use crate::{Error, hosts, radius};

super::on_each_database!(a_restored_backup_answers_none_unless_they_are_kept);

async fn a_restored_backup_answers_none_unless_they_are_kept(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let network = CreateRadiusClient {
        name: "Wi-Fi".to_owned(),
        network: "10.20.0.0/24".to_owned(),
        ..CreateRadiusClient::default()
    };
    let network = radius::create(context, &tenant.owner.permit()?, &network, None).await?;
    let host = CreateHost {
        name: "Build".to_owned(),
        ..CreateHost::default()
    };
    let host = hosts::create(context, &tenant.owner.permit()?, &host, None).await?;
    for kept in [true, false] {
        let kept = Kept {
            network_secrets: kept,
            ..KEEP_ALL
        };
        let ended = end_what_was_open(context.database(), context.now(), kept).await?;
        assert_eq!(ended.networks_and_hosts, ["Wi-Fi", "Build"]);
        let asked = radius::caller(context, &network.secret, Client::default()).await;
        let expected = (!kept.network_secrets).then_some(ProblemType::Unauthenticated);
        assert_eq!(refused(asked), expected);
        let asked = hosts::caller(context, &host.key, Client::default()).await;
        assert_eq!(refused(asked), expected);
    }
    // A new secret works.
    let id = network.radius_client.id;
    let replaced = radius::replace_secret(context, &tenant.owner.permit()?, id).await?;
    radius::caller(context, &replaced.secret, Client::default()).await?;
    let id = host.host.id;
    let replaced = hosts::replace_key(context, &tenant.owner.permit()?, id).await?;
    hosts::caller(context, &replaced.key, Client::default()).await?;
    Ok(())
}
