use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::ids::OrganizationId;
use contract::mail::MailPreview;
use entity::organization;
use mail::{Message, Rendered};
use rules::time::Timestamp;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::addresses::Portal;
use crate::crypto::Seal;
use crate::outbox::envelope;
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

/// How long a preview page can be opened. The Admin Portal loads it immediately.
const OPENS_FOR: Duration = Duration::from_secs(10 * 60);

/// Access to one preview: the organization, the kind of email, and the expiry in milliseconds.
type Leave = (Uuid, String, i64);

/// Returns a preview of every kind of email, with sample data and inactive links.
///
/// # Errors
/// `forbidden`.
pub async fn previews(
    context: &Context,
    principal: &Permitted<EventsRead>,
) -> Result<Vec<MailPreview>, Error> {
    let organization = principal.organization();
    let until = context.now().plus(OPENS_FOR).unix_millis();
    let mut previews = Vec::new();
    for (message, rendered) in render(context, organization, |_| true).await? {
        let kind = message.kind().to_owned();
        let leave: Leave = (organization.0, kind.clone(), until);
        let leave = serde_json::to_vec(&leave).map_err(|e| Error::internal(e.to_string()))?;
        let sealed = context.master_key().seal(Seal::MailPreview, &leave)?;
        previews.push(MailPreview {
            kind,
            label: message.label().to_owned(),
            subject: rendered.subject,
            text: rendered.text,
            page: format!("/mail-previews/{}", URL_SAFE_NO_PAD.encode(sealed)),
        });
    }
    Ok(previews)
}

/// Returns the HTML of a preview. The address is the credential, because frames send no tokens.
///
/// # Errors
/// `not-found` if the address is invalid or has expired.
pub async fn preview_page(context: &Context, leave: &str) -> Result<String, Error> {
    let (organization, kind, until) = open(context, leave).ok_or(Error::NotFound)?;
    if until <= context.now().unix_millis() {
        return Err(Error::NotFound);
    }
    let organization = OrganizationId(organization);
    let mut found = render(context, organization, |one| one == kind).await?;
    let found = found.pop();
    found.map(|(_, mail)| mail.html).ok_or(Error::NotFound)
}

fn open(context: &Context, leave: &str) -> Option<Leave> {
    let sealed = URL_SAFE_NO_PAD.decode(leave).ok()?;
    let plain = context.master_key().open(Seal::MailPreview, &sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

async fn render(
    context: &Context,
    id: OrganizationId,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<(Message, Rendered)>, Error> {
    let organization = organization::Entity::find_by_id(id.0)
        .one(context.database().read())
        .await?
        .ok_or(Error::NotFound)?;
    let dead = format!("{}#example", context.addresses().home(Portal::User));
    let now: Timestamp = context.now();
    let messages = Message::samples(&dead, "Example", now.to_utc())
        .map_err(|_| Error::internal("the public address is not a web address"))?;
    let envelope = envelope(context, &organization, Portal::User, "Ada")?;
    messages
        .into_iter()
        .filter(|message| wanted(message.kind()))
        .map(|message| {
            let rendered = message
                .render(&envelope)
                .map_err(|error| Error::internal(error.to_string()))?;
            Ok((message, rendered))
        })
        .collect()
}
