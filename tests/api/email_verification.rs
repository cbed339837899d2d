//! The emails that verify an address: how often one is sent, to how many spellings of it, and by how many accounts.

use std::time::Duration;

use client::Portal;
use contract::company_email::ChangeUserEmail;
use contract::links::LinkToken;
use contract::problem::ProblemType;
use contract::recovery_email::SetRecoveryEmail;
use contract::sign_in::diagnosis::{SignInFactKind, SignInRemedy};
use entity::mail::Column as MailColumn;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::links::VERIFICATIONS_OF_ORGANIZATION;
use rules::mail::MailState;
use tokio::task::JoinSet;

use crate::company_email::{change, program, token, use_recovery_emails};
use crate::sign_in_diagnosis::change_mails;

on_both_databases!(
    the_verification_is_sent_again_once_a_day,
    one_that_was_not_delivered_is_sent_again_as_the_diagnosis_says,
    another_spelling_of_an_address_is_verified_once_a_day_too,
    accounts_that_enter_an_address_at_once_send_it_three_emails,
);

const ADA: &str = "ada@example.com";
const NEW: &str = "ada@new.example.com";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn the_verification_is_sent_again_once_a_day(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let program = program(&server, &owner).await;
    change(&program, ada.id, NEW).await;
    let portal = server.sign_in(Portal::User, NEW, USER_PASSWORD).await;
    assert!(!portal.me().await.unwrap().email_verified);
    let too_soon = portal.resend_my_email_verification().await;
    assert_eq!(problem_type(too_soon), ProblemType::TooManyRequests);
    let too_soon = owner.resend_user_email_verification(ada.id).await;
    assert_eq!(problem_type(too_soon), ProblemType::TooManyRequests);
    let forbidden = program.resend_user_email_verification(ada.id).await;
    assert_eq!(problem_type(forbidden), ProblemType::Forbidden);

    let mut links = Vec::new();
    for times in 1..=3 {
        server.mail_settled().await;
        assert_eq!(server.mails(NEW, "verify your email"), times);
        links.push(token(
            &server.link_mailed_to(NEW, "verify your email").await,
        ));
        server.clock.advance(DAY);
        let portal = server.sign_in(Portal::User, NEW, USER_PASSWORD).await;
        let owner = server.owner().await;
        match times {
            1 => portal.resend_my_email_verification().await.unwrap(),
            2 => owner.resend_user_email_verification(ada.id).await.unwrap(),
            _ => {}
        }
    }
    // Only the newest link works, and within its day.
    let portal = server.sign_in(Portal::User, NEW, USER_PASSWORD).await;
    for link in links {
        let over = portal.verify_my_email(&LinkToken { token: link }).await;
        assert_eq!(problem_type(over), ProblemType::LinkNotUsable);
    }
    portal.resend_my_email_verification().await.unwrap();
    server.mail_settled().await;
    let verify = LinkToken {
        token: token(&server.link_mailed_to(NEW, "verify your email").await),
    };
    let me = portal.verify_my_email(&verify).await.unwrap();
    assert!(me.email_verified);
    let done = portal.resend_my_email_verification().await;
    assert_eq!(problem_type(done), ProblemType::Conflict);
    let owner = server.owner().await;
    let done = owner.resend_user_email_verification(ada.id).await;
    assert_eq!(problem_type(done), ProblemType::Conflict);
}

async fn one_that_was_not_delivered_is_sent_again_as_the_diagnosis_says(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    change(&program(&server, &owner).await, ada.id, NEW).await;
    let fail = async || {
        server.mail_settled().await;
        change_mails(&server, NEW, MailColumn::State, MailState::Failed).await;
    };
    for _ in 0..2 {
        server.mail_settled().await;
        let delivered = owner.resend_user_email_verification(ada.id).await;
        assert_eq!(problem_type(delivered), ProblemType::TooManyRequests);
        fail().await;
        let said = owner.diagnose_user_sign_in(ada.id).await.unwrap();
        let last = said.facts.last().unwrap();
        assert_eq!(last.kind, SignInFactKind::EmailUndelivered);
        let again = SignInRemedy::SendEmailVerification;
        assert!(last.remedies.contains(&again), "{said:?}");
        owner.resend_user_email_verification(ada.id).await.unwrap();
    }
    // An address that accepts none gets three a day.
    fail().await;
    let too_many = owner.resend_user_email_verification(ada.id).await;
    assert_eq!(problem_type(too_many), ProblemType::TooManyRequests);
    server.clock.advance(DAY);
    let owner = server.owner().await;
    owner.resend_user_email_verification(ada.id).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, "verify your email"), 4);
}

async fn another_spelling_of_an_address_is_verified_once_a_day_too(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let program = program(&server, &owner).await;
    change(&program, ada.id, "ada@müller.example").await;
    // The old address is verified by an administrator who may reset passwords.
    change(&owner, ada.id, NEW).await;
    for spelling in ["Ada@xn--mller-kva.example", "ada@MÜLLER.example"] {
        let version = owner.user(ada.id).await.unwrap().version;
        let body = ChangeUserEmail {
            email: spelling.to_owned(),
        };
        let refused = program.change_user_email(ada.id, version, &body).await;
        assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
    }
    assert_eq!(owner.user(ada.id).await.unwrap().email, NEW);
}

async fn accounts_that_enter_an_address_at_once_send_it_three_emails(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    use_recovery_emails(&owner, true).await;
    let mut users = Vec::new();
    for number in 0..8 {
        let email = format!("user{number}@example.com");
        users.push(server.pending_user(&owner, &email).await.id);
    }
    for number in 0..4 {
        let email = format!("stranger{number}@home.example");
        let mut entering = JoinSet::new();
        for id in users.clone() {
            let (owner, email) = (owner.clone(), email.clone());
            entering.spawn(async move {
                let body = SetRecoveryEmail { email };
                owner.set_user_recovery_email(id, &body).await
            });
        }
        let answers = entering.join_all().await.into_iter();
        let (sent, refused): (Vec<_>, Vec<_>) = answers.partition(Result::is_ok);
        assert_eq!(sent.len(), VERIFICATIONS_OF_ORGANIZATION);
        for refused in refused {
            assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
        }
    }
}
