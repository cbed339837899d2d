//! The migrations of the database schema, for SQLite and PostgreSQL.
//!
//! Timestamps are 64-bit milliseconds since 1970 in UTC, identifiers are UUIDs, and every row of a
//! tenant has its organization. A released migration is never changed: add the next one.

use sea_orm_migration::prelude::*;

mod helpers;
mod m20261124_000001_accounts;
mod m20261124_000002_signing_in;
mod m20261124_000003_records;
mod m20261124_000004_counts;
mod m20261125_000005_password_rules;
mod m20261125_000006_password_life;
mod m20261126_000007_factors;
mod m20261126_000008_copied_passkeys;
mod m20261126_000009_search;
mod m20261126_000010_search_by_name;
mod m20261127_000011_ceremonies_of_one;
mod m20261128_000012_profile_documents;
mod m20261128_000013_settings_document;
mod m20261128_000014_lists;
mod m20261128_000015_american_spelling;
mod m20261128_000016_mail_by_state;
mod m20261128_000017_known_browsers;
mod m20261128_000018_creators_and_numbers;
mod m20261128_000019_proven_addresses;
mod m20261128_000020_lost_answers_and_mail;
mod m20261128_000021_requested_resets;
mod m20261128_000022_names_of_browsers;
mod m20261128_000025_wrong_factors;
mod m20261128_000026_shared_resets;
mod m20261128_000027_unfinished_work;
mod m20261128_000030_groups;
mod m20261128_000031_applications;
mod m20261128_000032_oidc;
mod m20261129_000033_saml;
mod m20261129_000034_oidc_indexes;
mod m20261129_000035_kept_notices;
mod m20261129_000036_pushed_requests;
mod m20261129_000037_device_authorizations;
mod m20261129_000038_dpop;
mod m20261129_000039_imports;
mod m20261129_000040_webhooks;
mod m20261129_000041_user_attributes;
mod m20261129_000042_saved_views;
mod m20261129_000043_event_chain;
mod m20261129_000044_stopped_imports;
mod m20261129_000045_scheduled_changes;
mod m20261129_000046_words_and_looks;
mod m20261129_000047_organizations;
mod m20261129_000048_bulk_jobs;
mod m20261129_000049_own_credentials;
mod m20261129_000050_network_and_hosts;
mod m20261129_000051_directory;
mod m20261129_000052_terms;
mod m20261129_000053_bulk_job_remedies;
mod m20261129_000054_filtered_search;
mod m20261130_000055_locked_accounts;
mod m20261130_000056_application_passwords_listed;
mod m20261130_000057_filtered_attributes;

/// Applies every migration that a database does not have yet.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_accounts::Migration),
            Box::new(m20261124_000002_signing_in::Migration),
            Box::new(m20261124_000003_records::Migration),
            Box::new(m20261124_000004_counts::Migration),
            Box::new(m20261125_000005_password_rules::Migration),
            Box::new(m20261125_000006_password_life::Migration),
            Box::new(m20261126_000007_factors::Migration),
            Box::new(m20261126_000008_copied_passkeys::Migration),
            Box::new(m20261126_000009_search::Migration),
            Box::new(m20261126_000010_search_by_name::Migration),
            Box::new(m20261127_000011_ceremonies_of_one::Migration),
            Box::new(m20261128_000012_profile_documents::Migration),
            Box::new(m20261128_000013_settings_document::Migration),
            Box::new(m20261128_000014_lists::Migration),
            Box::new(m20261128_000015_american_spelling::Migration),
            Box::new(m20261128_000016_mail_by_state::Migration),
            Box::new(m20261128_000017_known_browsers::Migration),
            Box::new(m20261128_000018_creators_and_numbers::Migration),
            Box::new(m20261128_000019_proven_addresses::Migration),
            Box::new(m20261128_000020_lost_answers_and_mail::Migration),
            Box::new(m20261128_000021_requested_resets::Migration),
            Box::new(m20261128_000022_names_of_browsers::Migration),
            Box::new(m20261128_000025_wrong_factors::Migration),
            Box::new(m20261128_000026_shared_resets::Migration),
            Box::new(m20261128_000027_unfinished_work::Migration),
            Box::new(m20261128_000030_groups::Migration),
            Box::new(m20261128_000031_applications::Migration),
            Box::new(m20261128_000032_oidc::Migration),
            Box::new(m20261129_000033_saml::Migration),
            Box::new(m20261129_000034_oidc_indexes::Migration),
            Box::new(m20261129_000035_kept_notices::Migration),
            Box::new(m20261129_000036_pushed_requests::Migration),
            Box::new(m20261129_000037_device_authorizations::Migration),
            Box::new(m20261129_000038_dpop::Migration),
            Box::new(m20261129_000039_imports::Migration),
            Box::new(m20261129_000040_webhooks::Migration),
            Box::new(m20261129_000041_user_attributes::Migration),
            Box::new(m20261129_000042_saved_views::Migration),
            Box::new(m20261129_000043_event_chain::Migration),
            Box::new(m20261129_000044_stopped_imports::Migration),
            Box::new(m20261129_000045_scheduled_changes::Migration),
            Box::new(m20261129_000046_words_and_looks::Migration),
            Box::new(m20261129_000047_organizations::Migration),
            Box::new(m20261129_000048_bulk_jobs::Migration),
            Box::new(m20261129_000049_own_credentials::Migration),
            Box::new(m20261129_000050_network_and_hosts::Migration),
            Box::new(m20261129_000051_directory::Migration),
            Box::new(m20261129_000052_terms::Migration),
            Box::new(m20261129_000053_bulk_job_remedies::Migration),
            Box::new(m20261129_000054_filtered_search::Migration),
            Box::new(m20261130_000055_locked_accounts::Migration),
            Box::new(m20261130_000056_application_passwords_listed::Migration),
            Box::new(m20261130_000057_filtered_attributes::Migration),
        ]
    }
}
