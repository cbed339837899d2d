//! The bounded pool for everything costly: hashes, and checks of new passwords. Its places are
//! shared by lane and network, and its threads serve the lanes and networks in turn, so that a flood
//! from one network leaves room for the others.
//!
//! A thread that finishes a job takes the next one itself. If the waiting task had to start its own
//! job, a core would stay idle until that task is scheduled, which takes long when all cores are
//! hashing.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use argon2::Block;
use tokio::sync::oneshot;

use super::asker::{Asker, Lane, Sharer};
use super::fair_queue::FairQueue;
use crate::Error;
use crate::network::Shares;

/// Argon2's working memory. The next job reuses it, because allocating it takes a tenth of the time of a hash, and
/// freed memory goes back to the system late. It is freed when it was not used for [`KEPT`], so that an idle server
/// uses little memory.
pub(super) type Memory = Vec<Block>;

/// How long working memory is kept for the next job.
const KEPT: Duration = Duration::from_secs(1);

/// No place is free: in the whole pool, or for this network. The caller should retry after a
/// moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are waiting to be hashed")]
pub struct QueueFull;

/// The threads and the jobs.
#[derive(Clone)]
pub(super) struct Pool(Arc<Shared>);

struct Shared {
    threads: usize,
    places: usize,
    jobs: Mutex<Jobs>,
}

#[derive(Default)]
struct Jobs {
    known: Queue,
    unknown: Queue,
    service: Queue,
    /// The lane whose turn it is, if several wait.
    turn: Lane,
    /// The number of threads that are running or about to start.
    threads: usize,
    /// Working memory that no thread uses.
    spare: Vec<Memory>,
    /// How often some has become spare.
    spared: u64,
}

/// One lane.
#[derive(Default)]
struct Queue {
    waiting: FairQueue<Job>,
    places: Shares<Sharer>,
}

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// A place, held until it is dropped: by its [`PoolPlace`], and by each job that waits or runs on it.
struct Holding {
    pool: Pool,
    asker: Asker,
}

/// A place in the pool. Its holder can run any number of jobs, one after the other. Each of them
/// waits for its turn.
pub(super) struct PoolPlace {
    holding: Arc<Holding>,
    /// Whether the last job has begun: see [`WAITING`].
    state: Arc<AtomicU8>,
}

/// The states of a job: it waits, it has begun, or it was canceled.
const WAITING: u8 = 0;
const BEGUN: u8 = 1;
const LEFT: u8 = 2;

impl Pool {
    /// At least one and at most `threads` run in parallel. At most `places` are held.
    pub fn new(threads: usize, places: usize) -> Self {
        Self(Arc::new(Shared {
            threads: threads.max(1),
            places,
            jobs: Mutex::default(),
        }))
    }

    /// The number of places that are held.
    pub fn len(&self) -> usize {
        self.jobs().held()
    }

    /// Takes a place. In one lane, no network of any size holds more than a quarter of the places, or more than the
    /// lane has free.
    ///
    /// # Errors
    /// [`QueueFull`].
    pub fn place(&self, asker: Asker) -> Result<PoolPlace, QueueFull> {
        let places = self.0.places;
        let mut jobs = self.jobs();
        let most = places.saturating_sub(jobs.kept_from(asker.lane, places / 4));
        let lane = &mut jobs.lane(asker.lane).places;
        if !lane.take(&asker.sharers, most, |sharer| sharer.most(places)) {
            return Err(QueueFull);
        }
        drop(jobs);
        Ok(PoolPlace {
            holding: Arc::new(Holding {
                pool: self.clone(),
                asker,
            }),
            state: Arc::new(AtomicU8::new(BEGUN)),
        })
    }

    /// Adds a job to its queue. Returns the thread to start for it, if another one may run.
    fn add(&self, asker: &Asker, job: Job) -> Option<Thread> {
        let mut jobs = self.jobs();
        jobs.lane(asker.lane).waiting.push(&asker.sharers, job);
        if jobs.threads == self.0.threads {
            return None;
        }
        jobs.threads += 1;
        Some(Thread {
            pool: self.clone(),
            memory: Memory::default(),
            is_over: false,
        })
    }

