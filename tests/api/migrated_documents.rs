//! Profiles and settings that were stored in one column each are migrated to documents, and password
//! hashes that were not encrypted are left to the server.

use contract::organization::Settings;
use contract::profile::{Address, Profile};
use entity::{organization, unfinished_work, user_profile};
use harness::{Backend, TestDatabase, on_both_databases};
use migrations::Migrator;
use rules::lockout::LockoutPolicy;
use rules::mfa::MfaPolicy;
use rules::password_aging::AgingPolicy;
use rules::passwords::PasswordPolicy;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;

on_both_databases!(columns_become_documents);

/// The number of earlier migrations.
const BEFORE: u32 = 11;

/// Opens a single connection to a database without tables, so that its settings apply to all statements.
pub async fn connect(database: &TestDatabase, backend: Backend) -> DatabaseConnection {
    let url = match backend {
        Backend::Sqlite => format!("{}?mode=rwc", database.url),
        Backend::Postgres => database.url.clone(),
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(1);
    Database::connect(options).await.unwrap()
}

/// An identifier in SQL.
pub fn id(backend: Backend, id: Uuid) -> String {
    match backend {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'"),
    }
}

/// Lets statements refer to rows that do not exist.
pub const fn without_references(backend: Backend) -> &'static str {
    match backend {
        Backend::Sqlite => "PRAGMA foreign_keys = OFF",
        Backend::Postgres => "SET session_replication_role = replica",
    }
}

async fn columns_become_documents(backend: Backend) {
    let database = TestDatabase::new(backend).await;
    let db = connect(&database, backend).await;
    Migrator::up(&db, Some(BEFORE)).await.unwrap();
    let (id, full, empty) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    fill(&db, backend, id, [full, empty]).await;
    Migrator::up(&db, None).await.unwrap();

    let row = organization::Entity::find_by_id(id).one(&db).await.unwrap();
    let settings = row.unwrap().settings.0;
    let mut expected = Settings {
        users_may_edit_profile: false,
        recovery_email_enabled: true,
        ..Settings::default()
    };
    expected.password_policy.min_length = 15;
    expected.lockout_policy.failed_password_attempts = 7;
    expected.aging_policy.has_minimum_age = true;
    expected.mfa_policy.enrollment_days = 9;
    assert_eq!(settings, expected);

    let stored = async |id: Uuid| {
        let row = user_profile::Entity::find_by_id(id).one(&db).await.unwrap();
        row.unwrap().fields.0
    };
    let some = |text: &str| Some(text.to_owned());
    let expected = Profile {
        first_name: some("Séan \"O'Brien\""),
        department: some("R&D"),
        work_mobile_phone: some("+353 1"),
        home_address: Some(Address {
            street: "1 Main St\nFlat 2".to_owned(),
            country: "Éire".to_owned(),
            ..Address::default()
        }),
        ..Profile::default()
    };
    assert_eq!(stored(full).await, expected);
    assert_eq!(stored(empty).await, Profile::default());
    let work = unfinished_work::Entity::find().all(&db).await.unwrap();
    let work: Vec<_> = work.iter().map(|work| work.name.as_str()).collect();
    assert_eq!(work, ["encrypt_password_hashes"]);
}

/// Inserts rows as the server wrote them before the migration, but without the accounts of the
/// profiles.
async fn fill(
    db: &DatabaseConnection,
    backend: Backend,
    organization: Uuid,
    [full, empty]: [Uuid; 2],
) {
    let id = |one: Uuid| id(backend, one);
    let organization = id(organization);
    let passwords = PasswordPolicy {
        min_length: 15,
        ..PasswordPolicy::default()
    };
    let lockout = LockoutPolicy {
        failed_password_attempts: 7,
        ..LockoutPolicy::default()
    };
    let aging = AgingPolicy {
        has_minimum_age: true,
        ..AgingPolicy::default()
    };
    // As it was spelled then.
    let mfa = serde_json::to_string(&MfaPolicy::default()).unwrap();
    let mfa = mfa.replace("\"enrollmentDays\":7", "\"enrolmentDays\":9");
    let passwords = serde_json::to_string(&passwords).unwrap();
    let aging = serde_json::to_string(&aging).unwrap();
    let lockout = serde_json::to_string(&lockout).unwrap();
    let statements = [
        without_references(backend).to_owned(),
        format!(
            "INSERT INTO organization (id, name, users_may_edit_profile, password_policy, \
             lockout_policy, ageing_policy, mfa_policy, recovery_email_enabled, created_at, version) \
             VALUES ({organization}, 'Example Ltd', FALSE, '{passwords}', '{lockout}', '{aging}', \
             '{mfa}', TRUE, 0, 1)"
        ),
        format!(
            "INSERT INTO user_profile (account_id, organization_id, first_name, department, \
             home_address, work_mobile_phone) VALUES ({}, {organization}, \
             'Séan \"O''Brien\"', 'R&D', \
             '{{\"street\":\"1 Main St\\nFlat 2\",\"country\":\"Éire\"}}', '+353 1')",
            id(full),
        ),
        format!(
            "INSERT INTO user_profile (account_id, organization_id) VALUES ({}, {organization})",
            id(empty),
        ),
        format!(
            "INSERT INTO used_password (id, organization_id, account_id, password_hash, replaced_at) \
             VALUES ({0}, {organization}, {0}, '$argon2id$', 0)",
            id(full),
        ),
    ];
    for statement in statements {
        db.execute_unprepared(&statement).await.unwrap();
    }
}
