use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::organization::{Organization, SetLogo};
use entity::Version;
use entity::organization_logo::{ActiveModel, Column, Entity};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::get::show;
use super::picture::{InvalidPicture, redraw};
use crate::accounts::find_organization;
use crate::events::record;
use crate::fields::Fields;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::{Precondition, stale_version};
use crate::{Context, Error};

/// The maximum size of an uploaded picture, in bytes.
const MOST_BYTES: usize = 256 * 1024;
/// When to try again if a picture of the organization is being decoded.
const RETRY: Duration = Duration::from_secs(5);

/// Replaces the logo of the principal's organization, if `version` is current. The picture is decoded and
/// re-encoded, so that nothing else in the file is stored.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `forbidden`, `proof-required`; `too-many-requests` if another picture of
/// the organization is being decoded.
pub async fn set_logo(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    version: impl Into<Precondition>,
    request: &SetLogo,
) -> Result<Organization, Error> {
    let expected: Precondition = version.into();
    let mut fields = Fields::default();
    let png = match STANDARD.decode(&request.picture) {
        Err(_) => {
            fields.refuse("picture", "malformed", "Send the picture in base64");
            None
        }
        Ok(uploaded) if uploaded.len() > MOST_BYTES => {
            fields.refuse("picture", "too_large", "Use an image of at most 256 KiB");
            None
        }
        Ok(uploaded) => decode(context, principal.organization(), uploaded)
            .await?
            .map_err(|error| fields.refuse("picture", error.code(), error.to_string()))
            .ok(),
    };
    let png = fields.finish_with(png)?;
    replace(context, principal, expected, Some(png)).await
}

/// Decodes and re-encodes a picture. A small file can take tens of megabytes and seconds, so the server does
/// this for one picture at a time, and for one of each organization until it is done, even if the client no
/// longer waits.
async fn decode(
    context: &Context,
    organization: OrganizationId,
    uploaded: Vec<u8>,
) -> Result<Result<Vec<u8>, InvalidPicture>, Error> {
    let slot = context.picture_slots().take_one_of(1, organization);
    let slot = slot.ok_or(Error::TooManyRequests(RETRY))?;
    let context = context.clone();
    let work = async move {
        let turn = context.picture_turn().acquire().await;
        let _turn = turn.map_err(|error| Error::internal(error.to_string()))?;
        let redrawn = tokio::task::spawn_blocking(move || redraw(&uploaded)).await;
        drop(slot);
        redrawn.map_err(|error| Error::internal(error.to_string()))
    };
    let done = tokio::spawn(work).await;
    done.map_err(|error| Error::internal(error.to_string()))?
}

/// Removes the logo of the principal's organization, if `version` is current.
///
/// # Errors
/// `stale-version`, `forbidden`, `proof-required`.
pub async fn remove_logo(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    version: impl Into<Precondition>,
) -> Result<Organization, Error> {
    replace(context, principal, version.into(), None).await
}

async fn replace(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    expected: Precondition,
    png: Option<Vec<u8>>,
) -> Result<Organization, Error> {
    let id = principal.organization();
    let tx = context.database().begin().await?;
    let now = find_organization(&tx, id).await?;
    expected.check(now.version)?;
    if png.is_none() && now.logo_id.is_none() {
        return Ok(show(now));
    }
    let logo = png.as_ref().map(|_| context.new_id());
    point_to(&tx, (id.0, now.version), logo).await?;
    Entity::delete_many()
        .filter(Column::OrganizationId.eq(id.0))
        .exec(&tx)
        .await?;
    if let (Some(logo), Some(png)) = (logo, png) {
        let row = ActiveModel {
            id: Set(logo),
            organization_id: Set(id.0),
            png: Set(png),
        };
        Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let event = principal.event(EventAction::OrganizationUpdated);
    record(context, &tx, id, event.with("fields", "logo")).await?;
    let changed = find_organization(&tx, id).await?;
    tx.commit().await?;
    Ok(show(changed))
}

/// Stores which logo the organization has, if its version is current.
async fn point_to(
    tx: &DatabaseTransaction,
    (id, version): (Uuid, Version),
    logo: Option<Uuid>,
) -> Result<(), Error> {
    use entity::organization::{Column, Entity};
    use sea_orm::sea_query::Expr;

    let written = Entity::update_many()
        .col_expr(Column::LogoId, Expr::value(logo))
        .col_expr(Column::Version, Expr::value(version.incremented()))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(tx)
        .await?;
    if written.rows_affected == 0 {
        return Err(stale_version());
    }
    Ok(())
}
