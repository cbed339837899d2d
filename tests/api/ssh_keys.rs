//! SSH keys: added by their owner or an administrator, listed, removed.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use client::{Client, Error, Portal};
use contract::api_keys::CreateApiKey;
use contract::factors::Proof;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::ssh_keys::{AddSshKey, SshKey, SshKeyType};
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, http, on_both_databases,
    problem_type,
};
use rules::role::{Permission, Role};
use rules::ssh_key::MOST_SSH_KEYS;
use tokio::task::JoinSet;

on_both_databases!(
    a_user_adds_and_removes_one,
    adding_one_requires_a_recent_confirmation,
    weak_and_private_keys_are_refused_and_not_stored,
    a_key_is_there_once_in_an_organization,
    an_account_has_a_limited_number,
    administrators_manage_them_as_their_role_allows,
    nobody_reaches_the_keys_of_others,
    a_key_goes_with_its_user,
);

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";
/// Generated for these tests with `ssh-keygen`.
pub const ED25519: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK9oEvaAzSNFufsIr9bk0NNZrbSzKQt2L4NHB6WEePoR";
pub const FINGERPRINT: &str = "SHA256:uTrcPQh9ATl90nV+VS8oEjng3bfE1dCpfqe5xH+w3aQ";
const STALE: Duration = Duration::from_secs(5 * 60);

/// The request to add a key under a name.
pub fn named(name: &str, public_key: &str) -> AddSshKey {
    AddSshKey {
        name: Some(name.to_owned()),
        public_key: public_key.to_owned(),
    }
}

/// The request to add a key without a name.
pub fn unnamed(public_key: &str) -> AddSshKey {
    AddSshKey {
        name: None,
        public_key: public_key.to_owned(),
    }
}

/// Another key for each number.
pub fn key(number: u8) -> String {
    let field = |bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).unwrap();
        [&length.to_be_bytes()[..], bytes].concat()
    };
    let blob = [field(b"ssh-ed25519"), field(&[number; 32])].concat();
    format!("ssh-ed25519 {}", BASE64_STANDARD.encode(blob))
}

/// The code of the error about the key.
fn refused(answer: Result<SshKey, Error>) -> String {
    let problem = answer.unwrap_err().problem().unwrap().clone();
    let error = &problem.errors[0];
    assert_eq!(error.field, "publicKey");
    error.code.clone()
}

/// The events with this action, newest first.
pub async fn events(owner: &Client, action: &str) -> Vec<contract::events::Event> {
    let query = ListQuery {
        filter: Some(format!("action:{action}")),
        ..ListQuery::default()
    };
    owner.events(&query).await.unwrap().items
}

async fn a_user_adds_and_removes_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    assert_eq!(ada.my_ssh_keys().await.unwrap().total, 0);
    let wanted = named("Work laptop", &format!("{ED25519} ada@laptop\n"));
    let added = ada.add_my_ssh_key(&wanted).await.unwrap();
    assert_eq!((&*added.name, added.bits), ("Work laptop", 256));
    assert_eq!(added.key_type, SshKeyType::Ed25519);
    assert_eq!(added.fingerprint, FINGERPRINT);
    assert_eq!(added.public_key, ED25519);
    assert_eq!(added.comment.as_deref(), Some("ada@laptop"));
    assert_eq!(added.last_used_at, None);
    // Without a name, the comment or the type is the name.
    let second = ada
        .add_my_ssh_key(&unnamed(&format!("{} old laptop", key(2))))
        .await
        .unwrap();
    let third = ada.add_my_ssh_key(&unnamed(&key(3))).await.unwrap();
    assert_eq!((&*second.name, &*third.name), ("old laptop", "Ed25519 key"));
    let all = [added.clone(), second, third];
    assert_eq!(ada.my_ssh_keys().await.unwrap().items, all);
    assert_eq!(owner.user_ssh_keys(user.id).await.unwrap().items, all);

    ada.remove_my_ssh_key(added.id).await.unwrap();
    let again = ada.remove_my_ssh_key(added.id).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    assert_eq!(ada.my_ssh_keys().await.unwrap().items, all[1..]);
    ada.add_my_ssh_key(&wanted).await.unwrap();

    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "an SSH key was added"), 4);
    assert_eq!(server.mails(ADA, "an SSH key was removed"), 1);
    let recorded = events(&owner, "ssh_key.added").await;
    assert_eq!(recorded.len(), 4);
    assert_eq!(recorded[0].detail["name"], "Work laptop");
    assert_eq!(recorded[0].detail["fingerprint"], FINGERPRINT);
    let removed = events(&owner, "ssh_key.removed").await;
    assert_eq!((removed.len(), &*removed[0].actor.kind), (1, "user"));
    let activity = ada.my_activity(&ListQuery::default()).await.unwrap();
    let seen = activity.items.iter();
    assert_eq!(
        seen.filter(|event| event.action.starts_with("ssh_key."))
            .count(),
        5
    );
}

