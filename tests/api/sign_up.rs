//! Signing up an organization: only where it is allowed, only with the mailbox, and without telling whose
//! address it is.

use std::collections::BTreeSet;
use std::time::Duration;

use client::{Client, Portal};
use contract::administrators::InviteAdministrator;
use contract::problem::ProblemType;
use contract::sign_up::{ConfirmSignUp, RequestSignUp};
use entity::{organization, sign_up};
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestDatabase, TestServer, on_both_databases, problem_type,
    until,
};
use rules::links::SIGN_UP_LINK;
use rules::role::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

on_both_databases!(
    an_organization_is_signed_up,
    nothing_is_there_unless_it_is_allowed,
    a_known_address_gets_the_same_answer_and_another_email,
    a_link_works_once_and_only_the_newest_for_a_day,
    of_parallel_confirmations_one_wins,
    an_address_gets_three_emails_a_day,
    a_network_is_limited,
    confirmed_sign_ups_count_toward_the_limit_of_their_network,
    what_is_wrong_is_named_and_leaves_the_link_usable,
    the_link_has_the_configured_origin,
);

const OLIVIA: &str = "olivia@example.org";
const SUBJECT: &str = "confirm your email address";

async fn open(backend: Backend) -> TestServer {
    let database = TestDatabase::installed(backend).await;
    TestServer::start_on(database, |config| {
        config.server.organization_sign_up = true;
    })
    .await
}

fn requested(email: &str) -> RequestSignUp {
    RequestSignUp {
        email: email.to_owned(),
        name: "Olivia Owner".to_owned(),
        organization_name: "Brass & Sons".to_owned(),
    }
}

fn confirmation(token: &str) -> ConfirmSignUp {
    ConfirmSignUp {
        token: token.to_owned(),
        password: ADMINISTRATOR_PASSWORD.to_owned(),
        terms_accepted: true,
    }
}

/// Waits until this number of emails has arrived, and returns the token of the latest one.
async fn token(server: &TestServer, email: &str, mails: usize) -> String {
    let patience = Duration::from_secs(10);
    until(patience, "the email of a sign-up", async || {
        (server.mails(email, SUBJECT) == mails).then_some(())
    })
    .await;
    server.token_mailed_to(email).await
}

async fn organizations(server: &TestServer) -> u64 {
    let read = server.running.context.database().read();
    organization::Entity::find().count(read).await.unwrap()
}

async fn an_organization_is_signed_up(backend: Backend) {
    let server = open(backend).await;
    let anybody = server.anonymous(Portal::Admin);
    assert!(anybody.server().await.unwrap().sign_up);
    anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
    let token = token(&server, OLIVIA, 1).await;
    // Opening the link changes nothing.
    for _ in 0..2 {
        let details = anybody.inspect_sign_up(&token).await.unwrap();
        assert_eq!(details.organization_name, "Brass & Sons");
        assert_eq!(details.requirements.email, OLIVIA);
    }
    assert_eq!(organizations(&server).await, 1);
    anybody
        .confirm_sign_up(&confirmation(&token))
        .await
        .unwrap();

    let olivia = server
        .sign_in(Portal::Admin, OLIVIA, ADMINISTRATOR_PASSWORD)
        .await;
    assert_eq!(olivia.organization().await.unwrap().name, "Brass & Sons");
    let me = olivia.administrator_me().await.unwrap();
    assert_eq!(me.role, Role::Owner);
    let events = crate::groups::events(&olivia, "organization.created").await;
    assert_eq!(events.len(), 1);
    assert!(events[0].address.is_some());
    // What was typed is not kept longer than needed.
    let read = server.running.context.database().read();
    let left = sign_up::Entity::find().all(read).await.unwrap();
    assert_eq!(left.len(), 1);
    for row in left {
        let typed = [row.email, row.email_key, row.name, row.organization_name];
        assert_eq!(typed.concat(), "");
        assert_eq!((row.token_hash, row.next_attempt_at), (None, None));
    }
}

async fn nothing_is_there_unless_it_is_allowed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let anybody = server.anonymous(Portal::Admin);
    assert!(!anybody.server().await.unwrap().sign_up);
    let requested = anybody.request_sign_up(&requested(OLIVIA)).await;
    assert_eq!(problem_type(requested), ProblemType::NotFound);
    let inspected = anybody.inspect_sign_up("x").await;
    assert_eq!(problem_type(inspected), ProblemType::NotFound);
    let confirmed = anybody.confirm_sign_up(&confirmation("x")).await;
    assert_eq!(problem_type(confirmed), ProblemType::NotFound);
}

