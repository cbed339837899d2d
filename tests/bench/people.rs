//! People who sign in, one after the other, as long as it is asked of them.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use client::Portal;
use contract::factors::FactorProof;
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use harness::{Server, USER_PASSWORD, code_in};
use tokio::task::JoinSet;

use crate::fill::{SECRET, email};

/// Who comes next: each sign-in is another user's.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// People at so many browsers.
pub struct People {
    browsers: JoinSet<Count>,
    enough: Arc<AtomicBool>,
    begun: Instant,
}

/// What came of it.
#[derive(Clone, Copy, Default)]
pub struct Count {
    /// Sign-ins that were completed.
    pub signed_in: usize,
    /// Passwords that were turned away because too many waited.
    pub turned_away: usize,
}

impl People {
    /// Begins. `users` is how many users there are.
    pub fn begin(server: &Server, browsers: usize, users: usize) -> Self {
        let enough = Arc::new(AtomicBool::new(false));
        let mut all = JoinSet::new();
        for _ in 0..browsers {
            let client = server.anonymous(Portal::User);
            let enough = Arc::clone(&enough);
            all.spawn(async move {
                let mut count = Count::default();
                while !enough.load(Ordering::Relaxed) {
                    let number = NEXT.fetch_add(1, Ordering::Relaxed) % users;
                    sign_in(&client, &email(number), &mut count).await;
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

    /// Lets everybody finish; what came of it, and in how many seconds.
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

async fn sign_in(client: &client::Client, email: &str, count: &mut Count) {
    client.begin_sign_in(email).await.unwrap();
    match client.submit_password(USER_PASSWORD).await {
        Ok(state) => {
            let state = match state.next_step {
                NextStep::Factor => client.submit_factor(code()).await.unwrap(),
                _ => state,
            };
            assert!(state.access_token.is_some(), "{state:?}");
            count.signed_in += 1;
        }
        Err(error) => {
            assert!(error.is(ProblemType::Busy), "{error:?}");
            count.turned_away += 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// The code that everybody's app shows now; asked of `oathtool` once in a while.
fn code() -> FactorProof {
    static LAST: Mutex<Option<(Instant, String)>> = Mutex::new(None);
    const GOOD_FOR: Duration = Duration::from_secs(10);
    let mut last = LAST.lock().unwrap();
    let known = last.take().filter(|(at, _)| at.elapsed() < GOOD_FOR);
    let (at, code) = known.unwrap_or_else(|| (Instant::now(), code_in(SECRET, 0)));
    *last = Some((at, code.clone()));
    FactorProof::Totp(code)
}
