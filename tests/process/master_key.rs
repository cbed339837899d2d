//! A database and its master key belong together.

use client::{Client, Portal};
use contract::applications::{AssertionConsumer, CreateApplication, SamlSettings};
use contract::factors::FactorProof;
use contract::sign_in::NextStep;
use harness::{
    ADMINISTRATOR_PASSWORD, AuthenticatorApp, Backend, Installation, Server, code_in,
    on_both_databases, said,
};
use identity::crypto::{MasterKey, Seal};
use sea_orm::EntityTrait;

use crate::people::{OWNER, owner, set_up};

on_both_databases!(
    another_master_key_stops_the_start,
    a_provided_key_is_rotated_by_providing_two,
);

// Each is 32 bytes in base64.
const FIRST: &str = "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=";
const ANOTHER: &str = "enp6enp6enp6enp6enp6enp6enp6enp6enp6enp6eno=";

async fn another_master_key_stops_the_start(backend: Backend) {
    let mut installation = Installation::new(backend).await;
    let server = installation.start().await;
    set_up(&server).await;
    server.stop().await;

    installation.set_variable("LATCHKEY_SECURITY__MASTER_KEY", ANOTHER);
    for command in [&["serve"][..], &["keys", "rotate"]] {
        let refused = installation.fail(command).await;
        assert!(refused.contains("master key"), "{command:?}: {refused}");
        assert!(!refused.contains(ANOTHER), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_master_key_is_not_replaced_by_a_new_one() {
    let installation = Installation::new(Backend::Sqlite).await;
    let server = installation.start().await;
    set_up(&server).await;
    server.stop().await;

    let file = installation.data_dir().join("master.key");
    let kept = installation.folder().join("kept");
    std::fs::rename(&file, &kept).unwrap();
    for command in [&["serve"][..], &["keys", "rotate"], &["migrate"]] {
        let refused = installation.fail(command).await;
        assert!(refused.contains("master.key"), "{command:?}: {refused}");
        assert!(!file.exists(), "{command:?} made a new master key");
    }
    std::fs::rename(&kept, &file).unwrap();
    owner(&installation.start().await).await;
}

/// With the key file of SQLite's data folder. The rotation of a key that the operator provides is
/// tested below.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rotation_under_load_fails_no_sign_in() {
    let installation = Installation::new(Backend::Sqlite).await;
    let server = installation.start().await;
    set_up(&server).await;
    let signed_in = owner(&server).await;
    let mut apps = Vec::new();
    for n in 0..10 {
        let app = AuthenticatorApp::add_now(&signed_in, &format!("App {n}")).await;
        apps.push(app.secret);
    }
    let file = installation.data_dir().join("master.key");
    let old = std::fs::read_to_string(&file).unwrap();

    // Interrupted after both keys were written: the next run completes it.
    let half = format!("{ANOTHER}\n{}", old.trim());
    std::fs::write(&file, half).unwrap();
    let rotate = installation.run(&["keys", "rotate-master-key"]);
    let load = async {
        for secret in &apps {
            let browser = server.anonymous(Portal::Admin);
            browser.begin_sign_in(OWNER).await.unwrap();
            let step = browser.submit_password(ADMINISTRATOR_PASSWORD).await;
            assert_eq!(step.unwrap().next_step, NextStep::Factor);
            // The code of the next step is valid already, and adding the app did not use it up.
            let code = FactorProof::Totp(code_in(secret, 30));
            browser.submit_factor(code).await.unwrap();
            browser.send_test_mail().await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        }
    };
    let (rotated, ()) = tokio::join!(rotate, load);
    assert!(rotated.status.success(), "{}", said(&rotated));
    let new = std::fs::read_to_string(&file).unwrap();
    assert_eq!(new.trim(), ANOTHER);

    // Without a database: the command creates the key.
    let rotated = installation.run(&["keys", "rotate-master-key"]).await;
    assert!(rotated.status.success(), "{}", said(&rotated));
    let newest = std::fs::read_to_string(&file).unwrap();
    assert_eq!(newest.split_whitespace().count(), 1);
    let database = sea_orm::Database::connect(installation.database_url()).await;
    let database = database.unwrap();
    let rows = entity::factor::Entity::find().all(&database).await;
    let accounts = entity::account::Entity::find().all(&database).await;
    let accounts = accounts.unwrap();
    assert!(
        accounts
            .iter()
            .any(|account| account.password_hash.is_some())
    );
    for key in [old.trim(), ANOTHER] {
        let key = MasterKey::from_base64(key).unwrap();
        for row in rows.as_ref().unwrap() {
            let purpose = Seal::Factor(row.id.as_bytes());
            assert!(key.open(purpose, &row.secret_encrypted).is_err());
        }
        for account in &accounts {
            let hash = account.password_hash.as_deref();
            assert!(hash.is_none_or(|hash| key.open_hash(account.id, hash).is_err()));
        }
    }
    signed_in.my_factors().await.unwrap();
    server.stop().await;
    is_asked_for_a_factor(&installation.start().await).await;
}

/// Checks that a newly started server can decrypt the secrets: it verifies a wrong code.
async fn is_asked_for_a_factor(server: &Server) {
    let browser = server.anonymous(Portal::Admin);
    browser.begin_sign_in(OWNER).await.unwrap();
    browser
        .submit_password(ADMINISTRATOR_PASSWORD)
        .await
        .unwrap();
    let wrong = FactorProof::Totp("000000".to_owned());
    let refused = browser.submit_factor(wrong).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].code, "wrong");
}

async fn a_provided_key_is_rotated_by_providing_two(backend: Backend) {
    let variable = "LATCHKEY_SECURITY__MASTER_KEY";
    let mut installation = Installation::new(backend).await;
    installation.set_variable(variable, FIRST);
    let server = installation.start().await;
    let signed_in = set_up(&server).await;
    add_service_provider(&signed_in).await;
    server.stop().await;
    let refused = installation.fail(&["keys", "rotate-master-key"]).await;
    assert!(refused.contains("set two master keys"), "{refused}");
    installation.set_variable(variable, &format!("{ANOTHER} {FIRST}"));
    let server = installation.start().await;
    let rotated = installation.run(&["keys", "rotate-master-key"]).await;
    assert!(rotated.status.success(), "{}", said(&rotated));
    server.stop().await;
    let database = sea_orm::Database::connect(installation.database_url()).await;
    let database = database.unwrap();
    let keys = entity::application_key::Entity::find().all(&database);
    let keys = keys.await.unwrap();
    assert_eq!(keys.len(), 1);
    for (text, opens) in [(FIRST, false), (ANOTHER, true)] {
        let key = MasterKey::from_base64(text).unwrap();
        for row in &keys {
            let purpose = Seal::ApplicationKey(row.id.as_bytes());
            let opened = key.open(purpose, &row.private_key_encrypted);
            assert_eq!(opened.is_ok(), opens, "{text}");
        }
    }
    installation.set_variable(variable, ANOTHER);
    owner(&installation.start().await).await;
}

/// Adds an application that uses SAML, which has a key of its own.
async fn add_service_provider(owner: &Client) {
    let settings = SamlSettings {
        entity_id: "https://wiki.example.com/saml".to_owned(),
        consumers: vec![AssertionConsumer {
            url: "https://wiki.example.com/saml/acs".to_owned(),
            index: 0,
        }],
        ..SamlSettings::default()
    };
    let new = CreateApplication::saml("Wiki", settings);
    owner.create_application(&new, None).await.unwrap();
}