async fn a_known_address_gets_the_same_answer_and_another_email(backend: Backend) {
    let server = open(backend).await;
    let owner = server.owner_email.clone();
    let http = harness::plain_http();
    let url = format!("{}/api/v1/sign-up", server.origin);
    let mut answers = Vec::new();
    for email in [owner.as_str(), OLIVIA] {
        let answer = http
            .post(&url)
            .json(&requested(email))
            .send()
            .await
            .unwrap();
        let status = answer.status();
        // The server sends the headers in any order.
        let names: BTreeSet<String> = answer.headers().keys().map(ToString::to_string).collect();
        answers.push((status, names, answer.bytes().await.unwrap()));
    }
    assert_eq!(answers[0], answers[1]);
    token(&server, OLIVIA, 1).await;
    let patience = Duration::from_secs(10);
    until(patience, "the email to the owner", async || {
        (server.mails(&owner, "you already have an account") == 1).then_some(())
    })
    .await;
    assert_eq!(server.mails(&owner, SUBJECT), 0);
    let mails = server.running.mailbox.as_ref().unwrap().list();
    let mut texts = mails.iter().filter(|mail| mail.to.as_str() == owner);
    assert!(texts.all(|mail| !mail.content.text.contains('#')));
    // The address of a user is another account.
    let user = server.owner().await;
    server.active_user(&user, "ada@example.com").await;
    let anybody = server.anonymous(Portal::Admin);
    let ada = requested("ada@example.com");
    anybody.request_sign_up(&ada).await.unwrap();
    token(&server, "ada@example.com", 1).await;
}

async fn a_link_works_once_and_only_the_newest_for_a_day(backend: Backend) {
    let server = open(backend).await;
    let anybody = server.anonymous(Portal::Admin);
    let unusable = async |token: &str| {
        let inspected = anybody.inspect_sign_up(token).await;
        assert_eq!(problem_type(inspected), ProblemType::LinkNotUsable);
        let confirmed = anybody.confirm_sign_up(&confirmation(token)).await;
        assert_eq!(problem_type(confirmed), ProblemType::LinkNotUsable);
    };
    unusable("made-up").await;
    anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
    let older = token(&server, OLIVIA, 1).await;
    anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
    let newest = token(&server, OLIVIA, 2).await;
    assert_ne!(older, newest);
    unusable(&older).await;
    server.clock.advance(SIGN_UP_LINK);
    unusable(&newest).await;

    anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
    let again = token(&server, OLIVIA, 3).await;
    anybody
        .confirm_sign_up(&confirmation(&again))
        .await
        .unwrap();
    unusable(&again).await;
    assert_eq!(organizations(&server).await, 2);
}

async fn of_parallel_confirmations_one_wins(backend: Backend) {
    let server = open(backend).await;
    let anybody = server.anonymous(Portal::Admin);
    anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
    let token = token(&server, OLIVIA, 1).await;
    let confirm = async || {
        let client = server.anonymous(Portal::Admin);
        client.confirm_sign_up(&confirmation(&token)).await.is_ok()
    };
    let won = tokio::join!(confirm(), confirm(), confirm(), confirm());
    let won = [won.0, won.1, won.2, won.3];
    assert_eq!(won.iter().filter(|won| **won).count(), 1, "{won:?}");
    assert_eq!(organizations(&server).await, 2);
}

async fn an_address_gets_three_emails_a_day(backend: Backend) {
    let server = open(backend).await;
    let anybody = server.anonymous(Portal::Admin);
    for mails in 1..=3 {
        anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
        token(&server, OLIVIA, mails).await;
    }
    let newest = server.token_mailed_to(OLIVIA).await;
    // The same answer, but nothing is sent, and the link stays valid.
    for spelling in [OLIVIA, "Olivia@Example.org"] {
        anybody.request_sign_up(&requested(spelling)).await.unwrap();
    }
    let read = server.running.context.database().read();
    let patience = Duration::from_secs(10);
    until(patience, "all emails to be sent", async || {
        let waiting = sign_up::Entity::find()
            .filter(sign_up::Column::NextAttemptAt.is_not_null())
            .count(read)
            .await
            .unwrap();
        (waiting == 0).then_some(())
    })
    .await;
    assert_eq!(server.mails(OLIVIA, SUBJECT), 3);
    assert!(anybody.inspect_sign_up(&newest).await.is_ok());
    server.clock.advance(SIGN_UP_LINK);
    anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
    token(&server, OLIVIA, 4).await;
}

