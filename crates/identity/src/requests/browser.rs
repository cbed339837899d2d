use ::oidc::authorize::PageError;
use ::oidc::reply::Reply;

use super::rows::Pending;
use crate::actor::{Client, SignedInUser};
use crate::crypto::{TOKEN_LENGTH, Token};
use crate::{Context, Error, sessions};

/// What a browser brings when an application sends it here.
#[derive(Clone, Copy)]
pub struct Browser<'a> {
    /// The token with which a session is recognized.
    pub sso: Option<&'a str>,
    /// The token that binds requests to the browser.
    pub binding: Option<&'a str>,
    /// The client that sent the request.
    pub client: &'a Client,
}

impl Browser<'_> {
    /// The user who is signed in.
    ///
    /// # Errors
    /// If the database fails.
    pub(crate) async fn user(&self, context: &Context) -> Result<Option<SignedInUser>, Error> {
        match self.sso {
            Some(token) => sessions::user_by_sso(context, token, self.client).await,
            None => Ok(None),
        }
    }

    /// The token that binds requests to the browser: its current one, so that all of its tabs work, or
    /// a new one.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub(crate) fn binding(&self) -> Result<String, Error> {
        let is_token = |text: &&str| {
            let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            text.len() == TOKEN_LENGTH && text.bytes().all(allowed)
        };
        match self.binding.filter(is_token) {
            Some(token) => Ok(token.to_owned()),
            None => Ok(Token::random()?.reveal().to_owned()),
        }
    }
}

/// A request that waits for a person.
pub struct Waiting {
    /// Its token, for the address of the page.
    pub token: String,
    /// The token that binds it to the browser, for the cookie.
    pub browser: String,
}

/// Why a request is refused on a page of ours: no address is known to belong to the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// What is wrong, and what to do.
    pub message: String,
    /// What the request contained instead of what is registered. Show it as text, never as a link.
    pub received: Option<String>,
}

impl Rejected {
    /// The request is unknown, was answered or has expired.
    pub fn expired() -> Self {
        PageError::Expired.into()
    }
}

/// How a request of an application continues.
pub enum Outcome {
    /// It is refused on a page of ours.
    Page(Rejected),
    /// The application gets a response.
    Reply(Reply),
    /// The portal asks the person, after the request is stored with [`super::wait`].
    Ask(Pending),
    /// The portal asks the person about a request that is stored.
    AskAgain(Waiting),
}
