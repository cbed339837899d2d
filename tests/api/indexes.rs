//! What is deleted with an application is found by an index, and so are old rows that anybody can make,
//! and the events that reports count.

use harness::{Backend, TestDatabase, TestServer};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// The columns that refer to an application and are not the first ones of an index.
const WITHOUT_INDEX: &str = r#"
    SELECT tables.name || '.' || reference."from" AS place
    FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS reference
    WHERE tables.type = 'table' AND reference."table" = 'application' AND NOT EXISTS (
        SELECT 1
        FROM pragma_index_list(tables.name) AS known, pragma_index_info(known.name) AS part
        WHERE part.seqno = 0 AND part.name = reference."from"
    )
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_of_applications_are_found_by_an_index() {
    let database = TestDatabase::installed(Backend::Sqlite).await;
    let server = TestServer::start_empty(database, |_| {}).await;
    let read = server.running.context.database().read();
    let texts = async |query: &str, column: &str| {
        let query = Statement::from_string(DbBackend::Sqlite, query);
        let rows = read.query_all_raw(query).await.unwrap();
        let texts = rows.iter().map(|row| row.try_get("", column).unwrap());
        texts.collect::<Vec<String>>()
    };
    assert_eq!(texts(WITHOUT_INDEX, "place").await, [""; 0]);
    for table in [
        "used_assertion",
        "used_proof",
        "authorization_request",
        "pushed_request",
        "device_authorization",
    ] {
        let delete = format!("EXPLAIN QUERY PLAN DELETE FROM {table} WHERE expires_at <= 0");
        let plan = texts(delete.as_str(), "detail").await.join("\n");
        assert!(plan.contains("USING") && plan.contains("INDEX"), "{plan}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_count_events_in_an_index() {
    let database = TestDatabase::installed(Backend::Sqlite).await;
    let server = TestServer::start_empty(database, |_| {}).await;
    let read = server.running.context.database().read();
    // As `reports::home` counts them, many in one statement.
    let count = r#"
        EXPLAIN QUERY PLAN SELECT (SELECT COUNT(*) FROM (
            SELECT 1 FROM "event" WHERE "event"."organization_id" = x'00'
            AND "event"."action" = 'sign_in.failed'
            AND "event"."id" >= x'00' AND "event"."id" < x'01'
        ) AS "counted")
    "#;
    let query = Statement::from_string(DbBackend::Sqlite, count);
    let rows = read.query_all_raw(query).await.unwrap();
    let plan: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "detail").unwrap())
        .collect();
    let plan = plan.join("\n");
    assert!(
        plan.contains("USING COVERING INDEX ix_event_organization_id_action_id"),
        "{plan}"
    );
}
