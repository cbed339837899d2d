//! What a restored backup must not bring back: whatever was ended, used, sent or revoked since it was
//! made would be open again.

use entity::session::EndReason;
use entity::{
    api_key, application, application_password, application_session, authorization_request,
    bulk_job, ceremony, client_secret, device_authorization, idempotent_answer, known_browser,
    ldap_bind_user, link, linux_host, logout_notice, mail, oidc_grant, organization,
    pushed_request, radius_client, reset_request, scheduled_change, session, set_up_link, sign_in,
    sign_up, user_import, webhook_delivery,
};
use rules::lifetimes::ORGANIZATION_DELETION;
use rules::mail::MailState;
use rules::organization_state::DELETION_BEGUN;
use rules::scheduled_change::ScheduledAction;
use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use rules::webhook::WebhookDeliveryState;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::Error;
use crate::database::Database;
use crate::jobs::stop_running;

/// What was ended.
#[derive(Debug)]
pub struct Ended {
    /// Sessions.
    pub sessions: u64,
    /// Emailed links.
    pub links: u64,
    /// Emails that waited for delivery.
    pub mails: u64,
    /// The names of the API keys that were valid.
    pub api_keys: Vec<String>,
    /// The names of the applications that had client secrets.
    pub applications_with_secrets: Vec<String>,
    /// The number of bind users.
    pub bind_users: u64,
    /// The number of application passwords that were valid.
    pub application_passwords: u64,
    /// The names of the RADIUS clients and hosts.
    pub networks_and_hosts: Vec<String>,
    /// The number of organizations whose deletion was postponed by its whole period.
    pub deletions: u64,
    /// The number of bulk jobs and imports that were running.
    pub stopped: u64,
    /// The number of scheduled activations that were due.
    pub activations: u64,
}

/// Which credentials of programs stay valid, including those that were revoked after the backup was
/// made.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// The API keys.
    pub api_keys: bool,
    /// The client secrets of applications, and the bind users of LDAP directories.
    pub client_secrets: bool,
    /// The application passwords of users.
    pub application_passwords: bool,
    /// The secrets of RADIUS clients and the keys of hosts.
    pub network_secrets: bool,
}

