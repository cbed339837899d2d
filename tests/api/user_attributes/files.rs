use contract::imports::{RowOutcome, UpdateImport, UploadQuery};
use contract::page::ListQuery;
use contract::user_attributes::{AttributeKind, AttributeValue, CreateAttribute};
use contract::users::CreateUser;
use harness::{Backend, TestServer, on_both_databases};
use serde_json::json;

use super::{add, attribute, choice, text};
use crate::exports::file;
use crate::imports::{check, rows, run, upload, user};

on_both_databases!(
    an_export_has_a_column_for_each_attribute_and_is_imported_without_a_change,
    an_import_writes_values_and_names_wrong_ones,
);

async fn an_export_has_a_column_for_each_attribute_and_is_imported_without_a_change(
    backend: Backend,
) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add(&owner, &attribute("badge", AttributeKind::Number)).await;
    add(&owner, &choice("size", &["S", "L"])).await;
    let ada = CreateUser {
        email: "ada@example.com".to_owned(),
        username: "ada".to_owned(),
        attributes: serde_json::from_value(json!({ "badge": 4711, "size": "L" })).unwrap(),
        ..CreateUser::default()
    };
    owner.create_user(&ada, None).await.unwrap();
    let path = "users/export?columns=email,attributes.size,attributes.badge";
    let selected = file(&server, &owner, path).await;
    assert_eq!(
        selected.lines().collect::<Vec<_>>(),
        [
            "email,attributes.size,attributes.badge",
            "ada@example.com,L,4711"
        ]
    );
    let exported = file(&server, &owner, "users/export").await;
    let header = exported.lines().next().unwrap();
    assert!(
        header.ends_with("version,attributes.badge,attributes.size"),
        "{header}"
    );

    for exported in [exported, selected] {
        let import = upload(&owner, exported.clone()).await;
        let counts = check(&owner, import.id).await.counts;
        assert_eq!((counts.rows, counts.unchanged), (1, 1));
        let edited = exported.replacen("4711", "12", 1);
        let import = upload(&owner, edited).await;
        check(&owner, import.id).await;
        run(&owner, import.id).await;
        let ada = user(&owner, "ada@example.com").await.unwrap();
        assert_eq!(ada.attributes["badge"], AttributeValue::Number(12.into()));
        assert_eq!(ada.attributes["size"], text("L"));
        let back = upload(&owner, exported).await;
        check(&owner, back.id).await;
        run(&owner, back.id).await;
    }
}

async fn an_import_writes_values_and_names_wrong_ones(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let badge = CreateAttribute {
        label: "Badge number".to_owned(),
        required: true,
        ..attribute("badge", AttributeKind::Number)
    };
    add(&owner, &badge).await;
    let file = "email,Badge Number\nada@example.com,7\nbea@example.com,x\ncy@example.com,\n";
    let query = UploadQuery::default();
    let import = owner.upload_import(&query, file.into()).await.unwrap();
    assert_eq!(import.columns[1].field.as_deref(), Some("attributes.badge"));
    check(&owner, import.id).await;
    let rows = rows(&owner, import.id).await;
    let outcomes: Vec<_> = rows.iter().map(|row| row.outcome).collect();
    let problem = Some(RowOutcome::Problem);
    assert_eq!(outcomes, [Some(RowOutcome::Create), problem, problem]);
    let column = rows[1].problems[0].column.as_deref();
    assert_eq!(column, Some("Badge Number"));
    run(&owner, import.id).await;
    let ada = user(&owner, "ada@example.com").await.unwrap();
    assert_eq!(ada.attributes["badge"], AttributeValue::Number(7.into()));
    assert_eq!(owner.users(&ListQuery::default()).await.unwrap().total, 1);

    let unknown = UpdateImport {
        fields: Some(vec!["email".to_owned(), "attributes.other".to_owned()]),
        ..UpdateImport::default()
    };
    let again = owner.upload_import(&query, file.into()).await.unwrap();
    let refused = owner.update_import(again.id, &unknown).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].code, "unknown");
}
