//! schemathesis: valid and invalid requests, generated from the OpenAPI document.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use contract::api_keys::CreateApiKey;
use contract::organization::UpdateOrganization;
use harness::{Backend, Installation, free_port, said};
use rules::lockout::LockoutPolicy;
use rules::role::Permission;
use tokio::process::Command;

use crate::people::{activate, pending_user, set_up};
use crate::smtp::{Smtp, python};

/// A response that does not end while the fuzzer waits.
const ENDLESS: &str = "streamEvents";

/// Operations that would end the session that the run uses. Five wrong confirmations lock its
/// account.
const ENDS_THE_RUN: [&str; 5] = [
    ENDLESS,
    "signOutAdministrator",
    "changeAdministratorPassword",
    "endMyAdministratorSession",
    "giveMyAdministratorProof",
];

/// Operations that would end a user's session.
const ENDS_A_USERS_RUN: [&str; 3] = ["signOut", "changeMyPassword", "endMySession"];

/// The operations on users and on the caller's own account, more than a third of all.
const ACCOUNTS: &str = "/api/v1/(users|me|admin)(/|$)";

/// The operations on what accounts open, and on many accounts at once: about a quarter.
const ACCESS: &str =
    "/api/v1/(applications|groups|hosts|radius-clients|ldap-bind-users|imports|bulk-jobs)(/|$)";

/// The operations except those with which people sign in and manage their own account. Those take no key.
const MANAGEMENT: &str =
    "^/api/v1/(?!(admin/)?(me|sign-in|session|password-reset)(/|$)|links/|set-up|sign-up|server$)";

/// A run takes one to four minutes, depending on the machine.
const HANGS_AFTER: Duration = Duration::from_secs(900);

/// What is generated for each operation.
#[derive(Clone, Copy)]
struct Requests {
    phases: &'static str,
    mode: &'static str,
    /// How many are generated from the types, for each mode.
    most: &'static str,
}

const VALID_AND_INVALID: Requests = Requests {
    phases: "examples,coverage,fuzzing",
    mode: "all",
    most: "20",
};
const A_FEW_VALID: Requests = Requests {
    phases: "examples,fuzzing",
    mode: "positive",
    most: "3",
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_response_to_an_owner_about_accounts_is_documented() {
    run_as_owner(&format!("^{ACCOUNTS}")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_response_to_an_owner_about_access_is_documented() {
    run_as_owner(&format!("^{ACCESS}")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_other_response_to_an_owner_is_documented() {
    run_as_owner(&format!("^(?!{ACCOUNTS}|{ACCESS})")).await;
}

async fn run_as_owner(paths: &str) {
    let installation = installation().await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;
    let token = owner.token().unwrap();
    let all = VALID_AND_INVALID;
    run(&installation, &token, paths, &ENDS_THE_RUN, all).await;
    owner.administrator_me().await.unwrap();
}

/// Sends only a few valid requests for each operation. The server reads requests of all callers in the same way, and
/// the runs as an owner send invalid ones of every kind. What differs with a key is how it is authenticated, what its
/// scopes allow, and what only people may do, and valid requests are enough to show that; schemathesis repeats those that
/// succeed without the key and with a wrong one. `tests/api/key_scopes.rs` compares with the document what is answered to
/// a key that may not read.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_response_to_a_program_is_documented() {
    let installation = installation().await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;
    let wanted = CreateApiKey {
        name: "fuzzer".to_owned(),
        scopes: Permission::SCOPES.to_vec(),
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&wanted).await.unwrap().key;
    run(&installation, &key, MANAGEMENT, &[ENDLESS], A_FEW_VALID).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_response_to_a_user_is_documented() {
    let port = free_port();
    let mut installation = installation().await;
    installation.set_smtp(port);
    let smtp = Smtp::start(port, &installation.folder().join("mails"), &[]).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;
    // Guessed passwords must not lock the account, and the recovery email is tested too.
    let open = UpdateOrganization {
        lockout_policy: Some(
            LockoutPolicy {
                locks: false,
                ..LockoutPolicy::default()
            }
            .into(),
        ),
        recovery_email_enabled: Some(true),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &open).await.unwrap();
    let user = activate(&server, &smtp, "ada@example.com").await;
    let token = user.token().unwrap();
    let (paths, all) = ("^/api/v1/me", VALID_AND_INVALID);
    run(&installation, &token, paths, &ENDS_A_USERS_RUN, all).await;
    user.me().await.unwrap();
}

async fn installation() -> Installation {
    let mut installation = Installation::new(Backend::Sqlite).await;
    // All requests come from one address.
    for key in [
        "requests_per_minute",
        "requests_burst",
        "sign_in_per_minute",
        "sign_in_burst",
    ] {
        installation.set("limits", key, "10000000");
    }
    installation
}

async fn run(
    installation: &Installation,
    bearer: &str,
    paths: &str,
    without: &[&str],
    requests: Requests,
) {
    let program = python().with_file_name("schemathesis");
    assert!(program.is_file(), "{} is missing", program.display());
    let origin = installation.origin();
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("process/schemathesis.toml");
    let mut command = Command::new(program);
    command
        .current_dir(installation.folder())
        .arg("--config-file")
        .arg(settings)
        .args(["run", &format!("{origin}/api/openapi.json")])
        .args(["--header", &format!("Authorization: Bearer {bearer}")])
        // As the portals' pages send it.
        .args(["--header", &format!("Origin: {origin}")])
        .args(["--include-path-regex", paths])
        .args(["--phases", requests.phases, "--mode", requests.mode])
        .args(["--max-examples", requests.most, "--workers", "1"])
        .args(["--continue-on-failure", "--request-timeout", "30"])
        .args([
            "--suppress-health-check",
            "all",
            "--no-color",
            "--seed",
            "1",
        ]);
    for operation in without {
        command.args(["--exclude-operation-id", operation]);
    }
    let run = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(HANGS_AFTER, run)
        .await
        .unwrap()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
}
