//! Sign-in and password steps in any order. Two browsers, a mailbox and an administrator act on one
//! account. A session may begin only after all required authentication, and only a link, the
//! signed-in owner or an administrator may set a password. After each step the server is compared
//! with a model that shares none of its code.

mod model;

use std::cell::Cell;

use client::{Client, Portal};
use contract::factors::{FactorProof, Proof};
use contract::ids::UserId;
use contract::links::SetPasswordByLink;
use contract::me::ChangePassword;
use contract::users::SetTemporaryPassword;
use harness::{AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases};
use model::{Given, Link, Model, Step};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rules::links::LinkPurpose;
use rules::mfa::MfaRequirement;
use tokio::runtime::Handle;

use crate::factors::{lockout, set_policy};

on_both_databases!(no_order_of_steps_skips_a_proof);

async fn no_order_of_steps_skips_a_proof(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    // Counting of guesses is tested separately.
    lockout(&owner, |lockout| lockout.locks = false).await;
    let config = Config {
        cases: 24,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    };
    // The same sequences in each run.
    let orders = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, orders);
    let tried = Cell::new(0);
    let steps = prop::collection::vec(model::step(), 1..80);
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&steps, |steps| {
            tried.set(tried.get() + 1);
            Handle::current().block_on(follow(&server, &owner, tried.get(), &steps))
        })
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// One account, on the server and in the model.
struct Person<'a> {
    server: &'a TestServer,
    owner: &'a Client,
    id: UserId,
    email: String,
    browsers: [Client; 2],
    app: Option<AuthenticatorApp>,
    /// A code that was valid once.
    spent: String,
    passwords: usize,
    model: Model,
}

/// Takes the steps, and compares server and model after each.
async fn follow(
    server: &TestServer,
    owner: &Client,
    number: usize,
    steps: &[Step],
) -> Result<(), TestCaseError> {
    set_policy(owner, |policy| policy.users = MfaRequirement::Optional).await;
    let email = format!("user{number}@example.com");
    let user = server.active_user(owner, &email).await;
    let mut person = Person {
        server,
        owner,
        id: user.id,
        email,
        browsers: [(); 2].map(|()| server.anonymous(Portal::User)),
        app: None,
        spent: "000000".to_owned(),
        passwords: 0,
        model: Model::new(USER_PASSWORD),
    };
    for (n, step) in steps.iter().enumerate() {
        let step = person.model.resolve(*step, server.clock_now());
        let before = format!("step {n}, {step:?}, of {:?}", person.model);
        let accepted = person.take(&step).await;
        if let Some((server, model)) = accepted {
            prop_assert_eq!(server, model, "accepted by server and model: {}", before);
        }
        for (browser, client) in person.browsers.iter().enumerate() {
            let signed_in = person.model.is_signed_in(browser);
            let opens = client.me().await.is_ok();
            prop_assert_eq!(opens, signed_in, "browser {} after {}", browser, before);
            let goes_on = client.refresh().await.is_ok();
            prop_assert_eq!(
                goes_on,
                signed_in,
                "its cookie, {} after {}",
                browser,
                before
            );
        }
    }
    Ok(())
}

