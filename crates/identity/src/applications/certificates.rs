//! The certificates with which an application verifies SAML responses.
//!
//! To replace one, an administrator creates the next one, which is published in the metadata but does
//! not sign yet. When the application trusts it, the administrator activates it. The previous one stays
//! published until it is deleted.

use contract::applications::SamlCertificate;
use contract::events::EventAction;
use contract::ids::{ApplicationId, CertificateId};
use contract::problem::ProblemType;
use entity::application_key::{ActiveModel, Column, Entity, Model};
use rules::application::ApplicationProtocol;
use rules::saml::CertificateState;
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::show::party;
use crate::application_keys::{self, NewKey};
use crate::crypto::Lane;
use crate::events::record;
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::tenant_rows::{find, hold};
use crate::{Context, Error};

/// Creates the next certificate of an application.
///
/// # Errors
/// `conflict` if there is one already, or if the application does not use SAML; `not-found`,
/// `forbidden`.
pub async fn create_certificate(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
) -> Result<SamlCertificate, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    if application.protocol != ApplicationProtocol::Saml {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Only applications that use SAML have certificates",
        ));
    }
    // Before the key is generated, which takes a while.
    refuse_second(read, application.id).await?;
    let key = NewKey::generate(context, principal.client().asker(Lane::Known)).await?;

    let tx = context.database().begin().await?;
    let application = hold(&tx, organization, id).await?;
    refuse_second(&tx, application.id).await?;
    let row = key
        .insert(&tx, &application, CertificateState::Next)
        .await?;
    let created = show(row)?;
    let event = principal
        .event(EventAction::ApplicationCertificateCreated)
        .to(party(&application))
        .with("certificate", created.sha256.as_str());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(created)
}

/// Refuses to create a certificate if there is a next one.
async fn refuse_second(db: &impl ConnectionTrait, application: Uuid) -> Result<(), Error> {
    let next = application_keys::of(application)
        .filter(Column::State.eq(CertificateState::Next))
        .one(db)
        .await?;
    if next.is_some() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The application has a next certificate. Activate or delete it first",
        ));
    }
    Ok(())
}

/// Makes the next certificate of an application the current one: responses are signed with its key from
/// now on. The previous one stays published, and the one before that is deleted.
///
/// # Errors
/// `conflict` if it is not the next one; `not-found`, `forbidden`.
pub async fn activate_certificate(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    certificate: CertificateId,
) -> Result<SamlCertificate, Error> {
    let tx = context.database().begin().await?;
    let application = hold(&tx, principal.organization(), id).await?;
    let rows = application_keys::of(application.id).all(&tx).await?;
    let chosen = rows.iter().find(|row| row.id == certificate.0);
    let chosen = chosen.ok_or(Error::NotFound)?;
    if chosen.state != CertificateState::Next {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Only the next certificate can be activated",
        ));
    }
    let mut event = principal
        .event(EventAction::ApplicationCertificateActivated)
        .to(party(&application));
    // Each state is free when a certificate gets it.
    let in_state = |state: CertificateState| rows.iter().find(move |row| row.state == state);
    if let Some(previous) = in_state(CertificateState::Previous) {
        Entity::delete_by_id(previous.id).exec(&tx).await?;
    }
    if let Some(current) = in_state(CertificateState::Current) {
        let former = set_state(&tx, current, CertificateState::Previous).await?;
        event = event.with("replaces", show(former)?.sha256);
    }
    let activated = show(set_state(&tx, chosen, CertificateState::Current).await?)?;
    let event = event.with("certificate", activated.sha256.as_str());
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    Ok(activated)
}

async fn set_state(
    tx: &impl ConnectionTrait,
    row: &Model,
    state: CertificateState,
) -> Result<Model, Error> {
    let row = ActiveModel {
        id: Unchanged(row.id),
        state: Set(state),
        ..Default::default()
    };
    Ok(Entity::update(row).exec(tx).await?)
}

/// Deletes a certificate that does not sign: it is no longer published.
///
/// # Errors
/// `conflict` if it is the current one; `not-found`, `forbidden`.
pub async fn delete_certificate(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    certificate: CertificateId,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let application = hold(&tx, principal.organization(), id).await?;
    let row = application_keys::of(application.id)
        .filter(Column::Id.eq(certificate.0))
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    if row.state == CertificateState::Current {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The current certificate cannot be deleted. Activate the next one first",
        ));
    }
    Entity::delete_by_id(row.id).exec(&tx).await?;
    let event = principal
        .event(EventAction::ApplicationCertificateDeleted)
        .to(party(&application))
        .with("certificate", show(row)?.sha256);
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    Ok(())
}

/// The certificates of an application: the current one, the next one, and the previous one.
///
/// # Errors
/// If the database fails.
pub(super) async fn certificates(
    db: &impl ConnectionTrait,
    application: Uuid,
) -> Result<Vec<SamlCertificate>, Error> {
    let rows = application_keys::of(application).all(db).await?;
    rows.into_iter().map(show).collect()
}

fn show(row: Model) -> Result<SamlCertificate, Error> {
    let certificate = application_keys::certificate(&row.certificate)?;
    Ok(SamlCertificate {
        id: CertificateId(row.id),
        state: row.state,
        certificate: certificate.pem(),
        sha256: certificate.sha256(),
        not_after: row.not_after,
        created_at: row.created_at,
    })
}
