//! The examples in the OpenAPI document: every request and response has one, and each can be parsed
//! as its type.

use std::collections::HashMap;

use contract::administrators::Administrator;
use contract::api_keys::{ApiKey, ApiKeyCreated};
use contract::application_passwords::{
    ApplicationPassword, ApplicationPasswordCreated, OwnedApplicationPassword,
};
use contract::applications::{
    AccessCheck, Application, ApplicationAccess, ApplicationGuide, ApplicationProblem,
    ApplicationSession, ApplicationTemplate, AssertionPreview, AssignedGroup, AssignedUser,
    ClaimsPreview, ClientSecretCreated, MetadataRead, MyApplication, MyApplicationGrant,
    MyApplicationSession, OpenedApplication, SamlCertificate, UserApplication,
};
use contract::bulk::BulkResult;
use contract::bulk_jobs::{BulkJob, BulkJobResult};
use contract::company_email::EmailRestored;
use contract::continuing::{AuthorizationContinued, AuthorizationRequest};
use contract::devices::WaitingDevice;
use contract::directory::PosixNumbersImported;
use contract::events::Event;
use contract::events::chain::EventCheckpoint;
use contract::factors::{
    Factor, FactorAdded, MfaDetails, PasskeyChallenge, ProofState, Proved, RecoveryCodes,
    TotpEnrollment,
};
use contract::groups::Group;
use contract::hosts::{AuthorizedKeys, Host, HostWithKey};
use contract::imports::{ImportRow, UserImport};
use contract::known_browsers::KnownBrowser;
use contract::ldap_bind_users::{LdapBindUser, LdapBindUserCreated};
use contract::links::{LinkDetails, PasswordSet};
use contract::mail_deliveries::{MailDelivery, MailPreview};
use contract::mail_templates::MailTemplate;
use contract::me::{AdministratorMe, Me};
use contract::organization::Organization;
use contract::page::Page;
use contract::previews::{AffectedAccounts, PolicyPreview};
use contract::problem::Problem;
use contract::radius::{RadiusClient, RadiusClientWithSecret};
use contract::reports::HomeReport;
use contract::resource_access::ResourceAccess;
use contract::scheduled_changes::ScheduledChange;
use contract::server::ServerDetails;
use contract::sessions::{Session, SessionsEnded};
use contract::sign_in::diagnosis::SignInDiagnosis;
use contract::sign_in::{AccessToken, SignIn};
use contract::sign_up::SignUpDetails;
use contract::ssh_keys::{OwnedSshKey, SshKey};
use contract::terms::{MyTerms, OrganizationTerms, TermsAcceptance};
use contract::user_attributes::AttributeDefinition;
use contract::users::{TemporaryPassword, User, UserCounts};
use contract::views::View;
use contract::webhooks::{
    Webhook, WebhookCreated, WebhookDelivery, WebhookReplayed, WebhookSecretCreated,
};
use latchkey::openapi::example::example;
use latchkey::openapi::{ReadBody, bodies};
use latchkey::routes::jwks::JsonWebKeySet;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::documentation::operations;

/// Parses a value as the server's type and serializes it again.
fn read<T: Serialize + DeserializeOwned>(value: &Value) -> Result<Value, serde_json::Error> {
    let read: T = serde_json::from_value(value.clone())?;
    serde_json::to_value(read)
}

macro_rules! types {
    ($($type:ident),* $(,)?; pages of $($item:ident),*) => {
        HashMap::<String, ReadBody>::from([
            $((stringify!($type).to_owned(), read::<$type> as ReadBody),)*
            $((concat!("Page_", stringify!($item)).to_owned(), read::<Page<$item>> as ReadBody),)*
        ])
    };
}

