use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::ids::OrganizationId;
use contract::mail_deliveries::MailPreview;
use contract::mail_templates::MailWords;
use entity::organization;
use mail::{Envelope, Logo, Message, Rendered, Words};
use uuid::Uuid;

use crate::accounts::find_organization;
use crate::addresses::Portal;
use crate::crypto::Seal;
use crate::outbox::{all_words, as_words, envelope, logo_of};
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

/// How long a preview page can be opened. The Admin Portal loads it immediately.
const OPENS_FOR: Duration = Duration::from_secs(10 * 60);

/// Access to one preview: the organization, the kind of email, the expiry in milliseconds, and the words
/// if they are not those that the kind has now.
type Leave = (Uuid, String, i64, Option<MailWords>);

/// Returns a preview of every kind of email, with sample data and inactive links.
///
/// # Errors
/// `forbidden`.
pub async fn previews(
    context: &Context,
    principal: &Permitted<EventsRead>,
) -> Result<Vec<MailPreview>, Error> {
    let read = context.database().read();
    let organization = find_organization(read, principal.organization()).await?;
    let words = all_words(read, organization.id).await?;
    let samples = samples(context)?.into_iter();
    samples
        .map(|message| {
            // Only the page, which is rendered when it is opened, shows the logo.
            let words = words.get(message.kind());
            let rendered = render(context, &organization, &message, (words, None))?;
            show(context, &organization, &message, (rendered, None))
        })
        .collect()
}

/// Returns a preview of the kind of `message` in other words.
///
/// # Errors
/// When the database fails.
pub(crate) async fn preview_in(
    context: &Context,
    organization: OrganizationId,
    message: &Message,
    words: MailWords,
) -> Result<MailPreview, Error> {
    let organization = find_organization(context.database().read(), organization).await?;
    let own = as_words(&words);
    let rendered = render(context, &organization, message, (Some(&own), None))?;
    show(context, &organization, message, (rendered, Some(words)))
}

fn show(
    context: &Context,
    organization: &organization::Model,
    message: &Message,
    (rendered, words): (Rendered, Option<MailWords>),
) -> Result<MailPreview, Error> {
    let kind = message.kind().to_owned();
    let until = context.now().plus(OPENS_FOR).unix_millis();
    let leave: Leave = (organization.id, kind.clone(), until, words);
    let leave = serde_json::to_vec(&leave).map_err(|e| Error::internal(e.to_string()))?;
    let sealed = context.master_key().seal(Seal::MailPreview, &leave)?;
    Ok(MailPreview {
        kind,
        label: message.label().to_owned(),
        subject: rendered.subject,
        text: rendered.text,
        page: format!("/mail-previews/{}", URL_SAFE_NO_PAD.encode(sealed)),
    })
}

/// Returns the HTML of a preview. The address is the credential, because frames send no tokens.
///
/// # Errors
/// `not-found` if the address is invalid or has expired.
pub async fn preview_page(context: &Context, leave: &str) -> Result<String, Error> {
    let (organization, kind, until, words) = open(context, leave).ok_or(Error::NotFound)?;
    if until <= context.now().unix_millis() {
        return Err(Error::NotFound);
    }
    let read = context.database().read();
    let organization = find_organization(read, OrganizationId(organization)).await?;
    let words = match words {
        Some(words) => Some(as_words(&words)),
        None => all_words(read, organization.id).await?.remove(&kind),
    };
    let mut samples = samples(context)?.into_iter();
    let message = samples.find(|message| message.kind() == kind);
    let message = message.ok_or(Error::NotFound)?;
    let logo = logo_of(read, organization.id).await?.map(Logo::Embedded);
    let rendered = render(context, &organization, &message, (words.as_ref(), logo))?;
    Ok(rendered.html)
}

fn open(context: &Context, leave: &str) -> Option<Leave> {
    let sealed = URL_SAFE_NO_PAD.decode(leave).ok()?;
    let plain = context.master_key().open(Seal::MailPreview, &sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// A sample of every kind of email, with inactive links.
///
/// # Errors
/// If the configured address is invalid.
pub(crate) fn samples(context: &Context) -> Result<Vec<Message>, Error> {
    let dead = format!("{}#example", context.addresses().home(Portal::User));
    Message::samples(&dead, "Example", context.now().to_utc())
        .map_err(|_| Error::internal("the public address is not a web address"))
}

fn render(
    context: &Context,
    organization: &organization::Model,
    message: &Message,
    (words, logo): (Option<&Words>, Option<Logo>),
) -> Result<Rendered, Error> {
    let envelope = Envelope {
        logo,
        ..envelope(context, organization, Portal::User, Some("Ada"))?
    };
    message
        .render_in(&envelope, words)
        .map_err(|error| Error::internal(error.to_string()))
}
