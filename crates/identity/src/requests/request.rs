use std::time::Duration;

use ::oidc::reply::Reply;
use entity::{application, application_session, authorization_request, session};
use rules::access::{Refusal, WantedFactor};
use rules::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::browser::Rejected;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::{Context, Error};

/// What a request asks for beyond the policy of its application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wishes {
    /// Nothing may be asked: if something has to be, the answer is an error.
    pub silent: bool,
    /// The person must sign in again.
    pub sign_in_again: bool,
    /// The person must choose to continue as who they are.
    pub choose_account: bool,
    /// The maximum age of the last sign-in.
    pub max_age: Option<Duration>,
    /// The factor.
    pub factor: WantedFactor,
    /// Whether nothing less than the factor will do. Otherwise it is not asked of a person who cannot
    /// give it.
    pub factor_required: bool,
}

/// Why an application gets an error instead of what it requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declined {
    /// Nobody is signed in, or not recently enough, or somebody else is.
    SignIn,
    /// The person has to consent, and nothing may be asked.
    Consent,
    /// The person has to do something else, and nothing may be asked.
    Interaction,
    /// The person does not want to sign in to the application.
    Denied,
    /// The gate refuses.
    Gate(Refusal),
}

/// What a person was asked about a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// The application.
    pub application: Uuid,
    /// Since when.
    pub at: Timestamp,
    /// The session in which the person continued.
    pub session: Option<Uuid>,
    /// Whether the person does not want to sign in.
    pub denied: bool,
}

impl From<&authorization_request::Model> for Asked {
    fn from(row: &authorization_request::Model) -> Self {
        Self {
            application: row.application_id,
            at: row.created_at,
            session: row.session_id,
            denied: row.denied,
        }
    }
}

/// A request of an application to sign a person in, which has been checked.
pub(crate) trait SignOnRequest {
    /// What the application gets, written in the transaction that opens it.
    type Granted;

    /// The application.
    fn application(&self) -> &application::Model;

    /// What it asks for beyond the policy.
    fn wishes(&self) -> Wishes;

    /// The scopes, for the question whether the person consents.
    fn scopes(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether the application knows the person by their email, which must be verified then: otherwise a
    /// person could enter the address of somebody else.
    fn asserts_email(&self) -> bool {
        false
    }

    /// Whether it names another person.
    fn is_for_somebody_else(&self, held: &HeldAccount<'_>) -> bool;

    /// Whether the person has to consent first. `asked` is `Some` if the request has waited for the
    /// person.
    ///
    /// # Errors
    /// If the database fails.
    async fn needs_consent(
        &self,
        held: &HeldAccount<'_>,
        asked: Option<Asked>,
    ) -> Result<bool, Error>;

    /// Remembers that the person consents.
    ///
    /// # Errors
    /// If the database fails.
    async fn give_consent(&self, held: &HeldAccount<'_>) -> Result<(), Error>;

    /// Writes what the application gets. `opened` is its session.
    ///
    /// # Errors
    /// If the database fails.
    async fn grant(
        &self,
        held: &HeldAccount<'_>,
        opened: &application_session::Model,
        session: &session::Model,
    ) -> Result<Self::Granted, Error>;
}

/// A request that the person's browser brings, and whose answer it takes back to the application.
pub(crate) trait BrowserRequest: SignOnRequest {
    /// The request as it was checked.
    type Checked: Serialize;
    /// What is needed to sign the answer. It is taken before anything is written.
    type Signer;

    /// The request as it was checked. It is stored until the person has answered.
    fn checked(&self) -> &Self::Checked;

    /// The address or username to fill in.
    fn login_hint(&self) -> Option<String> {
        None
    }

    /// Checks that it still agrees with the settings, which may have changed while it waited.
    ///
    /// # Errors
    /// The reason for a page of ours.
    fn recheck(&self) -> Result<(), Rejected>;

    /// Takes what is needed to sign the answer.
    ///
    /// # Errors
    /// If the server is busy.
    async fn signer(&self, context: &Context, client: &Client) -> Result<Self::Signer, Error>;

    /// The answer that brings the application what it gets, after that is written.
    ///
    /// # Errors
    /// If the server is busy.
    async fn answer(
        &self,
        context: &Context,
        signer: Self::Signer,
        granted: Self::Granted,
    ) -> Result<Reply, Error>;

    /// The answer with an error.
    ///
    /// # Errors
    /// If no random numbers are available.
    fn decline(&self, context: &Context, declined: Declined) -> Result<Reply, Error>;
}