/// Ends the sessions, links and sign-ins of a backup, revokes what applications were granted, forgets
/// its known browsers, cancels its waiting emails and the scheduled activations that are due, stops its
/// running bulk jobs and imports, revokes the credentials of programs that are not `kept`, and postpones
/// the deletion of organizations.
///
/// # Errors
/// When the database fails.
pub async fn end_what_was_open(
    database: &Database,
    now: Timestamp,
    kept: Kept,
) -> Result<Ended, Error> {
    let tx = database.begin().await?;
    let sessions = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now))
        .col_expr(session::Column::EndReason, Expr::value(EndReason::Restored))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .exec(&tx)
        .await?;
    let reason = application_session::EndReason::SessionEnded;
    application_session::Entity::update_many()
        .col_expr(application_session::Column::EndedAt, Expr::value(now))
        .col_expr(application_session::Column::EndReason, Expr::value(reason))
        .filter(application_session::Column::EndedAt.is_null())
        .exec(&tx)
        .await?;
    oidc_grant::Entity::update_many()
        .col_expr(oidc_grant::Column::RevokedAt, Expr::value(now))
        .filter(oidc_grant::Column::RevokedAt.is_null())
        .exec(&tx)
        .await?;
    authorization_request::Entity::delete_many()
        .exec(&tx)
        .await?;
    pushed_request::Entity::delete_many().exec(&tx).await?;
    device_authorization::Entity::delete_many()
        .exec(&tx)
        .await?;
    logout_notice::Entity::delete_many().exec(&tx).await?;
    let links = link::Entity::update_many()
        .col_expr(link::Column::VoidedAt, Expr::value(now))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(now))
        .exec(&tx)
        .await?;
    set_up_link::Entity::update_many()
        .col_expr(set_up_link::Column::UsedAt, Expr::value(now))
        .filter(set_up_link::Column::UsedAt.is_null())
        .exec(&tx)
        .await?;
    sign_in::Entity::delete_many().exec(&tx).await?;
    sign_up::Entity::delete_many().exec(&tx).await?;
    known_browser::Entity::delete_many().exec(&tx).await?;
    reset_request::Entity::delete_many().exec(&tx).await?;
    ceremony::Entity::delete_many().exec(&tx).await?;
    idempotent_answer::Entity::delete_many().exec(&tx).await?;
    let mails = mail::Entity::update_many()
        .col_expr(mail::Column::State, Expr::value(MailState::Failed))
        .col_expr(
            mail::Column::LastError,
            Expr::value("canceled when a backup was restored"),
        )
        .col_expr(
            mail::Column::NextAttemptAt,
            Expr::value(Option::<Timestamp>::None),
        )
        .col_expr(
            mail::Column::ContentEncrypted,
            Expr::value(Option::<Vec<u8>>::None),
        )
        .filter(mail::Column::State.eq(MailState::Queued))
        .exec(&tx)
        .await?;
    cancel_deliveries(&tx).await?;
    let stopped = stop_jobs(&tx).await?;
    let activations = cancel_activations(&tx, now).await?;
    let valid = api_key::Entity::find()
        .filter(api_key::Column::RevokedAt.is_null())
        .filter(api_key::Column::ExpiresAt.gt(now))
        .order_by_asc(api_key::Column::Name)
        .all(&tx)
        .await?;
    if !kept.api_keys {
        api_key::Entity::update_many()
            .col_expr(api_key::Column::RevokedAt, Expr::value(now))
            .filter(api_key::Column::RevokedAt.is_null())
            .exec(&tx)
            .await?;
    }
    let applications_with_secrets = with_secrets(&tx).await?;
    if !kept.client_secrets {
        client_secret::Entity::delete_many().exec(&tx).await?;
    }
    let bind_users = ldap_bind_user::Entity::find().count(&tx).await?;
    if !kept.client_secrets {
        ldap_bind_user::Entity::delete_many().exec(&tx).await?;
    }
    let application_passwords =
        end_application_passwords(&tx, now, kept.application_passwords).await?;
    let networks_and_hosts = networks_and_hosts(&tx, kept.network_secrets).await?;
    let deletions = postpone_deletions(&tx, now).await?;
    tx.commit().await?;
    Ok(Ended {
        sessions: sessions.rows_affected,
        links: links.rows_affected,
        mails: mails.rows_affected,
        api_keys: valid.into_iter().map(|key| key.name).collect(),
        applications_with_secrets,
        bind_users,
        application_passwords,
        deletions,
        stopped,
        activations,
        networks_and_hosts,
    })
}

/// Revokes the application passwords that are valid, unless they are kept, and returns their number.
async fn end_application_passwords(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    kept: bool,
) -> Result<u64, Error> {
    use application_password::{Column, Entity};

    if kept {
        let valid = Entity::find().filter(Column::RevokedAt.is_null());
        return Ok(valid.count(tx).await?);
    }
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(revoked.rows_affected)
}

