//! Passwords are compared in one form, and consist of what people can type (OpaqueString, RFC 8265).

use client::Portal;
use contract::me::ChangePassword;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};

on_both_databases!(every_blank_counts_as_a_space_and_nothing_is_hidden);

const ADA: &str = "ada@example.com";

async fn every_blank_counts_as_a_space_and_nothing_is_hidden(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let change = |new: &str| ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: new.to_owned(),
    };
    for hidden in ["\n", "\0", "\t", "\u{200B}", "\u{202E}"] {
        let new = format!("quiet{hidden}orchards by night");
        let refused = ada.change_password(&change(&new)).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields, "{hidden:?}");
        let codes: Vec<_> = problem.errors.iter().map(|error| &*error.code).collect();
        assert_eq!(codes, ["unprintable"], "{hidden:?}");
    }
    let typed = "quiet\u{A0}orchards\u{3000}by night";
    ada.change_password(&change(typed)).await.unwrap();
    for same in ["quiet orchards by night", typed] {
        server
            .sign_in(Portal::User, ADA, same)
            .await
            .me()
            .await
            .unwrap();
    }
    let guess = server.anonymous(Portal::User);
    guess.begin_sign_in(ADA).await.unwrap();
    let wrong = guess.submit_password("quietorchardsby night").await;
    assert_eq!(problem_type(wrong), ProblemType::WrongCredentials);
}
