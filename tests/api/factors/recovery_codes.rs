//! Recovery codes: each works once, and new ones replace all of them.

use contract::factors::FactorProof;
use harness::{Backend, TestServer, on_both_databases};
use rules::mfa::FactorKind;

use super::{ADA, after_password, enrolled, events, lockout, refused, sign_in_with};

on_both_databases!(
    recovery_codes_work_once_and_are_reported,
    a_used_code_is_neither_accepted_nor_offered,
    a_code_has_at_most_64_characters,
);

async fn recovery_codes_work_once_and_are_reported(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    let codes = app.added.recovery_codes.clone().unwrap();
    let proof = |code: &str| FactorProof::RecoveryCode(code.to_owned());
    sign_in_with(&server, ADA, proof(&codes[0].to_uppercase())).await;
    let (browser, _) = after_password(&server, ADA).await;
    assert_eq!(
        refused(browser.submit_factor(proof(&codes[0])).await),
        "wrong"
    );
    // Of 50 parallel requests with the same code, one succeeds.
    let mut tries = tokio::task::JoinSet::new();
    lockout(&owner, |lockout| lockout.locks = false).await;
    for _ in 0..50 {
        let (browser, _) = after_password(&server, ADA).await;
        let proof = proof(&codes[1]);
        tries.spawn(async move { browser.submit_factor(proof).await.is_ok() });
    }
    let right = tries
        .join_all()
        .await
        .into_iter()
        .filter(|right| *right)
        .count();
    assert_eq!(right, 1);
    assert_eq!(ada.my_factors().await.unwrap().recovery_codes_left, 8);
    let new = ada.make_recovery_codes().await.unwrap();
    assert!(browser.submit_factor(proof(&codes[2])).await.is_err());
    sign_in_with(&server, ADA, proof(&new.codes[0].replace('-', ""))).await;
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "a recovery code was used"), 3);
    assert_eq!(server.mails(ADA, "new recovery codes"), 1);
}

async fn a_used_code_is_neither_accepted_nor_offered(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    let codes = app.added.recovery_codes.clone().unwrap();
    let proof = |code: &str| FactorProof::RecoveryCode(code.to_owned());
    for (code, left) in codes.iter().zip((0..10).rev()) {
        let (browser, step) = after_password(&server, ADA).await;
        let both = [FactorKind::Totp, FactorKind::RecoveryCode];
        assert_eq!(step.factors, both, "{left}");
        browser.submit_factor(proof(code)).await.unwrap();
        let mine = ada.my_factors().await.unwrap();
        assert_eq!(mine.recovery_codes_left, left);
        let noted = format!("\"left\":\"{left}\"");
        let used = events(&server, "recovery_code.used", &noted).await;
        assert_eq!(used, 1, "{left}");
    }
    let (browser, step) = after_password(&server, ADA).await;
    assert_eq!(step.factors, [FactorKind::Totp]);
    let again = browser.submit_factor(proof(&codes[0])).await;
    assert_eq!(refused(again), "wrong");
    ada.make_recovery_codes().await.unwrap();
    let noted = "\"unused_before\":\"0\"";
    assert_eq!(events(&server, "recovery_codes.made", noted).await, 1);
}

async fn a_code_has_at_most_64_characters(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, app) = enrolled(&server, &owner).await;
    let codes = app.added.recovery_codes.clone().unwrap();
    for (length, code) in [64, 65].into_iter().zip(&codes) {
        server.next_code();
        // Spaces and dashes are ignored, but they are characters.
        let padded = format!("{:<length$}", app.code(&server));
        let dashed = format!("{code:-<length$}");
        for proof in [FactorProof::Totp(padded), FactorProof::RecoveryCode(dashed)] {
            let (browser, _) = after_password(&server, ADA).await;
            let answer = browser.submit_factor(proof).await;
            assert_eq!(answer.is_ok(), length == 64, "{length}: {answer:?}");
        }
    }
}
