use ::oidc::{address, launch};
use entity::application;
use sea_orm::ConnectionTrait;

use super::oidc_settings::Stored;
use crate::{Context, Error};

/// The address to open in the browser for an application. `None` if nothing says where it is.
///
/// # Errors
/// If the database fails.
pub(super) async fn launch_address(
    context: &Context,
    db: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<Option<String>, Error> {
    let Some(stored) = Stored::find(db, application.id).await? else {
        return Ok(application.launch_url.clone());
    };
    let issuer = context.addresses().issuer();
    let begins = stored.row.initiate_login_uri.as_deref();
    let begins = begins.map(|uri| launch::address(uri, issuer, None));
    let front = || {
        let settings = stored.settings();
        let mut pages = settings.redirect_uris.iter();
        let origin = pages.find_map(|uri| address::origin(uri));
        origin.map(|origin| format!("{origin}/"))
    };
    Ok(begins
        .or_else(|| application.launch_url.clone())
        .or_else(front))
}
