//! What forgets wrong factors, and wrong passwords of accounts that have a factor.

use client::Portal;
use contract::problem::ProblemType;
use entity::{account, known_browser};
use harness::{
    AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::lockout::MOST_WRONG_FACTORS;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::attempts::guess;
use super::{ADA, after_password, enrolled, lockout};

on_both_databases!(
    a_reset_forgets_the_wrong_factors,
    a_correct_password_resets_the_wrong_ones_unless_factors_count_with_them,
);

async fn a_reset_forgets_the_wrong_factors(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    enrolled(&server, &owner).await;
    lockout(&owner, |lockout| lockout.locks = false).await;
    let user = owner.users(&Default::default()).await.unwrap().items[0].id;
    // The next one would be the last, whatever the policy.
    let almost = i32::try_from(MOST_WRONG_FACTORS).unwrap() - 1;
    account::Entity::update_many()
        .col_expr(account::Column::WrongFactors, Expr::value(almost))
        .filter(account::Column::Id.eq(user.0))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
    owner.reset_user_factors(user).await.unwrap();
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    AuthenticatorApp::add(&server, &ada).await;
    let (browser, _) = after_password(&server, ADA).await;
    let answer = browser.submit_factor(guess(0)).await;
    assert_eq!(problem_type(answer), ProblemType::InvalidFields);
}

/// The wrong passwords that count for the account, and for the browsers that it knows.
async fn counted(server: &TestServer, user: Uuid) -> (i32, i32) {
    let read = server.running.context.database().read();
    let account = account::Entity::find_by_id(user).one(read).await;
    let browsers = known_browser::Entity::find()
        .filter(known_browser::Column::AccountId.eq(user))
        .all(read)
        .await
        .unwrap();
    let of_browsers = browsers.iter().map(|one| one.failed_attempts).sum();
    let of_account = account.unwrap().unwrap().failed_password_attempts;
    (of_account, of_browsers)
}

async fn a_correct_password_resets_the_wrong_ones_unless_factors_count_with_them(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for (counts_together, has_factor, left) in [
        (false, false, 0),
        (false, true, 0),
        (true, false, 0),
        // Otherwise, anybody who knows the password could guess the factor without limit.
        (true, true, 2),
    ] {
        lockout(&owner, |lockout| lockout.counts_together = counts_together).await;
        for is_known in [false, true] {
            let case = format!("{counts_together}.{has_factor}.{is_known}");
            let email = format!("{case}@example.com");
            let user = server.active_user(&owner, &email).await;
            let known = server.sign_in(Portal::User, &email, USER_PASSWORD).await;
            if has_factor {
                AuthenticatorApp::add(&server, &known).await;
            }
            known.sign_out().await.unwrap();
            let browser = if is_known {
                known
            } else {
                server.anonymous(Portal::User)
            };
            browser.begin_sign_in(&email).await.unwrap();
            for _ in 0..2 {
                browser.submit_password("wrong").await.unwrap_err();
            }
            browser.submit_password(USER_PASSWORD).await.unwrap();
            let expected = if is_known { (0, left) } else { (left, 0) };
            assert_eq!(counted(&server, user.id.0).await, expected, "{case}");
        }
    }
}
