use contract::server::ServerDetails;
use entity::organization;
use sea_orm::{EntityTrait, QuerySelect};

use crate::accounts::branding;
use crate::{Context, Error};

/// Returns the server's public details. They are empty if there are several organizations, because
/// a server must not reveal its tenants.
///
/// # Errors
/// If the database fails.
pub async fn public(context: &Context) -> Result<ServerDetails, Error> {
    let mut first_two = organization::Entity::find()
        .limit(2)
        .all(context.database().read())
        .await?;
    let only = first_two.pop().filter(|_| first_two.is_empty());
    Ok(
        only.map_or_else(ServerDetails::default, |only| ServerDetails {
            branding: branding(&only),
            organization_name: Some(only.name),
            contact_email: only.contact_email,
            ..ServerDetails::default()
        }),
    )
}