    /// Frees the spare memory, unless some is used in the meantime.
    async fn free_unused(self) {
        let spared = self.jobs().spared;
        tokio::time::sleep(KEPT).await;
        let mut jobs = self.jobs();
        if jobs.spared == spared {
            let unused = mem::take(&mut jobs.spare);
            drop(jobs);
            drop(unused);
        }
    }

    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Jobs {
    /// The number of places that are held.
    const fn held(&self) -> usize {
        self.known.places.held() + self.unknown.places.held() + self.service.places.held()
    }

    /// The number of places that the other lanes hold, or that are kept for them.
    fn kept_from(&mut self, lane: Lane, kept_for_each: usize) -> usize {
        let others = Lane::ALL.into_iter().filter(|other| *other != lane);
        others
            .map(|other| self.lane(other).places.held().max(kept_for_each))
            .sum()
    }

    fn lane(&mut self, lane: Lane) -> &mut Queue {
        match lane {
            Lane::Known => &mut self.known,
            Lane::Unknown => &mut self.unknown,
            Lane::Service => &mut self.service,
        }
    }

    /// Keeps memory for the next job.
    fn keep(&mut self, memory: Memory) {
        if !memory.is_empty() {
            self.spare.push(memory);
            self.spared += 1;
        }
    }

    /// Takes the next job. The lanes take turns.
    fn next(&mut self) -> Option<Job> {
        let mut lane = self.turn;
        for _ in Lane::ALL {
            let job = self.lane(lane).waiting.pop();
            lane = lane.next();
            if job.is_some() {
                self.turn = lane;
                return job;
            }
        }
        None
    }
}

impl PoolPlace {
    /// Runs `work` on the pool when its turn comes.
    ///
    /// # Errors
    /// If it panicked or the server is stopping.
    pub async fn run<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        self.state = Arc::new(AtomicU8::new(WAITING));
        let (state, holding) = (Arc::clone(&self.state), Arc::clone(&self.holding));
        let job = move |memory: &mut Memory| {
            if changed(&state, BEGUN) {
                let done = work(memory);
                // This comes first, so that the place is free when the caller has the result.
                drop(holding);
                // Fails if the caller no longer waits, which is fine.
                let _ = answer.send(done);
            }
        };
        let Holding { pool, asker } = &*self.holding;
        if let Some(thread) = pool.add(asker, Box::new(job)) {
            tokio::task::spawn_blocking(move || thread.work());
        }
        answered
            .await
            .map_err(|_| Error::internal("a computation was interrupted"))
    }

    /// Cancels the last job unless it has begun. Returns whether it was canceled.
    pub fn leave(&self) -> bool {
        changed(&self.state, LEFT)
    }
}

/// Whether the state was changed from [`WAITING`] to `state`.
fn changed(from: &AtomicU8, state: u8) -> bool {
    let (success, failure) = (Ordering::AcqRel, Ordering::Acquire);
    from.compare_exchange(WAITING, state, success, failure)
        .is_ok()
}

impl Drop for PoolPlace {
    /// Nothing is computed for a caller that no longer waits.
    fn drop(&mut self) {
        self.leave();
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let mut jobs = self.pool.jobs();
        let lane = jobs.lane(self.asker.lane);
        lane.places.give_back(&self.asker.sharers);
    }
}

/// A thread of the pool. Dropping it frees its slot, even if it never ran because the runtime is
/// shutting down.
struct Thread {
    pool: Pool,
    memory: Memory,
    is_over: bool,
}

impl Thread {
    fn work(mut self) {
        while let Some(job) = self.next() {
            // The waiting caller is notified of a panic. The thread has to survive for the other
            // jobs.
            let _ = catch_unwind(AssertUnwindSafe(|| job(&mut self.memory)));
        }
        tokio::spawn(self.pool.clone().free_unused());
    }

    /// Takes the next job and memory for it, or leaves the memory and marks the thread as ended. This happens under one
    /// lock, so that a concurrent `add` sees that it has to start another thread.
    fn next(&mut self) -> Option<Job> {
        let mut jobs = self.pool.jobs();
        let next = jobs.next();
        if next.is_none() {
            jobs.threads -= 1;
            self.is_over = true;
            jobs.keep(mem::take(&mut self.memory));
        } else if self.memory.is_empty() {
            self.memory = jobs.spare.pop().unwrap_or_default();
        }
        next
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        if !self.is_over {
            self.pool.jobs().threads -= 1;
        }
    }
}

#[cfg(test)]
mod tests;