/// Requests a sign-up for one of many addresses.
async fn request(anybody: &Client, number: usize) -> Result<(), client::Error> {
    let email = format!("somebody{number}@example.org");
    anybody.request_sign_up(&requested(&email)).await
}

async fn a_network_is_limited(backend: Backend) {
    let server = open(backend).await;
    let anybody = server.anonymous(Portal::Admin);
    for number in 0..20 {
        request(&anybody, number).await.unwrap();
    }
    let refused = request(&anybody, 20).await;
    assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
    server.clock.advance(Duration::from_secs(60 * 60));
    request(&anybody, 21).await.unwrap();
}

async fn confirmed_sign_ups_count_toward_the_limit_of_their_network(backend: Backend) {
    let server = open(backend).await;
    let anybody = server.anonymous(Portal::Admin);
    anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
    let token = token(&server, OLIVIA, 1).await;
    anybody
        .confirm_sign_up(&confirmation(&token))
        .await
        .unwrap();
    for number in 1..20 {
        request(&anybody, number).await.unwrap();
    }
    let refused = request(&anybody, 20).await;
    assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
}

async fn what_is_wrong_is_named_and_leaves_the_link_usable(backend: Backend) {
    let server = open(backend).await;
    let anybody = server.anonymous(Portal::Admin);
    let wrong = RequestSignUp {
        email: "olivia".to_owned(),
        name: " ".to_owned(),
        organization_name: String::new(),
    };
    let fields = fields(anybody.request_sign_up(&wrong).await);
    assert_eq!(fields, ["email", "name", "organizationName"]);
    anybody.request_sign_up(&requested(OLIVIA)).await.unwrap();
    let token = token(&server, OLIVIA, 1).await;
    let short = ConfirmSignUp {
        password: "short".to_owned(),
        terms_accepted: false,
        ..confirmation(&token)
    };
    let fields = self::fields(anybody.confirm_sign_up(&short).await);
    assert_eq!(fields, ["termsAccepted", "password"]);
    // Meanwhile, the address was invited elsewhere.
    let owner = server.owner().await;
    let invitation = InviteAdministrator {
        email: OLIVIA.to_owned(),
        name: "Olivia".to_owned(),
        role: Role::ReadOnly,
    };
    owner.invite_administrator(&invitation, None).await.unwrap();
    let taken = anybody.confirm_sign_up(&confirmation(&token)).await;
    assert_eq!(problem_type(taken), ProblemType::Taken);
    assert_eq!(organizations(&server).await, 1);
    assert!(anybody.inspect_sign_up(&token).await.is_ok());
}

/// The fields that an error names.
fn fields(answer: Result<(), client::Error>) -> Vec<String> {
    let error = answer.unwrap_err();
    let errors = &error.problem().expect("a problem").errors;
    errors.iter().map(|error| error.field.clone()).collect()
}

async fn the_link_has_the_configured_origin(backend: Backend) {
    let server = open(backend).await;
    let answer = harness::plain_http()
        .post(format!("{}/api/v1/sign-up", server.origin))
        .header("X-Forwarded-Host", "evil.example")
        .header("Forwarded", "host=evil.example")
        .header("Referer", "https://evil.example/")
        .json(&requested(OLIVIA))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 204);
    token(&server, OLIVIA, 1).await;
    let link = server.link_mailed_to(OLIVIA, SUBJECT).await;
    let page = format!("{}/admin/confirm-sign-up#", server.origin);
    assert!(link.starts_with(&page), "{link}");
    // Nothing that a stranger has typed is in the email.
    let mails = server.running.mailbox.as_ref().unwrap().list();
    let texts = mails.iter().filter(|mail| mail.to.as_str() == OLIVIA);
    for mail in texts {
        assert!(
            !mail.content.text.contains("Brass"),
            "{}",
            mail.content.text
        );
        assert!(!mail.content.html.contains("Olivia Owner"));
    }
}
