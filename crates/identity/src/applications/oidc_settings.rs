//! The OpenID Connect settings of an application, in the database.

use ::oidc::client::Client;
use ::oidc::jose::parse_jwks;
use contract::applications::OidcSettings;
use entity::oidc_client::{ActiveModel, Entity, Model};
use entity::{Document, application, client_secret, oidc_address};
use rules::openid::{AddressPurpose, ClientAuthentication};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::Error;
use crate::accounts::new_salt;

/// The stored settings.
pub(crate) struct Stored {
    /// The row.
    pub row: Model,
    /// The registered addresses, in order.
    addresses: Vec<oidc_address::Model>,
}

impl Stored {
    /// Settings that were read, with the registered addresses in order.
    pub const fn new(row: Model, addresses: Vec<oidc_address::Model>) -> Self {
        Self { row, addresses }
    }

    /// Reads the settings of an application, if it uses OpenID Connect.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn find(db: &impl ConnectionTrait, application: Uuid) -> Result<Option<Self>, Error> {
        let Some(row) = Entity::find_by_id(application).one(db).await? else {
            return Ok(None);
        };
        let addresses = oidc_address::Entity::find()
            .filter(oidc_address::Column::ApplicationId.eq(application))
            .order_by_asc(oidc_address::Column::Purpose)
            .order_by_asc(oidc_address::Column::Place)
            .all(db)
            .await?;
        Ok(Some(Self::new(row, addresses)))
    }

    fn addresses(&self, purpose: AddressPurpose) -> Vec<String> {
        let of_purpose = self.addresses.iter().filter(|one| one.purpose == purpose);
        of_purpose.map(|one| one.uri.clone()).collect()
    }

    /// The settings as the API shows them.
    pub fn settings(&self) -> OidcSettings {
        let row = self.row.clone();
        OidcSettings {
            kind: row.kind,
            auth: row.auth,
            pkce: row.pkce,
            require_pushed: row.require_pushed,
            dpop_required: row.dpop_required,
            algorithm: row.algorithm,
            redirect_uris: self.addresses(AddressPurpose::Redirect),
            after_logout_uris: self.addresses(AddressPurpose::AfterLogout),
            origins: self.addresses(AddressPurpose::Origin),
            offline: row.offline,
            refresh_days: row.refresh_days.unsigned_abs(),
            device_grant: row.device_grant,
            consent: row.consent,
            backchannel_logout_uri: row.backchannel_logout_uri,
            initiate_login_uri: row.initiate_login_uri,
            jwks: row.jwks,
            claims: row.claims.0,
            claims_in_id_token: row.claims_in_id_token,
            groups_sent: row.groups_sent,
            subject: row.subject,
        }
    }

    /// The settings as the protocol needs them.
    pub fn client(&self) -> Client {
        client(self.row.application_id, &self.settings())
    }
}

/// The settings in the form that the protocol needs. Keys that cannot be read are left out, so no
/// signature is verified with them.
pub(super) fn client(application: Uuid, settings: &OidcSettings) -> Client {
    let keys = settings.jwks.as_deref().map(parse_jwks);
    Client {
        id: application.to_string(),
        kind: settings.kind,
        authentication: settings.auth,
        pkce: settings.pkce,
        require_pushed: settings.require_pushed,
        dpop_required: settings.dpop_required,
        id_token_algorithm: settings.algorithm,
        redirect_uris: settings.redirect_uris.clone(),
        after_logout_uris: settings.after_logout_uris.clone(),
        offline: settings.offline,
        keys: keys.and_then(Result::ok).unwrap_or_default(),
    }
}

/// Writes the settings of an application, new or changed.
///
/// # Errors
/// If the database fails.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    application: &application::Model,
    before: Option<&Model>,
    settings: OidcSettings,
) -> Result<(), Error> {
    write_addresses(tx, application, &settings).await?;
    if settings.auth != ClientAuthentication::BasicOrPost {
        // Otherwise they would work again if somebody changed this back.
        client_secret::Entity::delete_many()
            .filter(client_secret::Column::ApplicationId.eq(application.id))
            .exec(tx)
            .await?;
    }
    let salt = match before {
        Some(before) => before.subject_salt.clone(),
        None => new_salt()?,
    };
    let row = ActiveModel {
        application_id: Set(application.id),
        organization_id: Set(application.organization_id),
        kind: Set(settings.kind),
        auth: Set(settings.auth),
        pkce: Set(settings.pkce),
        require_pushed: Set(settings.require_pushed),
        dpop_required: Set(settings.dpop_required),
        algorithm: Set(settings.algorithm),
        offline: Set(settings.offline),
        refresh_days: Set(i32::try_from(settings.refresh_days).unwrap_or(i32::MAX)),
        device_grant: Set(settings.device_grant),
        consent: Set(settings.consent),
        backchannel_logout_uri: Set(settings.backchannel_logout_uri),
        initiate_login_uri: Set(settings.initiate_login_uri),
        jwks: Set(settings.jwks),
        claims: Set(Document(settings.claims)),
        claims_in_id_token: Set(settings.claims_in_id_token),
        groups_sent: Set(settings.groups_sent),
        subject: Set(settings.subject),
        subject_salt: Set(salt),
    };
    if before.is_some() {
        Entity::update(row).exec(tx).await?;
    } else {
        Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn write_addresses(
    tx: &impl ConnectionTrait,
    application: &application::Model,
    settings: &OidcSettings,
) -> Result<(), Error> {
    oidc_address::Entity::delete_many()
        .filter(oidc_address::Column::ApplicationId.eq(application.id))
        .exec(tx)
        .await?;
    let lists = [
        (AddressPurpose::Redirect, &settings.redirect_uris),
        (AddressPurpose::AfterLogout, &settings.after_logout_uris),
        (AddressPurpose::Origin, &settings.origins),
    ];
    let rows: Vec<_> = lists
        .into_iter()
        .flat_map(|(purpose, uris)| {
            let places = (0..).zip(uris);
            places.map(move |(place, uri)| oidc_address::ActiveModel {
                application_id: Set(application.id),
                organization_id: Set(application.organization_id),
                purpose: Set(purpose),
                place: Set(place),
                uri: Set(uri.clone()),
            })
        })
        .collect();
    if !rows.is_empty() {
        oidc_address::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
