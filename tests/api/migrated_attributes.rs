//! Values of attributes that were stored without copies of their users' columns get them.

use entity::user_attribute;
use harness::{Backend, TestDatabase, on_both_databases};
use migrations::Migrator;
use rules::state::UserState;
use sea_orm::{ConnectionTrait, EntityTrait};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;

use crate::migrated_documents::{connect, id, without_references};

on_both_databases!(values_get_copies_that_follow_their_users);

async fn values_get_copies_that_follow_their_users(backend: Backend) {
    let database = TestDatabase::new(backend).await;
    let db = connect(&database, backend).await;
    let all = Migrator::migrations();
    let before = all
        .iter()
        .take_while(|one| one.name() != "m20261130_000057_filtered_attributes");
    let before = u32::try_from(before.count()).unwrap();
    Migrator::up(&db, Some(before)).await.unwrap();
    let [organization, user, attribute] = [(); 3].map(|()| id(backend, Uuid::now_v7()));
    for statement in [
        without_references(backend).to_owned(),
        format!(
            "INSERT INTO account (id, organization_id, kind, email, email_key, username, username_key, name, name_key, \
             department_key, state, state_changed_at, password_temporary, failed_password_attempts, created_at, \
             updated_at, version) VALUES ({user}, {organization}, 'user', 'ada@example.com', 'ada@example.com', 'ada', \
             'ada', 'Ada', 'ada', 'sales', 'suspended', 0, FALSE, 0, 0, 0, 1)"
        ),
        format!(
            "INSERT INTO user_attribute (account_id, attribute_id, organization_id, value, value_key) \
             VALUES ({user}, {attribute}, {organization}, '\"Cork\"', 'cork')"
        ),
    ] {
        db.execute_unprepared(&statement).await.unwrap();
    }
    Migrator::up(&db, None).await.unwrap();
    let with_references = match backend {
        Backend::Sqlite => "PRAGMA foreign_keys = ON",
        Backend::Postgres => "SET session_replication_role = origin",
    };
    db.execute_unprepared(with_references).await.unwrap();

    let value = async || {
        let row = user_attribute::Entity::find().one(&db).await.unwrap();
        row.unwrap()
    };
    let migrated = value().await;
    assert_eq!(migrated.value.0.to_string(), "Cork");
    assert_eq!(migrated.value_key, "cork");
    assert_eq!(migrated.name_key, "ada");
    assert_eq!(migrated.department_key, "sales");
    assert_eq!(migrated.state, UserState::Suspended);

    let change = "UPDATE account SET state = 'active', name_key = 'zoe', department_key = 'legal'";
    db.execute_unprepared(change).await.unwrap();
    let expected = user_attribute::Model {
        name_key: "zoe".to_owned(),
        department_key: "legal".to_owned(),
        state: UserState::Active,
        ..migrated
    };
    assert_eq!(value().await, expected);
}
