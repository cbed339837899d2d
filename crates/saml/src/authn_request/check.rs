use std::time::Duration;

use rules::saml::NameIdFormat;
use rules::time::Timestamp;

use super::{AuthnRequest, CheckedRequest, PageError, Refusal};
use crate::context;
use crate::names::{self, POST_BINDING, UNSPECIFIED_NAME_ID};
use crate::provider::ServiceProvider;
use crate::redirect::RedirectMessage;
use crate::response::{ErrorResponse, Status};

/// The maximum age of a request.
const MAX_AGE: Duration = Duration::from_mins(10);

/// How far ahead the clock of a service provider may be.
const SKEW: Duration = Duration::from_mins(3);

/// Whether the sender of a request is known for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureState {
    /// Anyone can have written the request.
    Unsigned,
    /// The service provider has signed it.
    Verified,
}

impl SignatureState {
    /// Verifies the signature of a message, if it has one. A signature that nobody can verify is
    /// refused, because the service provider would expect that it was verified.
    ///
    /// # Errors
    /// If the signature is wrong, or missing although it is required.
    pub fn of(message: &RedirectMessage, provider: &ServiceProvider) -> Result<Self, PageError> {
        if !message.is_signed() {
            return Self::unsigned(provider);
        }
        if provider.request_keys.is_empty() {
            return Err(PageError::NoCertificate);
        }
        if !message.verify(&provider.request_keys) {
            return Err(PageError::WrongSignature);
        }
        Ok(Self::Verified)
    }

    /// Verifies the signature of a message that must have one, such as a logout request: a forged one
    /// would sign people out.
    ///
    /// # Errors
    /// If the signature is wrong or missing.
    pub fn required(
        message: &RedirectMessage,
        provider: &ServiceProvider,
    ) -> Result<Self, PageError> {
        match Self::of(message, provider)? {
            Self::Unsigned => Err(PageError::Unsigned),
            Self::Verified => Ok(Self::Verified),
        }
    }

    /// The state of a message without a signature, such as one of the HTTP-POST binding.
    ///
    /// # Errors
    /// If a signature is required.
    pub fn unsigned(provider: &ServiceProvider) -> Result<Self, PageError> {
        if provider.requests_signed {
            return Err(PageError::Unsigned);
        }
        Ok(Self::Unsigned)
    }
}

/// Checks a request against what is registered. `destination` is the address that received it.
///
/// # Errors
/// See [`Refusal`].
pub fn check(
    request: &AuthnRequest,
    relay_state: Option<String>,
    signature: SignatureState,
    provider: &ServiceProvider,
    destination: &str,
    now: Timestamp,
) -> Result<CheckedRequest, Refusal> {
    if request.has_signature {
        return Err(PageError::XmlSignature.into());
    }
    if signature == SignatureState::Unsigned && provider.requests_signed {
        return Err(PageError::Unsigned.into());
    }
    check_sender(
        &request.issuer,
        request.destination.as_deref(),
        provider,
        destination,
    )?;
    check_time(request.issued_at, now)?;
    let consumer_url = consumer(request, provider)?;
    // From here on, errors go to the service provider.
    let refuse = |status, message: String| {
        Refusal::Answer(ErrorResponse {
            consumer_url: consumer_url.clone(),
            in_response_to: Some(request.id.clone()),
            relay_state: relay_state.clone(),
            status,
            message,
        })
    };
    if request
        .binding
        .as_ref()
        .is_some_and(|binding| binding != POST_BINDING)
    {
        return Err(refuse(
            Status::UnsupportedBinding,
            format!("Responses are sent with {POST_BINDING} only"),
        ));
    }
    if request.has_subject.is_some() {
        return Err(refuse(
            Status::RequestUnsupported,
            "A Subject in the request is not supported".to_owned(),
        ));
    }
    let name_id = name_id(request, signature, provider)
        .map_err(|message| refuse(Status::InvalidNameIdPolicy, message))?;
    let wanted =
        context::wanted(request).map_err(|message| refuse(Status::NoAuthnContext, message))?;
    let (context, context_class) = wanted.map(|wanted| (wanted.context, wanted.class)).unzip();
    Ok(CheckedRequest {
        request_id: Some(request.id.clone()),
        consumer_url,
        relay_state,
        force_authn: request.force_authn,
        is_passive: request.is_passive,
        name_id,
        context,
        context_class,
    })
}

/// Checks who has sent a request, and that it was sent to this address.
pub(crate) fn check_sender(
    issuer: &str,
    sent_to: Option<&str>,
    provider: &ServiceProvider,
    destination: &str,
) -> Result<(), PageError> {
    if issuer != provider.entity_id {
        return Err(PageError::WrongIssuer {
            expected: provider.entity_id.clone(),
            found: issuer.to_owned(),
        });
    }
    match sent_to {
        Some(found) if found != destination => Err(PageError::WrongDestination {
            expected: destination.to_owned(),
            found: found.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Checks that a request is new.
pub(crate) fn check_time(issued_at: Timestamp, now: Timestamp) -> Result<(), PageError> {
    if issued_at < now.minus(MAX_AGE) || issued_at > now.plus(SKEW) {
        return Err(PageError::WrongTime { issued_at, now });
    }
    Ok(())
}

/// The address for the response, which must be registered.
fn consumer(request: &AuthnRequest, provider: &ServiceProvider) -> Result<String, PageError> {
    let mut consumers = provider.consumers.iter();
    let found = match (&request.consumer_url, request.consumer_index) {
        (Some(_), Some(_)) => return Err(PageError::TwoConsumers),
        (Some(requested), None) => {
            consumers.find(|(_, url)| url == requested).ok_or_else(|| {
                PageError::UnregisteredConsumer {
                    requested: requested.clone(),
                }
            })?
        }
        (None, Some(requested)) => consumers
            .find(|(index, _)| *index == requested)
            .ok_or(PageError::UnregisteredIndex { requested })?,
        (None, None) => consumers.next().ok_or(PageError::NoConsumer)?,
    };
    Ok(found.1.clone())
}

/// The kind of name to send. Anyone can write an unsigned request, so it does not choose.
fn name_id(
    request: &AuthnRequest,
    signature: SignatureState,
    provider: &ServiceProvider,
) -> Result<NameIdFormat, String> {
    if request
        .name_qualifier
        .as_ref()
        .is_some_and(|qualifier| *qualifier != provider.entity_id)
    {
        return Err("SPNameQualifier must be the name of the service provider".to_owned());
    }
    let registered = names::name_id_format(provider.name_id);
    match request.name_id_format.as_deref() {
        None | Some(UNSPECIFIED_NAME_ID) => Ok(provider.name_id),
        Some(format) if format == registered => Ok(provider.name_id),
        Some(format) if signature == SignatureState::Verified => {
            named(format).ok_or_else(|| "This NameID format is not supported".to_owned())
        }
        Some(_) => Err(format!(
            "The NameID format of this service provider is {registered}"
        )),
    }
}

/// The format with a name, if it can be chosen.
pub(crate) fn named(format: &str) -> Option<NameIdFormat> {
    [
        NameIdFormat::Email,
        NameIdFormat::Persistent,
        NameIdFormat::Transient,
    ]
    .into_iter()
    .find(|known| names::name_id_format(*known) == format)
}
