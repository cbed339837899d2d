use std::cell::Cell;
use std::time::Duration;

use tokio::time::Instant;

/// The client must have taken a response completely after this many times [`Patience::idle`]. Otherwise it
/// could keep a connection by taking a byte now and then.
const WHOLE_RESPONSE: u32 = 5;

/// How long the server waits for a client.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// To send the head of a request, once it has begun.
    pub head: Duration,
    /// To take a part of its response, and then to begin with its next request.
    pub idle: Duration,
}

/// When a connection is closed unless its client continues. It is shared by the connection, the
/// requests on it and the task that closes it, all on one thread.
#[derive(Debug)]
pub struct Deadline {
    patience: Patience,
    /// None while a request is handled, because then the client waits for the server.
    at: Cell<Option<Instant>>,
    /// When the response that is being sent must have been taken.
    taken_by: Cell<Option<Instant>>,
    /// Whether the head of a request has begun to arrive.
    arriving: Cell<bool>,
}

impl Deadline {
    /// The deadline of a connection that was opened at this time.
    pub fn new(patience: Patience, now: Instant) -> Self {
        Self {
            patience,
            at: Cell::new(Some(now + patience.head)),
            taken_by: Cell::new(None),
            arriving: Cell::new(true),
        }
    }

    /// Bytes arrived. The first ones of a request set the deadline for its head, and more of them do
    /// not extend it: otherwise a client could send a byte now and then for ever. The same is true
    /// for the rest of a body that the server does not want.
    pub fn received(&self, now: Instant) {
        if let Some(at) = self.at.get()
            && !self.arriving.replace(true)
        {
            self.at.set(Some(at.min(now + self.patience.head)));
        }
    }

    /// Bytes of a response were taken.
    pub fn sent(&self, now: Instant) {
        if self.at.get().is_some() {
            let at = now + self.patience.idle;
            let at = self.taken_by.get().map_or(at, |latest| at.min(latest));
            self.at.set(Some(at));
        }
    }

    /// A request is being handled.
    pub fn handles(&self) {
        self.at.set(None);
        self.arriving.set(false);
    }

    /// The response is ready to be sent. If the connection is `closing` after it, the client only has
    /// to take it.
    pub fn answered(&self, closing: bool, now: Instant) {
        let patience = if closing {
            self.patience.head
        } else {
            self.patience.idle
        };
        self.at.set(Some(now + patience));
        let whole = self.patience.idle * WHOLE_RESPONSE;
        self.taken_by.set(Some(now + whole));
    }

    /// Returns when the deadline has passed.
    pub async fn passed(&self) {
        loop {
            let now = Instant::now();
            // No new deadline is sooner than this, so checking this often is enough.
            let next = now + self.patience.head.min(self.patience.idle);
            let next = match self.at.get() {
                Some(at) if at <= now => return,
                Some(at) => at.min(next),
                None => next,
            };
            tokio::time::sleep_until(next).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience {
        head: Duration::from_secs(15),
        idle: Duration::from_secs(60),
    };

    /// A connection, and what happens on it at which second.
    struct Connection {
        deadline: Deadline,
        opened: Instant,
    }

    impl Connection {
        fn open() -> Self {
            let opened = Instant::now();
            let deadline = Deadline::new(PATIENCE, opened);
            Self { deadline, opened }
        }

        fn at(&self, second: u64) -> Instant {
            self.opened + Duration::from_secs(second)
        }

        /// The second of the deadline.
        fn ends(&self) -> Option<u64> {
            let at = self.deadline.at.get();
            at.map(|at| (at - self.opened).as_secs())
        }
    }

    #[test]
    fn a_head_that_arrives_byte_by_byte_is_not_waited_for() {
        let it = Connection::open();
        for second in 0..10 {
            it.deadline.received(it.at(second));
        }
        assert_eq!(it.ends(), Some(15));
    }

    #[test]
    fn later_heads_and_unwanted_bodies_have_a_deadline_too() {
        let it = Connection::open();
        it.deadline.handles();
        it.deadline.answered(false, it.at(0));
        it.deadline.sent(it.at(10));
        assert_eq!(it.ends(), Some(70));
        for second in 40..50 {
            it.deadline.received(it.at(second));
        }
        assert_eq!(it.ends(), Some(55));
        // The next request has its own deadline.
        it.deadline.handles();
        it.deadline.answered(false, it.at(54));
        it.deadline.received(it.at(80));
        assert_eq!(it.ends(), Some(95));
    }

    #[test]
    fn a_response_that_nobody_takes_is_not_waited_for() {
        let it = Connection::open();
        it.deadline.handles();
        it.deadline.received(it.at(20));
        assert_eq!(it.ends(), None);
        it.deadline.answered(false, it.at(500));
        assert_eq!(it.ends(), Some(560));
        it.deadline.sent(it.at(550));
        assert_eq!(it.ends(), Some(610));
        it.deadline.answered(true, it.at(600));
        assert_eq!(it.ends(), Some(615));
    }

    #[test]
    fn a_response_that_is_taken_byte_by_byte_is_not_waited_for() {
        let it = Connection::open();
        it.deadline.handles();
        it.deadline.answered(false, it.at(0));
        for second in (0..300).step_by(30) {
            it.deadline.sent(it.at(second));
        }
        assert_eq!(it.ends(), Some(300));
        // The next response has its own time limit.
        it.deadline.handles();
        it.deadline.answered(false, it.at(290));
        it.deadline.sent(it.at(320));
        assert_eq!(it.ends(), Some(380));
    }

    #[tokio::test]
    async fn the_watch_ends_at_the_deadline() {
        let patience = Patience {
            head: Duration::from_millis(50),
            idle: Duration::from_millis(80),
        };
        let begun = Instant::now();
        let deadline = Deadline::new(patience, begun);
        deadline.passed().await;
        assert!(begun.elapsed() >= patience.head);
        deadline.handles();
        let waited = tokio::time::timeout(patience.head * 4, deadline.passed());
        assert!(waited.await.is_err());
        deadline.answered(false, Instant::now());
        deadline.passed().await;
        assert!(begun.elapsed() >= patience.head * 5 + patience.idle);
    }
}
