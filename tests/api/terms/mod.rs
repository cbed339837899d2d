//! The organization's own terms: published by administrators, accepted by users.

mod applications;
mod published;
mod signing_in;

use client::{Client, Portal};
use contract::sign_in::SignIn;
use contract::terms::{OrganizationTerms, SetTerms};
use harness::{TestServer, USER_PASSWORD};

pub const ADA: &str = "ada@example.com";

/// Publishes this text, and says whether users must accept it.
pub async fn publish(owner: &Client, text: &str, required: bool) -> OrganizationTerms {
    let version = owner.organization_terms().await.unwrap().version;
    let text = text.to_owned();
    let set = SetTerms { required, text };
    owner.set_organization_terms(version, &set).await.unwrap()
}

/// Gives the password. Returns the portal and what it answers.
pub async fn with_password(server: &TestServer, email: &str) -> (Client, SignIn) {
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(email).await.unwrap();
    let answer = portal.submit_password(USER_PASSWORD).await.unwrap();
    (portal, answer)
}
