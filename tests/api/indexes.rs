//! What is deleted with an application is found by an index, and so are old rows that anybody can make,
//! the events that reports count, the deliveries of webhooks, and what LDAP clients search for.

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

/// How SQLite performs a query on an empty database of the server.
pub async fn plan(query: &str) -> String {
    let database = TestDatabase::installed(Backend::Sqlite).await;
    let server = TestServer::start_empty(database, |_| {}).await;
    let read = server.running.context.database().read();
    let explain = format!("EXPLAIN QUERY PLAN {query}");
    let explain = Statement::from_string(DbBackend::Sqlite, explain);
    let rows = read.query_all_raw(explain).await.unwrap();
    let steps: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "detail").unwrap())
        .collect();
    steps.join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_count_events_in_an_index() {
    // As `reports::home` counts them, many in one statement.
    let count = r#"
        SELECT (SELECT COUNT(*) FROM (
            SELECT 1 FROM "event" WHERE "event"."organization_id" = x'00'
            AND "event"."action" = 'sign_in.failed'
            AND "event"."id" >= x'00' AND "event"."id" < x'01'
        ) AS "counted")
    "#;
    let plan = plan(count).await;
    assert!(
        plan.contains("USING COVERING INDEX ix_event_organization_id_action_id"),
        "{plan}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_earlier_delivery_is_found_without_reading_those_that_were_sent() {
    // As `webhooks::deliver` looks for what is due.
    let due = r#"
        SELECT * FROM "webhook_delivery"
        WHERE "state" = 'queued' AND "next_attempt_at" <= 1 AND NOT EXISTS (
            SELECT "earlier"."id" FROM "webhook_delivery" AS "earlier"
            WHERE "earlier"."webhook_id" = "webhook_delivery"."webhook_id"
            AND "earlier"."subject_id" = "webhook_delivery"."subject_id"
            AND "earlier"."state" = 'queued'
            AND "earlier"."position" <= "webhook_delivery"."position"
            AND ("earlier"."position" < "webhook_delivery"."position"
                OR "earlier"."id" < "webhook_delivery"."id")
        )
        ORDER BY "next_attempt_at" LIMIT 32
    "#;
    let plan = plan(due).await;
    assert!(
        plan.contains("(webhook_id=? AND subject_id=? AND state=? AND position<?)"),
        "{plan}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_of_a_webhook_is_read_without_that_of_the_others() {
    // As `webhooks::deliveries` lists them.
    let list = r#"
        SELECT * FROM "webhook_delivery"
        WHERE "organization_id" = x'00' AND "webhook_id" IN (x'01') AND "id" < x'02'
        ORDER BY "id" DESC LIMIT 51
    "#;
    let plan = plan(list).await;
    assert!(
        plan.contains("USING INDEX ix_webhook_delivery_webhook_id_id"),
        "{plan}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_of_a_directory_are_found_by_indexes() {
    // As `directory::search` reads them: all after one, and the first of those with a member.
    let own = r#"SELECT "group_id" FROM "group_member"
        WHERE "organization_id" = x'00' AND "account_id" = x'01'"#;
    for (condition, used) in [
        ("> x'01'".to_owned(), "(organization_id=? AND id>?)"),
        (format!("IN ({own})"), "id=?)"),
    ] {
        let groups = format!(
            r#"SELECT * FROM "user_group" WHERE "user_group"."organization_id" = x'00'
            AND "user_group"."id" {condition} ORDER BY "user_group"."id" ASC LIMIT 50"#
        );
        let plan = plan(&groups).await;
        let first = plan
            .lines()
            .find(|line| line.starts_with("SEARCH user_group USING "));
        assert!(
            first.is_some_and(|line| line.ends_with(used)),
            "{groups}\n{plan}"
        );
        assert!(!plan.contains("TEMP B-TREE"), "{groups}\n{plan}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn applications_of_a_group_are_found_by_an_index() {
    let assigned =
        r#"SELECT "application_id" FROM "application_group" WHERE "group_id" IN (x'01')"#;
    let plan = plan(assigned).await;
    assert!(
        plan.contains("INDEX ix_application_group_group_id (group_id=?)"),
        "{plan}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_with_the_same_beginning_are_found_without_reading_everybody() {
    let of_text = r#"
        SELECT "account"."id" FROM "account" WHERE "account"."organization_id" = x'00'
        AND "account"."kind" = 'user' AND
    "#;
    let starts = |column: &str| format!(r#"("{column}" >= 'a' AND "{column}" <= 'b')"#);
    let [username, email, name] = ["username_key", "email_key", "name_key"].map(starts);
    // As `directory::search` finds out whether they are few: without sorting them.
    let ids = format!(
        "{of_text} {username} UNION ALL {of_text} {email} UNION ALL {of_text} {name} LIMIT 1001"
    );
    let few = plan(&ids).await;
    for column in ["username_key", "email_key", "name_key"] {
        let range = format!("(organization_id=? AND kind=? AND {column}>? AND {column}<?)");
        assert!(few.contains(&range), "{few}");
    }
    assert!(!few.contains("TEMP B-TREE"), "{few}");
    // As it reads them if they are many.
    let page = format!(
        r#"
            SELECT * FROM "account" LEFT JOIN "user_profile" ON "account"."id" = "user_profile"."account_id"
            WHERE "account"."state" <> 'staged' AND "account"."organization_id" = x'00'
            AND "account"."kind" = 'user' AND {username} AND "account"."created_at" >= 1
            AND ("account"."created_at" > 1 OR "account"."id" > x'01')
            ORDER BY "account"."created_at", "account"."id" LIMIT 201
        "#
    );
    let many = plan(&page).await;
    let index = "ix_account_organization_id_kind_created_at_id";
    assert!(
        many.contains(index) && !many.contains("TEMP B-TREE"),
        "{many}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_a_directory_is_read_without_the_others() {
    // As `directory::search` reads everybody.
    let page = r#"
        SELECT * FROM "account" LEFT JOIN "user_profile" ON "account"."id" = "user_profile"."account_id"
        WHERE "account"."state" <> 'staged' AND "account"."organization_id" = x'00'
        AND "account"."kind" = 'user' AND "account"."created_at" >= 1
        AND ("account"."created_at" > 1 OR "account"."id" > x'01')
        ORDER BY "account"."created_at", "account"."id" LIMIT 500
    "#;
    let plan = plan(page).await;
    let index = "ix_account_organization_id_kind_created_at_id";
    assert!(
        plan.contains(index) && !plan.contains("TEMP B-TREE"),
        "{plan}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn candidates_of_a_directory_are_found_without_reading_everybody() {
    let of_text = r#"
        SELECT "account"."id" FROM "account" WHERE "account"."organization_id" = x'00'
        AND "account"."kind" = 'user' AND
    "#;
    let of_texts = format!(r#"{of_text} "username_key" = 'a' UNION {of_text} "email_key" = 'a'"#);
    let members = r#"
        SELECT "account_id" FROM "group_member" WHERE "organization_id" = x'00'
        AND "account_id" > x'01' AND "group_id" IN (
            SELECT "id" FROM "user_group" WHERE "organization_id" = x'00' AND "name_key" = 'a'
        )
    "#;
    let numbered = r#"
        SELECT "owner_id" FROM "posix_number"
        WHERE "organization_id" = x'00' AND "kind" = 'uid' AND "number" = 1
    "#;
    let admitted = r#"
        SELECT "account_id" FROM "group_member" WHERE "organization_id" = x'00'
        AND "account_id" > x'01' AND "group_id" IN (
            SELECT "group_id" FROM "linux_host_group"
            WHERE "organization_id" = x'00' AND "linux_host_id" = x'02'
        )
    "#;
    for ids in [of_texts.as_str(), members, numbered, admitted] {
        // As `directory::search` reads candidates.
        let few = format!(
            r#"
                SELECT * FROM "account" LEFT JOIN "user_profile"
                ON "account"."id" = "user_profile"."account_id"
                WHERE "account"."state" <> 'staged' AND "account"."id" IN ({ids})
                AND (NOT ("account"."organization_id" <> x'00' OR "account"."kind" <> 'user'))
                AND "account"."id" > x'01' ORDER BY "account"."id" LIMIT 500
            "#
        );
        let plan = plan(&few).await;
        let is_first =
            plan.starts_with("SEARCH account USING INDEX sqlite_autoindex_account_1 (id=?)");
        assert!(is_first && !plan.contains("SCAN"), "{plan}");
        assert!(!plan.contains("(organization_id=? AND kind=?)"), "{plan}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_hosts_of_some_users_are_read_without_those_of_others() {
    // As `host_access` reads them for a page of a directory.
    let admitting = r#"
        SELECT "group_member"."account_id", "linux_host_group"."linux_host_id" FROM "group_member"
        INNER JOIN "linux_host_group" ON "group_member"."group_id" = "linux_host_group"."group_id"
        WHERE "group_member"."organization_id" = x'00' AND "group_member"."account_id" IN (x'01', x'02')
    "#;
    let plan = plan(admitting).await;
    assert!(
        plan.contains("(account_id=?)") && !plan.contains("SCAN"),
        "{plan}"
    );
}
