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
        for n in 0..browsers {
            let address = format!("10.0.{n}.1");
            let mut browser = Browser::open(&server.origin, address).await;
            let enough = Arc::clone(&enough);
            all.spawn(async move {
                let mut count = Count::default();
                while !enough.load(Ordering::Relaxed) {
                    if browser.sign_in(&next_email(users)).await {
                        count.signed_in += 1;
                    } else {
                        count.turned_away += 1;
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
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

/// The number of the next user, of this number of users.
pub fn next_number(users: usize) -> usize {
    NEXT.fetch_add(1, Ordering::Relaxed) % users
}

/// The email address of the next user, of this number of users.
pub fn next_email(users: usize) -> String {
    email(next_number(users))
}

/// A minimal browser that can sign in.
pub struct Browser {
    connection: Connection,
    origin: String,
    address: String,
    cookie: String,
    /// The device cookie of a browser that keeps it.
    device: Option<String>,
}

impl Browser {
    /// A browser at this address. It keeps no device cookie, so no account knows it.
    pub async fn open(origin: &str, address: String) -> Self {
        Self {
            connection: Connection::open(origin).await,
            origin: origin.to_owned(),
            address,
            cookie: String::new(),
            device: None,
        }
    }

    /// A browser at this address that has signed in to this account, which therefore knows it.
    pub async fn known(origin: &str, address: String, email: &str) -> Self {
        let mut browser = Self::open(origin, address).await;
        browser.device = Some(String::new());
        assert!(browser.sign_in(email).await, "nobody else is there");
        browser
    }

    /// Opens another connection.
    pub async fn connect_again(&mut self) {
        self.connection = Connection::open(&self.origin).await;
    }

    /// Moves to another address.
    pub fn move_to(&mut self, address: String) {
        self.address = address;
    }

    async fn post(&mut self, step: &str, body: &impl Serialize) -> Answer {
        let path = format!("/api/v1/sign-in{step}");
        let from = (self.origin.as_str(), self.address.as_str());
        let mut cookies = self.cookie.clone();
        if let Some(device) = self.device.as_ref().filter(|device| !device.is_empty()) {
            cookies = format!("{cookies}; {device}");
        }
        let request = post(&path, from, cookies.trim_start_matches("; "), body);
        self.connection.ask(&request).await
    }

    /// Begins a sign-in with this address. Returns whether the server let it.
    pub async fn begin(&mut self, email: &str) -> bool {
        let email = email.to_owned();
        let begun = self.post("", &BeginSignIn { email }).await;
        if begun.status == 200 {
            self.cookie = begun.cookie("sign-in");
        }
        begun.status == 200
    }

    /// Submits a password.
    pub async fn submit(&mut self, password: &str) -> Answer {
        let password = password.to_owned();
        self.post("/password", &SubmitPassword { password }).await
    }

    /// Signs in. Returns false if the server has too much to do.
    pub async fn sign_in(&mut self, email: &str) -> bool {
        if !self.begin(email).await {
            return false;
        }
        let mut answer = self.submit(USER_PASSWORD).await;
        if answer.status != 200 {
            let problem: Problem = answer.json();
            assert_eq!(problem.kind, ProblemType::Busy, "{problem:?}");
            return false;
        }
        let mut state: SignIn = answer.json();
        if state.next_step == NextStep::Factor {
            self.cookie = answer.cookie("sign-in");
            let factor = code();
            answer = self.post("/factor", &SubmitFactor { factor }).await;
            state = answer.json();
        }
        assert!(state.access_token.is_some(), "{state:?}");
        if let Some(device) = &mut self.device {
            *device = answer.cookie("device");
        }
        true
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
