//! Organizations on the command line: created, listed, suspended, exported and deleted.

use client::Portal;
use contract::links::SetPasswordByLink;
use contract::problem::ProblemType;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, Installation, on_both_databases, problem_type, said,
};
use rules::links::LinkPurpose;
use serde_json::Value;

use crate::people::{OWNER, pending_user, set_up};
use crate::smtp::python;

on_both_databases!(
    an_operator_creates_and_suspends_an_organization,
    an_operator_exports_and_deletes_an_organization,
    a_deletion_asks_twice_at_a_terminal,
);

const SECOND: &str = "second@example.org";

async fn an_operator_creates_and_suspends_an_organization(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    set_up(&server).await;
    let create = |email: &'static str| {
        [
            "organization",
            "create",
            "--name",
            "Second Ltd",
            "--owner-name",
            "Sara Second",
            "--owner-email",
            email,
            "--print-link",
        ]
    };
    let invalid = installation.fail(&create("nobody")).await;
    assert!(invalid.contains("email: "), "{invalid}");
    let taken = installation.fail(&create(OWNER)).await;
    assert!(taken.contains("Another administrator"), "{taken}");
    let created = installation.succeed(&create(SECOND)).await;
    let (link, token) = created.trim_end().split_once('#').unwrap();
    assert!(link.ends_with("/admin/accept-invitation"), "{created}");
    let accept = SetPasswordByLink {
        purpose: LinkPurpose::AdministratorInvitation,
        token: token.to_owned(),
        new_password: ADMINISTRATOR_PASSWORD.to_owned(),
        terms_accepted: true,
        factor: None,
    };
    let second = server.anonymous(Portal::Admin);
    second.set_password_by_link(&accept).await.unwrap();
    assert_eq!(second.organization().await.unwrap().name, "Second Ltd");

    let listed = installation.succeed(&["organization", "list"]).await;
    let lines: Vec<_> = listed.lines().collect();
    assert_eq!(lines.len(), 2, "{listed}");
    assert!(
        lines[0].ends_with("\tactive\t0\t1\tExample Ltd"),
        "{listed}"
    );
    assert!(lines[1].ends_with("\tactive\t0\t1\tSecond Ltd"), "{listed}");

    let suspend = ["organization", "suspend", "Second Ltd"];
    installation.succeed(&suspend).await;
    let again = installation.fail(&suspend).await;
    assert!(again.contains("already suspended"), "{again}");
    let refused = server.anonymous(Portal::Admin);
    refused.begin_sign_in(SECOND).await.unwrap();
    let refused = refused.submit_password(ADMINISTRATOR_PASSWORD).await;
    assert_eq!(problem_type(refused), ProblemType::OrganizationSuspended);
    let id = lines[1].split('\t').next().unwrap();
    installation.succeed(&["organization", "resume", id]).await;
    server
        .sign_in(Portal::Admin, SECOND, ADMINISTRATOR_PASSWORD)
        .await;
    let unknown = installation
        .fail(&["organization", "suspend", "Nobody Ltd"])
        .await;
    assert!(unknown.contains("no such organization"), "{unknown}");
}

async fn an_operator_exports_and_deletes_an_organization(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;

    let folder = installation.folder().join("export");
    let path = folder.to_str().unwrap();
    let export = ["organization", "export", "Example Ltd", "--output", path];
    installation.succeed(&export).await;
    let file = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let settings: Value = serde_json::from_str(file("organization.jsonl").trim_end()).unwrap();
    assert_eq!(settings["name"], "Example Ltd");
    for (name, expected) in [
        ("users.jsonl", "ada@example.com"),
        ("administrators.jsonl", OWNER),
        ("events.jsonl", "organization.exported"),
    ] {
        assert!(file(name).contains(expected), "{name}");
    }
    assert_eq!(file("ssh-keys.jsonl"), "");
    assert_eq!(file("application-passwords.jsonl"), "");
    assert_eq!(file("groups.jsonl"), "");
    assert_eq!(file("applications.jsonl"), "");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains("$argon2"));
    }
    let again = installation.fail(&export).await;
    assert!(again.contains("export"), "{again}");
    assert!(folder.join("users.jsonl").exists());

    // Without a terminal, both answers are arguments.
    let delete = ["organization", "delete", "Example Ltd"];
    let asked = installation.fail(&delete).await;
    assert!(asked.contains("--confirm-name"), "{asked}");
    let wrong = [&delete[..], &["--confirm-name", "Other Ltd", "--yes"]].concat();
    let wrong = installation.fail(&wrong).await;
    assert!(wrong.contains("not the name"), "{wrong}");
    let once = [&delete[..], &["--confirm-name", "Example Ltd"]].concat();
    let once = installation.fail(&once).await;
    assert!(once.contains("--yes"), "{once}");
    assert!(owner.administrator_me().await.is_ok());

    let twice = [&delete[..], &["--confirm-name", "Example Ltd", "--yes"]].concat();
    let said = installation.succeed(&twice).await;
    assert!(said.contains("will be deleted at"), "{said}");
    let listed = installation.succeed(&["organization", "list"]).await;
    assert!(listed.contains("\tdeleting at "), "{listed}");
    let keep = ["organization", "keep", "Example Ltd"];
    let said = installation.succeed(&keep).await;
    assert!(said.contains("It is active"), "{said}");
    assert!(owner.administrator_me().await.is_ok());
    let again = installation.fail(&keep).await;
    assert!(again.contains("No deletion"), "{again}");
}

async fn a_deletion_asks_twice_at_a_terminal(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;
    let delete = ["organization", "delete", "Example Ltd"];
    let python = python();
    let answered = async |typed: &str| {
        let output = installation.run_at_terminal(&python, &delete, typed).await;
        (output.status.code(), said(&output))
    };
    for (typed, refusal) in [
        ("Other Ltd\ny\n", "this is not the name of the organization"),
        ("Example Ltd\nn\n", "nothing was changed"),
        ("Example Ltd\n\n", "nothing was changed"),
    ] {
        let (code, text) = answered(typed).await;
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains(refusal), "{text}");
        let listed = installation.succeed(&["organization", "list"]).await;
        assert!(listed.contains("\tactive\t"), "{listed}");
    }
    let (code, text) = answered("Example Ltd\ny\n").await;
    assert_eq!(code, Some(0), "{text}");
    for expected in [
        "Type the name of the organization",
        "Delete 1 user, 1 administrator, and all settings",
        "will be deleted at",
    ] {
        assert!(text.contains(expected), "{text}");
    }
    let listed = installation.succeed(&["organization", "list"]).await;
    assert!(listed.contains("\tdeleting at "), "{listed}");
}
