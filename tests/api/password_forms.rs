//! Passwords are compared in one form, and consist of what people can type (OpaqueString, RFC 8265).

use client::Portal;
use contract::links::SetPasswordByLink;
use contract::me::ChangePassword;
use contract::problem::ProblemType;
use contract::users::SetTemporaryPassword;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::links::LinkPurpose;

on_both_databases!(
    every_blank_counts_as_a_space_and_nothing_is_hidden,
    links_and_temporary_passwords_take_the_same_form,
);

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
        is_unprintable(ada.change_password(&change(&new)).await);
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

/// The only fault of the password is that it contains what cannot be typed.
fn is_unprintable<T>(answer: Result<T, client::Error>) {
    let Err(refused) = answer else {
        panic!("the password was accepted");
    };
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::InvalidFields, "{problem:?}");
    let codes: Vec<_> = problem.errors.iter().map(|error| &*error.code).collect();
    assert_eq!(codes, ["unprintable"]);
}

async fn links_and_temporary_passwords_take_the_same_form(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, ADA).await;
    let token = server.token_mailed_to(ADA).await;
    let by_link = |new: &str| SetPasswordByLink {
        purpose: LinkPurpose::UserActivation,
        token: token.clone(),
        new_password: new.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    let browser = server.anonymous(Portal::User);
    let hidden = by_link("quiet\u{200B}orchards by night");
    is_unprintable(browser.set_password_by_link(&hidden).await);
    let typed = by_link("quiet\u{A0}orchards by night");
    browser.set_password_by_link(&typed).await.unwrap();
    let accepts = async |password: &str| {
        let browser = server.anonymous(Portal::User);
        browser.begin_sign_in(ADA).await.unwrap();
        browser.submit_password(password).await.unwrap();
    };
    accepts("quiet orchards by night").await;

    let temporary = |new: &str| SetTemporaryPassword {
        password: Some(new.to_owned()),
    };
    let hidden = temporary("quiet\u{200B}orchards by noon");
    is_unprintable(owner.set_temporary_password(ada.id, &hidden).await);
    let typed = temporary("quiet\u{3000}orchards by noon");
    owner.set_temporary_password(ada.id, &typed).await.unwrap();
    accepts("quiet orchards by noon").await;
}
