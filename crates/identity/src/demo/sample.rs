//! The application of the demo organization that really opens: the sample application, which
//! `cargo xtask run` starts beside the server.

use std::fmt;

use contract::applications::{CreateApplication, OidcSettings};
use contract::events::EventAction;
use contract::ids::OrganizationId;
use rules::application::IconColor;
use sea_orm::DatabaseTransaction;

use super::applications::insert_one;
use super::groups::Groups;
use crate::actor::Party;
use crate::applications::{insert_secret, party};
use crate::events::{NewEvent, record};
use crate::{Context, Error};

/// Where the sample application runs. Not `localhost`, because a browser would send it the cookies of
/// the portals there: cookies do not depend on the port.
pub const SAMPLE_ORIGIN: &str = "http://127.0.0.1:8090";

/// The groups that the sample application is assigned to. The first user of the demo is in both.
const GROUPS: [&str; 2] = ["Engineering", "London office"];

/// The credentials of the sample application, random for each demo organization.
pub struct SampleClient {
    /// Its `client_id`.
    pub client_id: String,
    /// Its secret, which cannot be read again.
    pub client_secret: String,
}

impl fmt::Debug for SampleClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SampleClient(hidden)")
    }
}

/// Inserts the sample application with a secret.
pub(super) async fn insert_sample(
    context: &Context,
    tx: &DatabaseTransaction,
    (organization, owner): (OrganizationId, &Party),
    groups: &Groups,
) -> Result<SampleClient, Error> {
    let at = |path: &str| format!("{SAMPLE_ORIGIN}{path}");
    let settings = OidcSettings {
        redirect_uris: vec![at("/callback")],
        after_logout_uris: vec![at("/signed-out")],
        backchannel_logout_uri: Some(at("/back-channel-logout")),
        initiate_login_uri: Some(at("/sign-in")),
        ..OidcSettings::default()
    };
    let request = CreateApplication {
        description: Some("Shows what an application learns about you".to_owned()),
        color: Some(IconColor::Pink),
        category: Some("Engineering".to_owned()),
        ..CreateApplication::oidc("Sample application", settings)
    };
    let by = (organization, owner);
    let row = insert_one(context, tx, by, &request, groups, &GROUPS).await?;
    let (secret, client_secret) = insert_secret(context, tx, &row).await?;
    let event = NewEvent::new(EventAction::ApplicationSecretCreated, owner.clone())
        .to(party(&row))
        .with("secret", secret.hint.as_str());
    record(context, tx, organization, event).await?;
    Ok(SampleClient {
        client_id: row.id.to_string(),
        client_secret,
    })
}