async fn adding_one_requires_a_recent_confirmation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let added = ada.add_my_ssh_key(&unnamed(&key(1))).await.unwrap();
    server.clock.advance(STALE);
    let refused = ada.add_my_ssh_key(&unnamed(&key(2))).await;
    assert_eq!(problem_type(refused), ProblemType::ProofRequired);
    // An administrator, too. This client does not confirm when it is asked.
    let email = server.owner_email.clone();
    let other = server
        .sign_in(Portal::Admin, &email, ADMINISTRATOR_PASSWORD)
        .await;
    server.clock.advance(STALE);
    let refused = other.add_user_ssh_key(user.id, &unnamed(&key(2))).await;
    assert_eq!(problem_type(refused), ProblemType::ProofRequired);
    assert_eq!(owner.user_ssh_keys(user.id).await.unwrap().total, 1);
    // A user who fears that a key is stolen removes it at once.
    ada.remove_my_ssh_key(added.id).await.unwrap();
    let proof = Proof::Password(USER_PASSWORD.to_owned());
    ada.give_proof(&proof).await.unwrap();
    ada.add_my_ssh_key(&unnamed(&key(2))).await.unwrap();
}

async fn weak_and_private_keys_are_refused_and_not_stored(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let private = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n";
    for (text, code) in [
        (private.to_owned(), "private_key"),
        (format!("command=\"x\" {ED25519}"), "options"),
        (format!("{ED25519}\n{}", key(2)), "several"),
        ("ssh-dss AAAAB3NzaC1kc3MAAACBAJ ada@old".to_owned(), "weak"),
        ("ssh-rsa AAAAB3NzaC1yc2E".to_owned(), "malformed"),
        ("A".repeat(16_385), "too_long"),
        (String::new(), "required"),
    ] {
        let answer = ada.add_my_ssh_key(&unnamed(&text)).await;
        assert_eq!(refused(answer), code, "{text}");
    }
    let answer = ada.add_my_ssh_key(&unnamed(private)).await.unwrap_err();
    let problem = answer.problem().unwrap();
    assert!(problem.errors[0].message.contains("consider it exposed"));
    assert!(!format!("{problem:?}").contains("b3BlbnNz"));
    assert_eq!(ada.my_ssh_keys().await.unwrap().total, 0);
    assert_eq!(events(&owner, "ssh_key.added").await, []);
    let mut long = unnamed(ED25519);
    long.name = Some("x".repeat(101));
    let answer = ada.add_my_ssh_key(&long).await.unwrap_err();
    assert_eq!(answer.problem().unwrap().errors[0].field, "name");
}