/// The type of each schema of a response.
fn responses() -> HashMap<String, ReadBody> {
    types!(
        AccessCheck, AccessToken, Administrator, AdministratorMe, AffectedAccounts, ApiKeyCreated,
        Application, ApplicationAccess, ApplicationGuide, ApplicationPasswordCreated,
        ApplicationTemplate, AssertionPreview, AttributeDefinition, AuthorizationContinued,
        AuthorizationRequest, AuthorizedKeys, BulkJob, BulkResult, ClaimsPreview,
        ClientSecretCreated, EmailRestored, Event, Factor, FactorAdded, Group, HomeReport, Host,
        HostWithKey, JsonWebKeySet, LdapBindUserCreated, LinkDetails, MailDelivery, MailPreview,
        MailTemplate, Me, MetadataRead, MfaDetails, MyTerms, OpenedApplication, Organization,
        OrganizationTerms, PasskeyChallenge, PasswordSet, PolicyPreview, PosixNumbersImported,
        ProofState, Proved, RadiusClient, RadiusClientWithSecret, RecoveryCodes, ResourceAccess,
        SamlCertificate, ScheduledChange, ServerDetails, SessionsEnded, SignIn, SignInDiagnosis,
        SignUpDetails, SshKey, TemporaryPassword, TotpEnrollment, User, UserCounts, UserImport,
        View, WaitingDevice, Webhook, WebhookCreated, WebhookDelivery, WebhookReplayed,
        WebhookSecretCreated;
        pages of Administrator, ApiKey, Application, ApplicationPassword, ApplicationProblem,
        ApplicationSession, ApplicationTemplate, AssertionPreview, AssignedGroup, AssignedUser,
        AttributeDefinition, BulkJob, BulkJobResult, Event, EventCheckpoint, Group, Host, ImportRow, KnownBrowser,
        LdapBindUser, MailDelivery, MailTemplate, MyApplication, MyApplicationGrant, MyApplicationSession, OwnedApplicationPassword, OwnedSshKey,
        RadiusClient,
        ScheduledChange, Session, SshKey, TermsAcceptance, User, UserApplication, UserImport, View, Webhook, WebhookDelivery
    )
}

/// Whether `whole` contains everything in `part`.
fn has(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(name, part)| whole.get(name).is_some_and(|whole| has(whole, part))),
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len()
                && whole.iter().zip(part).all(|(whole, part)| has(whole, part))
        }
        _ => whole == part,
    }
}

/// Checks that the server can parse `example` as the type of `schema`, without unknown fields.
fn check(types: &HashMap<String, ReadBody>, what: &str, schema: &Value, example: &Value) {
    if let Some(place) = schema["$ref"].as_str() {
        let name = place.rsplit('/').next().unwrap();
        let read = types.get(name);
        let read =
            read.unwrap_or_else(|| panic!("{what}: say in `responses` which type {name} is"));
        match read(example) {
            Ok(again) => assert!(has(&again, example), "{what}: {example} became {again}"),
            Err(error) => panic!("{what}: {error} in {example}"),
        }
    } else if let (Some(items), Some(examples)) = (schema.get("items"), example.as_array()) {
        assert!(!examples.is_empty(), "{what}");
        examples
            .iter()
            .for_each(|one| check(types, what, items, one));
    }
}

#[test]
fn whatever_is_sent_or_answered_has_an_example_that_reads() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
    let mut types = responses();
    types.extend(bodies());
    let mut seen = 0;
    for (name, operation) in operations(&document) {
        let body = Some(&operation["requestBody"]).filter(|body| body.is_object());
        let responses = operation["responses"].as_object().unwrap();
        let good = responses
            .iter()
            .filter(|(status, _)| status.starts_with('2'));
        for part in body.into_iter().chain(good.map(|(_, response)| response)) {
            for media in part["content"]
                .as_object()
                .into_iter()
                .flat_map(Map::values)
            {
                let schema = &media["schema"];
                let own = media.get("example").cloned();
                let example = own.or_else(|| example(&document, schema));
                let example = example.unwrap_or_else(|| panic!("{name} has no example: {schema}"));
                check(&types, &name, schema, &example);
                seen += 1;
            }
        }
    }
    assert!(seen > 120, "{seen}");
}

#[test]
fn every_problem_has_an_example_that_reads() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
    for (code, example) in document["components"]["examples"].as_object().unwrap() {
        let value = &example["value"];
        assert_eq!(value["type"], format!("urn:latchkey:problem:{code}"));
        assert!(has(&read::<Problem>(value).unwrap(), value), "{value}");
    }
}
