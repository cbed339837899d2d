//! Examples for the OpenAPI document: those that are too large to write next to their type, or that
//! make no sense when generated from the examples of the fields.

mod application_passwords;
mod applications;
mod attributes;
mod bulk_jobs;
mod directory;
mod factors;
mod imports;
mod ldap_bind_users;
mod mail_templates;
mod organization;
mod people;
mod records;
mod reports;
mod resources;
mod saml;
mod scheduled_changes;
mod sign_in;
mod ssh_keys;
mod templates;
mod terms;
mod views;
mod webhooks;

pub use application_passwords::{
    application_password, create_application_password, owned_application_password,
};
pub use applications::{
    access_check, application, application_problem, application_session, assigned_group,
    assigned_user, authorization_request, claim_mapping, claims_preview, client_secret,
    create_application, my_application, my_application_grant, my_application_session,
    oidc_settings, preview_application, requesting_application, update_application,
    user_application, waiting_device,
};
pub use attributes::{attribute_definition, create_attribute, update_attribute};
pub use bulk_jobs::{bulk_job, bulk_job_result, bulk_job_users, create_bulk_job};
pub use directory::import_posix_numbers;
pub use factors::{
    add_passkey, factor, mfa, passkey_answer, passkey_challenge, passkey_enrollment, recovery_codes,
};
pub use imports::{import, import_row};
pub use ldap_bind_users::{create_ldap_bind_user, ldap_bind_user};
pub use mail_templates::{mail_template, mail_words};
pub use organization::{
    affected_accounts, api_key, organization, policy_preview, update_organization,
};
pub use people::{
    administrator, administrator_me, create_user, me, profile_changes, update_user, user,
    user_counts,
};
pub use records::{
    event, event_checkpoint, group, known_browser, mail_delivery, mail_preview, session,
};
pub use reports::home_report;
pub use resources::{
    authorized_keys, create_host, create_radius_client, host, host_access, radius_client,
    resource_access, update_host, update_radius_client,
};
pub use saml::{
    assertion_consumer, assertion_preview, attribute_mapping, metadata_read, read_metadata,
    saml_certificate, saml_provider, saml_settings,
};
pub use scheduled_changes::{schedule_change, scheduled_change};
pub use sign_in::{
    link_details, sign_in, sign_in_diagnosis, sign_up_details, waits_for_factor, waits_for_password,
};
pub use ssh_keys::{add_ssh_key, owned_ssh_key, ssh_key};
pub use templates::{
    application_guide, application_template, create_from_template, guide_snippet, guide_value,
    own_guide, template_question,
};
pub use terms::{
    my_terms, organization_terms, set_terms, terms, terms_acceptance, waits_for_terms,
};
pub use views::{create_view, update_view, view};
pub use webhooks::{webhook, webhook_delivery, webhook_secret};

use serde_json::{Value, json};

/// A page with one item, the example of `T`.
pub fn page<T: utoipa::PartialSchema>() -> Value {
    let item = serde_json::to_value(T::schema()).unwrap_or_default();
    json!({ "items": [item["example"]], "total": 1, "totalIsExact": true })
}
