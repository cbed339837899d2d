//! People who sign in one after the other until they are stopped.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use contract::factors::FactorProof;
use contract::problem::{Problem, ProblemType};
use contract::sign_in::{BeginSignIn, NextStep, SignIn, SubmitFactor, SubmitPassword};
use harness::{Server, USER_PASSWORD, code_in};
use serde::Serialize;
use tokio::task::JoinSet;

use crate::fill::{SECRET, email};
use crate::load::{Answer, Connection, post};

/// The next user: each sign-in uses another one.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// People at this number of browsers.
pub struct People {
    browsers: JoinSet<Count>,
    enough: Arc<AtomicBool>,
    begun: Instant,
}

/// The result.
#[derive(Clone, Copy, Default)]
pub struct Count {
    /// Completed sign-ins.
    pub signed_in: usize,
    /// Passwords that were refused because too many were waiting.
    pub turned_away: usize,
}

impl People {
    /// Starts signing in. `users` is the number of users.
    pub async fn begin(server: &Server, browsers: usize, users: usize) -> Self {
        let enough = Arc::new(AtomicBool::new(false));
        let mut all = JoinSet::new();
        for _ in 0..browsers {
            let mut browser = Browser::open(&server.origin).await;
            let enough = Arc::clone(&enough);
            all.spawn(async move {
                let mut count = Count::default();
                while !enough.load(Ordering::Relaxed) {
                    let number = NEXT.fetch_add(1, Ordering::Relaxed) % users;
                    browser.sign_in(&email(number), &mut count).await;
                }
                count
            });
        }
        Self {
            browsers: all,
            enough,
            begun: Instant::now(),
        }
    }

    /// Waits until everybody has finished. Returns the result and the seconds.
    pub async fn end(self) -> (Count, f64) {
        self.enough.store(true, Ordering::Relaxed);
        let mut sum = Count::default();
        for count in self.browsers.join_all().await {
            sum.signed_in += count.signed_in;
            sum.turned_away += count.turned_away;
        }
        (sum, self.begun.elapsed().as_secs_f64())
    }
}

/// A minimal browser that can sign in.
struct Browser {
    connection: Connection,
    origin: String,
    cookie: String,
}

impl Browser {
    async fn open(origin: &str) -> Self {
        Self {
            connection: Connection::open(origin).await,
            origin: origin.to_owned(),
            cookie: String::new(),
        }
    }

    async fn post(&mut self, step: &str, body: &impl Serialize) -> Answer {
        let path = format!("/api/v1/sign-in{step}");
        let request = post(&path, &self.origin, &self.cookie, body);
        self.connection.ask(&request).await
    }

    async fn sign_in(&mut self, email: &str, count: &mut Count) {
        let email = email.to_owned();
        let begun = self.post("", &BeginSignIn { email }).await;
        self.cookie = begun.cookie();
        let password = USER_PASSWORD.to_owned();
        let answer = self.post("/password", &SubmitPassword { password }).await;
        if answer.status != 200 {
            let problem: Problem = answer.json();
            assert_eq!(problem.kind, ProblemType::Busy, "{problem:?}");
            count.turned_away += 1;
            return tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let mut state: SignIn = answer.json();
        if state.next_step == NextStep::Factor {
            let factor = code();
            state = self.post("/factor", &SubmitFactor { factor }).await.json();
        }
        assert!(state.access_token.is_some(), "{state:?}");
        count.signed_in += 1;
    }
}

/// The current code of everybody's app, refreshed from `oathtool` now and then.
fn code() -> FactorProof {
    static LAST: Mutex<Option<(Instant, String)>> = Mutex::new(None);
    const GOOD_FOR: Duration = Duration::from_secs(10);
    let mut last = LAST.lock().unwrap();
    let known = last.take().filter(|(at, _)| at.elapsed() < GOOD_FOR);
    let (at, code) = known.unwrap_or_else(|| (Instant::now(), code_in(SECRET, 0)));
    *last = Some((at, code.clone()));
    FactorProof::Totp(code)
}
