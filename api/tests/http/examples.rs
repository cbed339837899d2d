//! The examples in the OpenAPI document: every request and response has one, and each can be parsed
//! as its type.

use std::collections::HashMap;

use contract::administrators::{Administrator, InviteAdministrator, UpdateAdministrator};
use contract::api_keys::{ApiKey, ApiKeyCreated, CreateApiKey};
use contract::application_passwords::{
    ApplicationPassword, ApplicationPasswordCreated, CreateApplicationPassword,
    OwnedApplicationPassword,
};
use contract::applications::{
    AccessCheck, Application, ApplicationAccess, ApplicationGuide, ApplicationProblem,
    ApplicationSession, ApplicationTemplate, AssertionPreview, AssignedGroup, AssignedUser,
    ClaimsPreview, ClientSecretCreated, CreateApplication, CreateFromTemplate, MetadataRead,
    MyApplication, MyApplicationGrant, MyApplicationSession, OpenedApplication, ReadMetadata,
    SamlCertificate, UpdateApplication, UserApplication,
};
use contract::authorization::{
    AuthorizationContinued, AuthorizationRequest, ContinueAuthorization,
};
use contract::bulk::{BulkRequest, BulkResult};
use contract::bulk_jobs::{BulkJob, BulkJobResult, CreateBulkJob};
use contract::company_email::{ChangeUserEmail, EmailRestored};
use contract::devices::{AnswerDevice, FindDevice, WaitingDevice};
use contract::event_chain::EventCheckpoint;
use contract::events::Event;
use contract::factors::{
    AddPasskey, ConfirmTotp, ExtendEnrollment, Factor, FactorAdded, MfaDetails, PasskeyAnswer,
    PasskeyChallenge, Proof, ProofState, Proved, RecoveryCodes, RenameFactor, TotpEnrollment,
};
use contract::groups::{ChangeMembers, CreateGroup, Group, UpdateGroup};
use contract::hosts::{AuthorizedKeys, CreateHost, Host, HostWithKey, UpdateHost};
use contract::imports::{ImportRow, UpdateImport, UserImport};
use contract::known_browsers::KnownBrowser;
use contract::ldap_bind_users::{CreateLdapBindUser, LdapBindUser, LdapBindUserCreated};
use contract::links::{
    InspectLink, LinkDetails, LinkToken, PasswordSet, RequestPasswordReset, SetPasswordByLink,
};
use contract::mail::{MailDelivery, MailPreview};
use contract::mail_templates::{MailTemplate, MailWords};
use contract::me::{AdministratorMe, ChangePassword, Me};
use contract::organization::{Organization, SetLogo, UpdateOrganization};
use contract::organization_preview::{AffectedAccounts, OrganizationPreview};
use contract::page::Page;
use contract::posix_numbers::{ImportPosixNumbers, PosixNumbersImported};
use contract::problem::Problem;
use contract::radius::{
    CreateRadiusClient, RadiusClient, RadiusClientWithSecret, UpdateRadiusClient,
};
use contract::recovery_email::{RemoveOwnRecoveryEmail, SetOwnRecoveryEmail, SetRecoveryEmail};
use contract::reports::HomeReport;
use contract::resource_access::ResourceAccess;
use contract::scheduled_changes::{ScheduleChange, ScheduledChange};
use contract::server::ServerDetails;
use contract::sessions::{Session, SessionsEnded};
use contract::set_up::SetUp;
use contract::sign_in::{
    AccessToken, BeginSignIn, ReplacePassword, SignIn, SubmitFactor, SubmitPassword,
};
use contract::sign_in_diagnosis::SignInDiagnosis;
use contract::sign_up::{ConfirmSignUp, RequestSignUp, SignUpDetails};
use contract::ssh_keys::{AddSshKey, OwnedSshKey, SshKey};
use contract::terms::{AcceptTerms, MyTerms, OrganizationTerms, SetTerms, TermsAcceptance};
use contract::user_attributes::{AttributeDefinition, CreateAttribute, UpdateAttribute};
use contract::users::{
    CreateUser, LockUser, ProfileChanges, SendActivation, SetTemporaryPassword, TemporaryPassword,
    UpdateUser, User, UserCounts,
};
use contract::views::{CreateView, UpdateView, View};
use contract::webhooks::{
    CreateWebhook, UpdateWebhook, Webhook, WebhookCreated, WebhookDelivery, WebhookReplayed,
    WebhookSecretCreated,
};
use latchkey::openapi::example::example;
use latchkey::routes::jwks::JsonWebKeySet;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::documentation::operations;