impl Person<'_> {
    /// Takes a step. Returns whether the server and the model accept it, or `None` if there is
    /// nothing to compare.
    async fn take(&mut self, step: &Step) -> Option<(bool, bool)> {
        let now = self.server.clock_now();
        match *step {
            Step::GoOn(_) | Step::GoOnByLink => None,
            Step::Begin(browser) => {
                let began = self.browsers[browser].begin_sign_in(&self.email).await;
                Some((began.is_ok(), self.model.begin(browser, now)))
            }
            Step::Password(browser, right) => {
                let password = self.password(right);
                let done = self.browsers[browser].submit_password(&password).await;
                Some((done.is_ok(), self.model.password(browser, right, now)))
            }
            Step::Factor(browser, given) => {
                let proof = self.factor(given);
                let now = self.server.clock_now();
                let done = self.browsers[browser].submit_factor(proof.clone()).await;
                self.note_spent(&proof, done.is_ok());
                Some((done.is_ok(), self.model.factor(browser, given, now)))
            }
            Step::Replace(browser) => {
                let new = self.new_password();
                let done = self.browsers[browser].replace_password(&new).await;
                Some((done.is_ok(), self.model.replace(browser, new, now)))
            }
            Step::Prove(browser, given) => {
                let proof = match given {
                    None => Proof::Password(self.password(true)),
                    Some(given) => Proof::Factor(self.factor(given)),
                };
                let now = self.server.clock_now();
                let done = self.browsers[browser].give_proof(&proof).await;
                if let Proof::Factor(proof) = &proof {
                    self.note_spent(proof, done.is_ok());
                }
                Some((done.is_ok(), self.model.prove_again(browser, given, now)))
            }
            Step::Change(browser, right) => {
                let change = ChangePassword {
                    current_password: self.password(right),
                    new_password: self.new_password(),
                };
                let done = self.browsers[browser].change_password(&change).await;
                let new = change.new_password;
                Some((done.is_ok(), self.model.change(browser, right, new, now)))
            }
            Step::AddApp(browser) => self.add_app(browser).await,
            Step::RemoveApp(browser) => {
                let id = self.app.as_ref()?.added.factor.id;
                let done = self.browsers[browser].remove_factor(id).await;
                Some((done.is_ok(), self.model.remove_app(browser, now)))
            }
            Step::SignOut(browser) => {
                // The response does not reveal whether there was a session.
                let _ = self.browsers[browser].sign_out().await;
                self.model.sign_out(browser);
                None
            }
            Step::RequestReset => self.request_reset().await,
            Step::SendReset => self.send_reset().await,
            Step::UseLink(nth, given) => self.use_link(nth, given).await,
            Step::Suspend => {
                let done = self.owner.suspend_user(self.id).await;
                Some((done.is_ok(), self.model.suspend()))
            }
            Step::Activate => {
                let done = self.owner.activate_user(self.id).await;
                Some((done.is_ok(), self.model.activate()))
            }
            Step::SetTemporary => {
                let new = self.new_password();
                let temporary = SetTemporaryPassword {
                    password: Some(new.clone()),
                };
                let done = self.owner.set_temporary_password(self.id, &temporary).await;
                Some((done.is_ok(), self.model.set_temporary(new)))
            }
            Step::ResetFactors => {
                let done = self.owner.reset_user_factors(self.id).await;
                Some((done.is_ok(), self.model.reset_factors()))
            }
            Step::Require(required) => {
                let asked = if required {
                    MfaRequirement::Required
                } else {
                    MfaRequirement::Optional
                };
                set_policy(self.owner, |policy| policy.users = asked).await;
                self.model.required = required;
                None
            }
        }
    }

    fn password(&self, right: bool) -> String {
        if right {
            self.model.password.clone()
        } else {
            "not the password".to_owned()
        }
    }

    fn new_password(&mut self) -> String {
        self.passwords += 1;
        format!("brass key number {}", self.passwords)
    }

    /// A code of the app that was added last, even if it has been removed since.
    fn factor(&self, given: Given) -> FactorProof {
        match (given, &self.app) {
            (Given::Right, Some(app)) => app.proof(self.server),
            (Given::Spent, _) => FactorProof::Totp(self.spent.clone()),
            (Given::Wrong, _) | (Given::Right, None) => FactorProof::Totp("000000".to_owned()),
        }
    }

    fn note_spent(&mut self, proof: &FactorProof, accepted: bool) {
        if let (FactorProof::Totp(code), true) = (proof, accepted) {
            self.spent.clone_from(code);
        }
    }

    async fn add_app(&mut self, browser: usize) -> Option<(bool, bool)> {
        if self.model.has_app {
            return None;
        }
        let client = &self.browsers[browser];
        let may = client.begin_totp_enrollment().await.is_ok();
        if may {
            self.app = Some(AuthenticatorApp::add(self.server, client).await);
        }
        let now = self.server.clock_now();
        Some((may, self.model.add_app(browser, now)))
    }

    async fn request_reset(&mut self) -> Option<(bool, bool)> {
        let subject = "reset your";
        let before = self.server.mails(&self.email, subject);
        let asked = self.browsers[0].request_password_reset(&self.email).await;
        self.server.mail_settled().await;
        // The limit of emails per hour is tested separately.
        if self.server.mails(&self.email, subject) > before {
            let purpose = LinkPurpose::UserPasswordReset;
            self.receive(purpose, subject).await;
        }
        Some((asked.is_ok(), true))
    }

    async fn send_reset(&mut self) -> Option<(bool, bool)> {
        let sent = self.owner.send_user_password_reset(self.id).await.is_ok();
        self.server.mail_settled().await;
        if sent {
            let purpose = LinkPurpose::UserPasswordResetByAdministrator;
            self.receive(purpose, "choose a new password").await;
        }
        Some((sent, self.model.is_active()))
    }

    /// The link in the email that has just arrived.
    async fn receive(&mut self, purpose: LinkPurpose, subject: &str) {
        let link = self.server.link_mailed_to(&self.email, subject).await;
        let (_, token) = link.split_once('#').unwrap();
        self.model.receive(Link::new(purpose, token));
    }

    async fn use_link(&mut self, nth: usize, given: Option<Given>) -> Option<(bool, bool)> {
        let link = self.model.link(nth)?;
        let factor = given.map(|given| self.factor(given));
        let request = SetPasswordByLink {
            purpose: link.purpose,
            token: link.token,
            new_password: self.new_password(),
            terms_accepted: false,
            factor: factor.clone(),
        };
        let done = self.browsers[0].set_password_by_link(&request).await;
        if let Some(factor) = &factor {
            self.note_spent(factor, done.is_ok());
        }
        let new = request.new_password;
        Some((done.is_ok(), self.model.use_link(nth, given, new)))
    }
}