async fn a_key_is_there_once_in_an_organization(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let other = server.active_user(&owner, BOB).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let bob = server.sign_in(Portal::User, BOB, USER_PASSWORD).await;
    ada.add_my_ssh_key(&named("Laptop", ED25519)).await.unwrap();
    let twice = ada.add_my_ssh_key(&named("Again", ED25519)).await;
    let twice = twice.unwrap_err();
    assert!(twice.is(ProblemType::Taken));
    let message = &twice.problem().unwrap().errors[0].message;
    assert!(message.contains("\"Laptop\""), "{message}");
    // A user and a program that may not read users are not told whose it is, an administrator is.
    let answer = bob.add_my_ssh_key(&unnamed(ED25519)).await.unwrap_err();
    assert!(answer.is(ProblemType::Taken));
    assert!(!format!("{:?}", answer.problem()).contains("ada"));
    let new = CreateApiKey {
        name: "Program".to_owned(),
        scopes: vec![Permission::UsersWrite],
        expires_in_days: 1,
    };
    let program = owner.create_api_key(&new).await.unwrap().key;
    let program = Client::with_api_key(http(), &server.origin, &program);
    let answer = program.add_user_ssh_key(other.id, &unnamed(ED25519)).await;
    let answer = answer.unwrap_err();
    assert!(answer.is(ProblemType::Taken));
    assert!(!format!("{:?}", answer.problem()).contains("ada"));
    let answer = owner.add_user_ssh_key(other.id, &unnamed(ED25519)).await;
    assert!(format!("{:?}", answer.unwrap_err().problem()).contains(ADA));

    // Two accounts that add the same key at the same time, and one that adds it several times.
    for round in 10..14 {
        let mut adds = JoinSet::new();
        for client in [&ada, &bob, &ada, &bob] {
            let (client, wanted) = (client.clone(), unnamed(&key(round)));
            adds.spawn(async move { client.add_my_ssh_key(&wanted).await });
        }
        let answers = adds.join_all().await;
        assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 1);
        for answer in answers.into_iter().filter(Result::is_err) {
            assert_eq!(problem_type(answer), ProblemType::Taken);
        }
    }

    // Another organization has its own keys.
    server.organization("Other Ltd", "other@example.org").await;
    let stranger = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let eve = server.pending_user(&stranger, "eve@example.org").await;
    stranger
        .add_user_ssh_key(eve.id, &unnamed(ED25519))
        .await
        .unwrap();
    let refused = stranger.user_ssh_keys(user.id).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
}

async fn an_account_has_a_limited_number(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let most = u8::try_from(MOST_SSH_KEYS).unwrap();
    let mut adds = JoinSet::new();
    for number in 0..most + 4 {
        let (client, wanted) = (ada.clone(), unnamed(&key(number)));
        adds.spawn(async move { client.add_my_ssh_key(&wanted).await });
    }
    let answers = adds.join_all().await;
    let (added, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((added.len(), refused.len()), (usize::from(most), 4));
    for answer in refused {
        assert_eq!(problem_type(answer), ProblemType::Conflict);
    }
    let all = ada.my_ssh_keys().await.unwrap();
    assert_eq!(all.total, MOST_SSH_KEYS);
    ada.remove_my_ssh_key(all.items[0].id).await.unwrap();
    ada.add_my_ssh_key(&unnamed(&key(100))).await.unwrap();
}

async fn administrators_manage_them_as_their_role_allows(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let help = server
        .administrator(&owner, "help@example.com", Role::HelpDesk)
        .await;
    let reader = server
        .administrator(&owner, "reader@example.com", Role::ReadOnly)
        .await;
    let added = manager
        .add_user_ssh_key(user.id, &named("From the console", &key(1)))
        .await
        .unwrap();
    for one in [&help, &reader] {
        assert_eq!(one.user_ssh_keys(user.id).await.unwrap().total, 1);
        let refused = one.add_user_ssh_key(user.id, &unnamed(&key(2))).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
    let refused = reader.remove_user_ssh_key(user.id, added.id).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    help.remove_user_ssh_key(user.id, added.id).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "an SSH key was added"), 1);
    assert_eq!(server.mails(ADA, "an SSH key was removed"), 1);
    let removed = events(&owner, "ssh_key.removed").await;
    assert_eq!(removed[0].actor.kind, "administrator");
    assert_eq!(removed[0].target.as_ref().unwrap().id, Some(user.id.0));
}

async fn nobody_reaches_the_keys_of_others(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let other = server.active_user(&owner, BOB).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let bob = server.sign_in(Portal::User, BOB, USER_PASSWORD).await;
    let hers = ada.add_my_ssh_key(&unnamed(ED25519)).await.unwrap();
    assert_eq!(bob.my_ssh_keys().await.unwrap().total, 0);
    let refused = bob.remove_my_ssh_key(hers.id).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    let refused = owner.remove_user_ssh_key(other.id, hers.id).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    assert_eq!(ada.my_ssh_keys().await.unwrap().items, [hers]);
}

async fn a_key_goes_with_its_user(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let other = server.pending_user(&owner, BOB).await;
    owner
        .add_user_ssh_key(user.id, &unnamed(ED25519))
        .await
        .unwrap();
    owner.suspend_user(user.id).await.unwrap();
    assert_eq!(owner.user_ssh_keys(user.id).await.unwrap().total, 1);
    owner.delete_user(user.id).await.unwrap();
    owner
        .add_user_ssh_key(other.id, &unnamed(ED25519))
        .await
        .unwrap();
}