type Read = fn(&Value) -> Result<Value, serde_json::Error>;

/// Parses a value as the server's type and serializes it again.
fn read<T: Serialize + DeserializeOwned>(value: &Value) -> Result<Value, serde_json::Error> {
    let read: T = serde_json::from_value(value.clone())?;
    serde_json::to_value(read)
}

macro_rules! types {
    ($($type:ident),* $(,)?; pages of $($item:ident),*) => {
        HashMap::<&str, Read>::from([
            $((stringify!($type), read::<$type> as Read),)*
            $((concat!("Page_", stringify!($item)), read::<Page<$item>> as Read),)*
        ])
    };
}

/// The type of each schema.
fn types() -> HashMap<&'static str, Read> {
    types!(
        AcceptTerms, AccessCheck, AccessToken, AddPasskey, AddSshKey, Administrator, AdministratorMe, AffectedAccounts,
        AnswerDevice, ApiKeyCreated, Application, ApplicationAccess, ApplicationGuide,
        ApplicationPasswordCreated, ApplicationTemplate, AssertionPreview, AttributeDefinition,
        AuthorizationContinued, AuthorizationRequest, AuthorizedKeys, BeginSignIn, BulkJob, BulkRequest, BulkResult,
        ChangeMembers, ChangePassword, ChangeUserEmail, ClaimsPreview, ClientSecretCreated, ConfirmSignUp,
        ConfirmTotp, ContinueAuthorization, CreateApiKey, CreateApplication, CreateApplicationPassword,
        CreateAttribute, CreateBulkJob, CreateFromTemplate, CreateGroup, CreateHost, CreateLdapBindUser,
        CreateRadiusClient, CreateUser, CreateView, CreateWebhook,
        EmailRestored, Event, ExtendEnrollment, Factor, FactorAdded, FindDevice, Group, HomeReport, Host, HostWithKey,
        ImportPosixNumbers, InspectLink,
        InviteAdministrator, JsonWebKeySet, LdapBindUserCreated, LinkDetails, LinkToken, LockUser, MailDelivery, MailPreview,
        MailTemplate, MailWords, Me, MetadataRead, MfaDetails, MyTerms, OpenedApplication, Organization,
        OrganizationPreview, OrganizationTerms, PasskeyAnswer, PasskeyChallenge, PasswordSet, PosixNumbersImported, ProfileChanges, Proof, ProofState,
        Proved, RadiusClient, RadiusClientWithSecret, ReadMetadata, RecoveryCodes, RemoveOwnRecoveryEmail, RenameFactor, ReplacePassword,
        RequestPasswordReset, RequestSignUp, ResourceAccess, SamlCertificate, ScheduleChange, ScheduledChange, SendActivation,
        ServerDetails, SessionsEnded, SetLogo, SetOwnRecoveryEmail, SetPasswordByLink, SetRecoveryEmail,
        SetTemporaryPassword, SetTerms, SetUp, SignIn, SignInDiagnosis, SignUpDetails, SshKey, SubmitFactor,
        SubmitPassword, TemporaryPassword, TotpEnrollment, UpdateAdministrator, UpdateApplication,
        UpdateAttribute, UpdateGroup, UpdateHost, UpdateImport, UpdateOrganization, UpdateRadiusClient, UpdateUser, UpdateView, UpdateWebhook,
        User, UserCounts, UserImport, View, WaitingDevice, Webhook, WebhookCreated, WebhookDelivery,
        WebhookReplayed, WebhookSecretCreated;
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
fn check(what: &str, schema: &Value, example: &Value) {
    if let Some(place) = schema["$ref"].as_str() {
        let name = place.rsplit('/').next().unwrap();
        let types = types();
        let read = types.get(name);
        let read = read.unwrap_or_else(|| panic!("{what}: say which type {name} is"));
        match read(example) {
            Ok(again) => assert!(has(&again, example), "{what}: {example} became {again}"),
            Err(error) => panic!("{what}: {error} in {example}"),
        }
    } else if let (Some(items), Some(examples)) = (schema.get("items"), example.as_array()) {
        assert!(!examples.is_empty(), "{what}");
        examples.iter().for_each(|one| check(what, items, one));
    }
}

#[test]
fn whatever_is_sent_or_answered_has_an_example_that_reads() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
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
                check(&name, schema, &example);
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
