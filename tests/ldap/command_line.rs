//! The tools of OpenLDAP.

use harness::said;

use crate::setting::{ADA, BASE, PASSWORD, Setting, output};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_authenticate_search_and_compare() {
    let it = Setting::new().await;
    let who = it.run_as("ldapwhoami", (ADA, PASSWORD), &[]).await;
    assert_eq!(said(&who).trim(), format!("dn:{ADA}"));
    let who = it
        .run_as("ldapwhoami", (&it.searcher, &it.secret), &[])
        .await;
    assert_eq!(said(&who).trim(), format!("dn:{}", it.searcher));

    assert_eq!(it.found("(uid=ada)", "mail").await, ["ada@example.com"]);
    // Pages of seven, with the prompts between them switched off.
    let who = (it.searcher.as_str(), it.secret.as_str());
    let paged = [
        "-LLL",
        "-E",
        "pr=7/noprompt",
        "-b",
        BASE,
        "(objectClass=person)",
        "uid",
    ];
    let paged = it.run_as("ldapsearch", who, &paged).await;
    assert!(paged.status.success(), "{}", said(&paged));
    let all = it.found("(objectClass=person)", "uid").await;
    assert!(all.len() > 20, "{all:?}");
    assert_eq!(said(&paged).matches("\nuid: ").count(), all.len());

    for (value, code) in [("uid:ADA", 6), ("uid:bob", 5), ("nonsense:1", 17)] {
        let compared = it.run_as("ldapcompare", who, &[ADA, value]).await;
        assert_eq!(
            compared.status.code(),
            Some(code),
            "{value}: {}",
            said(&compared)
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_mistake_has_its_result() {
    let it = Setting::new().await;
    let who = (it.searcher.as_str(), it.secret.as_str());
    for (arguments, code) in [
        (&["-b", "dc=other,dc=example"][..], 32),
        (&["-b", "ou=nothing,dc=acme,dc=example"], 32),
        (&["-b", "nonsense"], 34),
        (&["-b", BASE, "-z", "2"], 4),
        (&["-b", BASE, "-E", "!1.2.3.4"], 12),
        // Unknown attributes and classes are nothing to complain about.
        (
            &[
                "-b",
                BASE,
                "(&(objectClass=nonsense)(nonsense=1))",
                "nonsense",
            ],
            0,
        ),
    ] {
        let found = it.run_as("ldapsearch", who, arguments).await;
        assert_eq!(
            found.status.code(),
            Some(code),
            "{arguments:?}: {}",
            said(&found)
        );
    }
    let deleted = it.run_as("ldapdelete", who, &[ADA]).await;
    assert_eq!(deleted.status.code(), Some(53), "{}", said(&deleted));
    assert_eq!(it.found("(uid=ada)", "uid").await, ["ada"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_are_sent_with_tls_only() {
    let it = Setting::new().await;
    let with = |more: &[&str]| {
        let mut command = it.tool_at("ldapwhoami", &it.starttls());
        command.args(["-D", ADA, "-w", PASSWORD]);
        command.args(more);
        command
    };
    let in_clear = output(with(&[])).await;
    assert_eq!(in_clear.status.code(), Some(13), "{}", said(&in_clear));
    let encrypted = output(with(&["-ZZ"])).await;
    assert_eq!(said(&encrypted).trim(), format!("dn:{ADA}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_learn_nothing() {
    let it = Setting::new().await;
    let anonymous = async |arguments: &[&str]| {
        let mut command = it.tool("ldapsearch");
        command.args(["-LLL"]).args(arguments);
        output(command).await
    };
    let root = anonymous(&["-b", "", "-s", "base", "*", "+"]).await;
    assert!(root.status.success(), "{}", said(&root));
    assert!(said(&root).contains("supportedLDAPVersion: 3"));
    assert!(!said(&root).contains("acme"));
    for base in [BASE, ADA, ""] {
        let found = anonymous(&["-b", base]).await;
        assert_eq!(found.status.code(), Some(50), "{base}: {}", said(&found));
    }
    let schema = anonymous(&["-b", "cn=Subschema", "-s", "base", "attributeTypes"]).await;
    assert!(said(&schema).contains("attributeTypes:"));
    // A name with an empty password proves nothing.
    let empty = it.run_as("ldapwhoami", (ADA, ""), &[]).await;
    assert_eq!(empty.status.code(), Some(53), "{}", said(&empty));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_changed() {
    let it = Setting::new().await;
    let new = "difference engine 1822";
    let changed = ["-a", PASSWORD, "-s", new];
    let changed = it.run_as("ldappasswd", (ADA, PASSWORD), &changed).await;
    assert!(changed.status.success(), "{}", said(&changed));
    let old = it.run_as("ldapwhoami", (ADA, PASSWORD), &[]).await;
    assert_eq!(old.status.code(), Some(49));
    let who = it.run_as("ldapwhoami", (ADA, new), &[]).await;
    assert!(who.status.success(), "{}", said(&who));
    // The policy of the organization applies.
    let weak = it
        .run_as("ldappasswd", (ADA, new), &["-a", new, "-s", "password"])
        .await;
    assert!(!weak.status.success());
    let weak = said(&weak);
    assert!(weak.contains("Constraint violation (19)"), "{weak}");
    assert!(weak.contains("Use at least 12 characters"), "{weak}");
}
