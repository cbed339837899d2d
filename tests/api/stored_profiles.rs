//! Profiles that were stored one column a field are read as before.

use contract::profile::{Address, Profile};
use entity::user_profile;
use harness::{Backend, TestDatabase, on_both_databases};
use migrations::Migrator;
use sea_orm::{ConnectionTrait, Database, EntityTrait};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;

on_both_databases!(profiles_in_columns_become_documents);

/// How many migrations there were before profiles became documents.
const BEFORE: u32 = 11;

async fn profiles_in_columns_become_documents(backend: Backend) {
    let database = TestDatabase::new(backend).await;
    let url = match backend {
        Backend::Sqlite => format!("{}?mode=rwc", database.url),
        Backend::Postgres => database.url.clone(),
    };
    let db = Database::connect(url).await.unwrap();
    Migrator::up(&db, Some(BEFORE)).await.unwrap();
    let (organization, full, empty) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let id = |id: Uuid| match backend {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'"),
    };
    let run = async |statement: String| db.execute_unprepared(&statement).await.unwrap();
    // Rows of the tables that a profile refers to do not matter here.
    match backend {
        Backend::Sqlite => run("PRAGMA foreign_keys = OFF".to_owned()).await,
        Backend::Postgres => run("SET session_replication_role = replica".to_owned()).await,
    };
    run(format!(
        "INSERT INTO user_profile (account_id, organization_id, first_name, department, \
         home_address, work_mobile_phone) VALUES ({}, {organization}, 'Séan \"O''Brien\"', \
         'R&D', '{{\"street\":\"1 Main St\\nFlat 2\",\"country\":\"Éire\"}}', '+353 1')",
        id(full),
        organization = id(organization),
    ))
    .await;
    run(format!(
        "INSERT INTO user_profile (account_id, organization_id) VALUES ({}, {})",
        id(empty),
        id(organization),
    ))
    .await;
    Migrator::up(&db, None).await.unwrap();

    let stored = async |id: Uuid| {
        let row = user_profile::Entity::find_by_id(id).one(&db).await.unwrap();
        let row = row.unwrap();
        let profile: Profile = serde_json::from_str(&row.fields).unwrap();
        (profile, row.department)
    };
    let (profile, department) = stored(full).await;
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(department, some("R&D"));
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
    assert_eq!(profile, expected);
    assert_eq!(stored(empty).await, (Profile::default(), None));
}
