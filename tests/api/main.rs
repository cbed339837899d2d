//! Tests of the REST API over HTTP, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test, that is how it fails"
)]

mod administrator_locks;
mod administrators;
mod aging;
mod any_order;
mod application_access;
mod application_lists;
mod application_opening;
mod application_pages;
mod application_passwords;
mod application_races;
mod application_secrets;
mod application_templates;
mod applications;
mod authorization;
mod bad_input;
mod browsers;
mod bulk;
mod company_email;
mod database_away;
mod email_change_undo;
mod email_verification;
mod event_stream;
mod export_pages;
mod exports;
mod factors;
mod fair_shares;
mod following_events;
mod group_access;
mod group_lists;
mod group_members;
mod group_races;
mod groups;
mod head;
mod home_report;
mod imports;
mod indexes;
mod integrator;
mod key_scopes;
mod keys_of_creators;
mod known_browsers;
mod known_browsers_listed;
mod link_kinds;
mod links;
mod lockout;
mod lost_answers;
mod mail_previews;
mod merge_patch;
mod migrated_documents;
mod openid;
mod organizations;
mod password_forms;
mod password_rules;
mod password_status;
mod preconditions;
mod preview_rights;
mod previews;
mod profile_fields;
mod profile_values;
mod races;
mod recovery_email;
mod recovery_email_notices;
mod repeated_creates;
mod saml;
mod saml_settings;
mod scheduled_changes;
mod sensitive_actions;
mod session_identifiers;
mod sessions;
mod sign_in;
mod sign_in_diagnosis;
mod sign_in_diagnosis_rights;
mod signing_keys;
mod slow_clients;
mod ssh_keys;
mod ssh_keys_listed;
mod timing;
mod user_attributes;
mod user_filters;
mod views;
mod webhooks;
