//! Uploaded pictures are decoded one at a time, so that many of them do not take the memory of the server.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::organization::SetLogo;

use super::World;
use super::workers::wait_for;
use crate::{Error, organization};

super::on_each_database!(
    an_organization_has_one_picture_decoded_at_once,
    a_server_decodes_one_picture_at_once,
);

/// Not a picture, which is known only after its turn.
fn upload() -> SetLogo {
    SetLogo {
        picture: STANDARD.encode("GIF89a"),
    }
}

async fn an_organization_has_one_picture_decoded_at_once(world: World) -> Result<(), Error> {
    let (tenant, other) = (world.tenant("a").await?, world.tenant("b").await?);
    let context = &world.context;
    let permitted = tenant.owner.permit()?;
    let taken = context.picture_slots().take_one_of(1, tenant.organization);
    assert!(taken.is_some());
    let refused = organization::set_logo(context, &permitted, 1_u64, &upload()).await;
    assert!(
        matches!(refused, Err(Error::TooManyRequests(_))),
        "{refused:?}"
    );
    let permitted_other = other.owner.permit()?;
    let decoded = organization::set_logo(context, &permitted_other, 1_u64, &upload()).await;
    assert!(
        matches!(decoded, Err(Error::InvalidFields(_))),
        "{decoded:?}"
    );
    drop(taken);
    let decoded = organization::set_logo(context, &permitted, 1_u64, &upload()).await;
    assert!(
        matches!(decoded, Err(Error::InvalidFields(_))),
        "{decoded:?}"
    );
    Ok(())
}

async fn a_server_decodes_one_picture_at_once(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let permitted = tenant.owner.permit()?;
    let turn = context.picture_turn().acquire().await;
    let turn = turn.map_err(|error| Error::internal(error.to_string()))?;
    let soon = Duration::from_millis(200);
    let picture = upload();
    let waiting = organization::set_logo(context, &permitted, 1_u64, &picture);
    assert!(tokio::time::timeout(soon, waiting).await.is_err());
    // Nobody waits for it anymore, but it keeps its place until it is done.
    let refused = organization::set_logo(context, &permitted, 1_u64, &picture).await;
    assert!(
        matches!(refused, Err(Error::TooManyRequests(_))),
        "{refused:?}"
    );
    drop(turn);
    let pause = Duration::from_millis(20);
    wait_for("the place was not given back", pause, async || {
        let decoded = organization::set_logo(context, &permitted, 1_u64, &picture).await;
        Ok::<_, Error>(matches!(decoded, Err(Error::InvalidFields(_))).then_some(()))
    })
    .await
}
