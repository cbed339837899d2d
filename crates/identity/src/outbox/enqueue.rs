use contract::ids::MailId;
use contract::mail_deliveries::MailState;
use entity::{account, organization};
use mail::{Accent, Envelope, Logo, Message, MessageKind, Rendered, Rgb, WebAddress};
use rules::account::AccountKind;
use rules::color::Color;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::words::words_of;
use crate::addresses::Portal;
use crate::crypto::Seal;
use crate::{Context, Error};

/// Enqueues `message` to the owner of `account` at `recipient`, in the transaction `db` of the
/// action. Wakes the worker, which looks again until that transaction is committed.
///
/// # Errors
/// When the database fails, or if `message` is only for users and the account is an administrator's; the
/// action must then fail too.
pub(crate) async fn enqueue(
    context: &Context,
    db: &impl ConnectionTrait,
    (account, organization): (&account::Model, &organization::Model),
    recipient: &str,
    message: &Message,
) -> Result<MailId, Error> {
    let to_administrator = account.kind == AccountKind::Administrator;
    if to_administrator && !message.reaches_administrators() {
        // People who may not change administrators may reword it.
        let kind = message.kind();
        return Err(Error::internal(format!(
            "the email {kind} is declared for users only, and must not go to an administrator"
        )));
    }
    let name = is_verified(account, recipient).then_some(account.name.as_str());
    let mut envelope = envelope(context, organization, account.kind.portal(), name)?;
    if to_administrator {
        // Not all who may change the help text may reword what owners are warned about.
        envelope.help = None;
    }
    let words = words_of(db, organization.id, message.kind()).await?;
    let rendered = message
        .render_in(&envelope, words.as_ref())
        .map_err(|error| Error::internal(error.to_string()))?;
    enqueue_rendered(context, db, account, recipient, (message.into(), rendered)).await
}

/// Enqueues an email of a kind that is already rendered, as [`enqueue`] does.
///
/// # Errors
/// When the database fails; the action must then fail too.
pub(crate) async fn enqueue_rendered(
    context: &Context,
    db: &impl ConnectionTrait,
    account: &account::Model,
    recipient: &str,
    (kind, rendered): (MessageKind, Rendered),
) -> Result<MailId, Error> {
    let id = context.new_id();
    let content = serde_json::to_vec(&(&rendered.text, &rendered.html))
        .map_err(|error| Error::internal(error.to_string()))?;
    let now = context.now();
    let row = entity::mail::ActiveModel {
        id: Set(id),
        organization_id: Set(account.organization_id),
        account_id: Set(Some(account.id)),
        kind: Set(<&str>::from(kind).to_owned()),
        recipient: Set(recipient.to_owned()),
        subject: Set(rendered.subject),
        content_encrypted: Set(Some(
            context
                .master_key()
                .seal(Seal::Mail(id.as_bytes()), &content)?,
        )),
        state: Set(MailState::Queued),
        attempts: Set(0),
        created_at: Set(now),
        next_attempt_at: Set(Some(now)),
        ..Default::default()
    };
    entity::mail::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    context.mail_waits().notify_one();
    Ok(MailId(id))
}

/// Whether the account's owner has proved that this address is theirs. At any other address, the email leaves
/// out what a user wrote, because it could reach a stranger in the organization's name.
fn is_verified(account: &account::Model, recipient: &str) -> bool {
    let company = account.email == recipient && !account.email_unverified;
    let recovery = account.recovery_email.as_deref() == Some(recipient)
        && account.recovery_email_verified_at.is_some();
    company || recovery
}

/// The parts that all emails to people of an organization have in common. `recipient` is `None` if nothing
/// that a user wrote may be in the email.
///
/// # Errors
/// If the configured address is invalid.
pub(crate) fn envelope(
    context: &Context,
    organization: &organization::Model,
    portal: Portal,
    recipient: Option<&str>,
) -> Result<Envelope, Error> {
    let portal = context.addresses().home(portal);
    let (appearance, default) = (&organization.settings.appearance, Accent::default());
    let color = |own: Option<Color>, default: Rgb| own.map_or(default, |own| Rgb(own.0));
    Ok(Envelope {
        organization: organization.name.clone(),
        recipient: recipient.map(str::to_owned),
        contact: organization.contact_email.clone(),
        portal: WebAddress::parse(&portal)
            .map_err(|_| Error::internal("the public address is not a web address"))?,
        help: Some(appearance.help_text.clone()),
        accent: Accent {
            light: color(appearance.light(), default.light),
            dark: color(appearance.dark(), default.dark),
        },
        // The logo itself is attached at the delivery, so that it is not stored with each email.
        logo: organization.logo_id.map(|_| Logo::Attached),
    })
}
