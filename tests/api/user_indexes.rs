//! The list of users reads only users who pass its filter, or its own page.

use crate::indexes::plan;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_read_only_users_who_pass_the_filter() {
    // As `lists::account_page` selects them.
    let search = "SELECT COUNT(*) FROM (SELECT 1 FROM account_word WHERE organization_id = x'01' AND word >= 's' \
        AND shared_prefix < 1 AND word < 't'";
    let states = "AND state IN ('staged', 'active', 'suspended')";
    let department = "AND department_key IN ('sales')";
    let plan_of_all = plan(&format!("{search} {states} LIMIT 10001)")).await;
    let known = "PRIMARY KEY (organization_id=? AND state=? AND word>? AND word<?)";
    assert!(plan_of_all.contains(known), "{plan_of_all}");
    let filtered = plan(&format!("{search} {states} {department} LIMIT 10001)")).await;
    let known = "(organization_id=? AND department_key=? AND state=? AND word>? AND word<?)";
    assert!(filtered.contains(known), "{filtered}");
    assert!(
        filtered.contains("COVERING INDEX ix_account_word_department"),
        "{filtered}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_locked_users_reads_only_locked_users() {
    let locked = "organization_id = x'01' AND kind = 'user' AND (locked_at IS NOT NULL OR mfa_enroll_by IS NOT NULL) \
        AND ((locked_at IS NOT NULL AND (locked_until IS NULL OR locked_until > 7)) OR mfa_enroll_by <= 7)";
    let order = "COALESCE(name_key, name_key), COALESCE(id, id)";
    for query in [
        format!("SELECT id FROM account WHERE {locked} ORDER BY {order} LIMIT 51"),
        format!("SELECT id FROM account WHERE {locked}"),
    ] {
        let plan = plan(&query).await;
        assert!(plan.contains("ix_account_locked"), "{plan}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_a_sort_with_an_index_reads_only_its_own_users() {
    // As `lists::account_rows` selects them: those with a value, and then the others.
    let users = r#"SELECT "account"."id" FROM "account"
        WHERE "account"."organization_id" = x'00' AND "account"."kind" = 'user' AND"#;
    let department = r#""account"."department_key""#;
    let sign_in = r#"COALESCE("account"."last_sign_in_at", 0)"#;
    for (condition, by, range) in [
        (
            "{by} > '' ORDER BY {by}, id",
            department,
            "department_key>?)",
        ),
        (
            "({by}, id) > ('a', x'01') AND {by} >= 'a' ORDER BY {by}, id",
            department,
            "(department_key,id)>(?,?))",
        ),
        (
            "{by} > '' AND ({by}, id) < ('a', x'01') AND {by} <= 'a' ORDER BY {by} DESC, id DESC",
            department,
            "department_key>? AND (department_key,id)<(?,?))",
        ),
        (
            "{by} = '' AND id > x'01' ORDER BY id",
            department,
            "department_key=? AND id>?)",
        ),
        ("{by} > 0 ORDER BY {by}, id", sign_in, "<expr>>?)"),
        (
            "{by} = 0 AND id < x'01' ORDER BY id DESC",
            sign_in,
            "<expr>=? AND id<?)",
        ),
    ] {
        let condition = condition.replace("{by}", by);
        let plan = plan(&format!("{users} {condition} LIMIT 51")).await;
        assert!(plan.contains(range), "{condition}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{condition}\n{plan}");
    }
    let joined = r#"SELECT "account"."id" FROM "account"
        INNER JOIN "user_attribute" ON "account"."id" = "user_attribute"."account_id"
        WHERE (NOT ("account"."organization_id" <> x'00' OR "account"."kind" <> 'user'))
        AND "user_attribute"."attribute_id" = x'02' AND"#;
    let order = "ORDER BY value_key, account_id LIMIT 51";
    for (condition, range) in [
        ("value_key > ''", "(attribute_id=? AND value_key>?)"),
        (
            "(value_key, account_id) > ('a', x'01') AND value_key >= 'a'",
            "(attribute_id=? AND (value_key,account_id)>(?,?))",
        ),
    ] {
        let plan = plan(&format!("{joined} {condition} {order}")).await;
        let mut steps = plan.lines();
        let values = steps.next().unwrap();
        assert!(
            values.starts_with("SEARCH user_attribute") && values.ends_with(range),
            "{plan}"
        );
        assert!(steps.next().unwrap().ends_with("(id=?)"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filter_by_attributes_reads_only_values_that_pass_it() {
    // As `lists::copies` selects users: the count, and the page by name. The order of numbers has no index.
    let values = r#"FROM "user_attribute" WHERE "user_attribute"."attribute_id" = x'02'
        AND "user_attribute"."organization_id" = x'00' AND"#;
    let states = "state IN ('staged', 'active', 'suspended')";
    let cork = format!("value_key IN ('cork') AND {states}");
    let both = format!(
        "{cork} AND COALESCE(account_id, account_id) IN (SELECT account_id {values} {cork})"
    );
    let sales =
        "value_key IN ('cork') AND state IN ('active') AND department_key IN ('sales', 'legal')";
    let year = format!("value_key >= '2026-01-01' AND value_key < '2027-01-01' AND {states}");
    let number = format!(
        r#"CASE WHEN ("user_attribute"."attribute_id" = x'02')
        THEN CAST("user_attribute"."value_key" AS double precision) END
        >= CAST('5' AS double precision) AND {states}"#
    );
    for (condition, range) in [
        (
            sales,
            "(attribute_id=? AND value_key=? AND state=? AND department_key=?)",
        ),
        (
            cork.as_str(),
            "(attribute_id=? AND value_key=? AND state=?)",
        ),
        (
            both.as_str(),
            "(attribute_id=? AND value_key=? AND state=?)",
        ),
        (
            year.as_str(),
            "(attribute_id=? AND value_key>? AND value_key<?)",
        ),
        (number.as_str(), "(attribute_id=?)"),
    ] {
        let order = "ORDER BY COALESCE(name_key, name_key), COALESCE(account_id, account_id)";
        for query in [
            format!("SELECT COUNT(*) FROM (SELECT 1 {values} {condition} LIMIT 10001)"),
            format!("SELECT account_id {values} {condition} {order} LIMIT 51"),
        ] {
            let plan = plan(&query).await;
            let known = format!("COVERING INDEX ix_user_attribute_filter {range}");
            let mut reads = plan.lines().filter(|line| line.contains("user_attribute"));
            assert!(plan.contains(&known), "{plan}");
            assert!(reads.all(|line| line.ends_with(&known)), "{plan}");
        }
    }
    // As `lists::account_page` tests one user after the other.
    let tested = format!(
        r#"SELECT "account"."id" FROM "account"
        WHERE "account"."organization_id" = x'00' AND "account"."kind" = 'user' AND COALESCE(EXISTS (
            SELECT "user_attribute"."account_id" {values} value_key IN ('cork')
            AND "user_attribute"."account_id" = "account"."id"
        ), FALSE) ORDER BY "account"."name_key", "account"."id" LIMIT 51"#
    );
    let plan = plan(&tested).await;
    let known = "SEARCH user_attribute USING PRIMARY KEY (account_id=? AND attribute_id=?)";
    assert!(plan.contains(known), "{plan}");
}