/// Postpones the deletion of organizations by its whole period, and returns their number. Otherwise, the server
/// would delete at once what the backup may have been restored for.
async fn postpone_deletions(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, Error> {
    use organization::{Column, Entity};

    let postponed = Entity::update_many()
        .col_expr(
            Column::DeleteAt,
            Expr::value(now.plus(ORGANIZATION_DELETION)),
        )
        .filter(Column::DeleteAt.gt(DELETION_BEGUN))
        .exec(tx)
        .await?;
    Ok(postponed.rows_affected)
}

/// Stops the running bulk jobs and imports, and returns their number. The backup may have been restored because
/// of what one of them did, so none goes on by itself. An administrator can resume it. A dry run changes no user,
/// so it may go on.
async fn stop_jobs(tx: &impl ConnectionTrait) -> Result<u64, Error> {
    let jobs = stop_running::<bulk_job::Entity>(tx, StopReason::Restored).await?;
    let imports = stop_running::<user_import::Entity>(tx, StopReason::Restored).await?;
    Ok(jobs + imports)
}

/// Cancels the scheduled activations that are due, and returns their number. Since the backup was made, each was
/// performed or canceled, and the server would email its link at once, possibly to another mailbox.
/// Administrators are reminded of the later ones again, which may have been canceled too. A suspension takes
/// access away, so it is still performed.
async fn cancel_activations(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, Error> {
    use scheduled_change::{Column, Entity};

    let canceled = Entity::delete_many()
        .filter(Column::Action.eq(ScheduledAction::Activate))
        .filter(Column::DueAt.lte(now))
        .exec(tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::RemindedAt, Expr::value(Option::<Timestamp>::None))
        .filter(Column::Action.eq(ScheduledAction::Activate))
        .exec(tx)
        .await?;
    Ok(canceled.rows_affected)
}

/// The names of all RADIUS clients and hosts. Unless they are kept, their secrets stop working: they are
/// replaced by their identifiers, which are no hash of anything, until an administrator replaces them.
async fn networks_and_hosts(tx: &impl ConnectionTrait, kept: bool) -> Result<Vec<String>, Error> {
    let networks = {
        use radius_client::{Column, Entity};
        end_secrets::<Entity>(tx, [Column::Id, Column::Name, Column::SecretHash], kept).await?
    };
    let hosts = {
        use linux_host::{Column, Entity};
        end_secrets::<Entity>(tx, [Column::Id, Column::Name, Column::KeyHash], kept).await?
    };
    Ok([networks, hosts].concat())
}

/// The names in a table, sorted. Unless they are kept, the hashes of the secrets are replaced.
async fn end_secrets<T: EntityTrait>(
    tx: &impl ConnectionTrait,
    [id, name, hash]: [T::Column; 3],
    kept: bool,
) -> Result<Vec<String>, Error> {
    let rows: Vec<(Uuid, String)> = T::find()
        .select_only()
        .column(id)
        .column(name)
        .order_by_asc(name)
        .into_tuple()
        .all(tx)
        .await?;
    if !kept {
        for (row, _) in &rows {
            T::update_many()
                .col_expr(hash, Expr::value(row.as_bytes().to_vec()))
                .filter(id.eq(*row))
                .exec(tx)
                .await?;
        }
    }
    Ok(rows.into_iter().map(|(_, name)| name).collect())
}

/// Gives up what waits to be sent to webhooks. What was sent since the backup was made is not sent again,
/// unless an administrator replays it.
async fn cancel_deliveries(tx: &impl ConnectionTrait) -> Result<(), Error> {
    use webhook_delivery::Column;

    webhook_delivery::Entity::update_many()
        .col_expr(Column::State, Expr::value(WebhookDeliveryState::Failed))
        .col_expr(
            Column::LastError,
            Expr::value("canceled when a backup was restored"),
        )
        .col_expr(
            Column::NextAttemptAt,
            Expr::value(Option::<Timestamp>::None),
        )
        .filter(Column::State.eq(WebhookDeliveryState::Queued))
        .exec(tx)
        .await?;
    Ok(())
}

/// The names of the applications that have client secrets.
async fn with_secrets(tx: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    let secrets = client_secret::Entity::find()
        .select_only()
        .column(client_secret::Column::ApplicationId);
    let applications = application::Entity::find()
        .select_only()
        .column(application::Column::Name)
        .filter(application::Column::Id.in_subquery(secrets.into_query()))
        .order_by_asc(application::Column::Name);
    Ok(applications.into_tuple().all(tx).await?)
}
