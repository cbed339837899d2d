//! A bounded pool of hashing threads. A thread that finishes a job takes the next one itself. If
//! the waiting task had to start its own job, a core would stay idle until that task is scheduled,
//! which takes long when all cores are hashing.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use argon2::Block;
use tokio::sync::oneshot;

use crate::Error;

/// Argon2's working memory. A thread reuses it for the next job, because allocating it takes a
/// tenth of the time of a hash. It is freed when no jobs are left, so that an idle server uses
/// little memory.
pub(super) type Memory = Vec<Block>;

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// Too many passwords are waiting to be hashed. The caller should retry after a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password hashing queue is full")]
pub struct QueueFull;

/// The threads and the queue of jobs, in order of arrival.
#[derive(Clone)]
pub(super) struct Pool(Arc<Shared>);

struct Shared {
    threads: usize,
    queue: usize,
    jobs: Mutex<Jobs>,
}

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<Job>,
    /// The number of jobs that are queued or running.
    unfinished: usize,
    /// The number of threads that are running or about to start.
    threads: usize,
}

impl Pool {
    /// At least one and at most `threads` run in parallel. At most `queue` jobs may be queued or
    /// running.
    pub fn new(threads: usize, queue: usize) -> Self {
        Self(Arc::new(Shared {
            threads: threads.max(1),
            queue,
            jobs: Mutex::default(),
        }))
    }

    /// The number of jobs that are queued or running.
    pub fn len(&self) -> usize {
        self.jobs().unfinished
    }

    /// Runs `work` on the pool. It is skipped if the caller has gone away before its turn.
    ///
    /// # Errors
    /// [`QueueFull`] as [`Error::Busy`].
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let job = move |memory: &mut Memory| {
            if !answer.is_closed() {
                // Fails if the caller went away in the meantime, which is fine.
                let _ = answer.send(work(memory));
            }
        };
        if let Some(thread) = self.add(Box::new(job))? {
            tokio::task::spawn_blocking(move || thread.work());
        }
        answered
            .await
            .map_err(|_| Error::internal("password hashing was interrupted"))
    }

    /// Adds a job to the queue. Returns the thread to start for it, if another one may run.
    fn add(&self, job: Job) -> Result<Option<Thread>, QueueFull> {
        let mut jobs = self.jobs();
        if jobs.unfinished >= self.0.queue {
            return Err(QueueFull);
        }
        jobs.unfinished += 1;
        jobs.waiting.push_back(job);
        if jobs.threads == self.0.threads {
            return Ok(None);
        }
        jobs.threads += 1;
        Ok(Some(Thread {
            pool: self.clone(),
            is_over: false,
        }))
    }

    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread of the pool. Dropping it frees its slot, even if it never ran because the runtime is
/// shutting down.
struct Thread {
    pool: Pool,
    is_over: bool,
}

impl Thread {
    fn work(mut self) {
        let mut memory = Memory::default();
        while let Some(job) = self.next() {
            // The waiting caller is notified of a panic. The thread has to survive for the other
            // jobs.
            let _ = catch_unwind(AssertUnwindSafe(|| job(&mut memory)));
            self.pool.jobs().unfinished -= 1;
        }
    }

    /// Takes the next job, or marks the thread as ended. Both happen under the same lock, so that a
    /// concurrent `add` sees that it has to start another thread.
    fn next(&mut self) -> Option<Job> {
        let mut jobs = self.pool.jobs();
        let next = jobs.waiting.pop_front();
        if next.is_none() {
            jobs.threads -= 1;
            self.is_over = true;
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
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    /// A pool whose only thread is blocked until the sender is used.
    fn kept_waiting(queue: usize) -> (Pool, mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
        let pool = Pool::new(1, queue);
        let (go, wait) = mpsc::channel();
        let first = pool.clone();
        let first = tokio::spawn(async move {
            let waited = first.run(move |_| wait.recv().is_ok()).await;
            assert!(waited.is_ok_and(|told| told));
        });
        (pool, go, first)
    }

    /// Waits until the pool has this number of jobs.
    async fn until(pool: &Pool, jobs: usize) {
        while pool.len() != jobs {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    #[tokio::test]
    async fn no_more_run_at_once_than_there_are_threads() {
        let pool = Pool::new(3, 100);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut running = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (pool, now, most) = (pool.clone(), Arc::clone(&now), Arc::clone(&most));
            running.spawn(async move {
                pool.run(move |_| {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(1));
                    now.fetch_sub(1, Ordering::SeqCst);
                })
                .await
            });
        }
        assert!(running.join_all().await.iter().all(Result::is_ok));
        assert_eq!(most.load(Ordering::SeqCst), 3);
        until(&pool, 0).await;
    }

    #[tokio::test]
    async fn who_comes_when_the_queue_is_full_is_turned_away() {
        let (pool, go, first) = kept_waiting(2);
        until(&pool, 1).await;
        let second = pool.clone();
        let second = tokio::spawn(async move { second.run(|_| ()).await });
        until(&pool, 2).await;
        assert!(matches!(
            pool.run(|_| ()).await,
            Err(Error::Busy(QueueFull))
        ));
        go.send(()).unwrap();
        first.await.unwrap();
        assert!(second.await.unwrap().is_ok());
    }

    #[tokio::test]
    async fn nothing_is_done_for_who_is_gone() {
        let (pool, go, first) = kept_waiting(9);
        until(&pool, 1).await;
        let done = Arc::new(AtomicUsize::new(0));
        let (gone, count) = (pool.clone(), Arc::clone(&done));
        let gone = tokio::spawn(async move {
            let ran = gone.run(move |_| count.fetch_add(1, Ordering::SeqCst));
            ran.await
        });
        until(&pool, 2).await;
        gone.abort();
        assert!(gone.await.is_err());
        go.send(()).unwrap();
        first.await.unwrap();
        until(&pool, 0).await;
        assert_eq!(done.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn a_panic_ends_one_job_alone() {
        let (pool, go, first) = kept_waiting(9);
        until(&pool, 1).await;
        let panicking = pool.clone();
        let panicking = tokio::spawn(async move { panicking.run(|_| panic!("on purpose")).await });
        until(&pool, 2).await;
        let next = pool.clone();
        let next = tokio::spawn(async move { next.run(|_| 7).await });
        go.send(()).unwrap();
        first.await.unwrap();
        let refused: Result<(), Error> = panicking.await.unwrap();
        assert!(refused.is_err_and(|error| error.is_internal()));
        assert_eq!(next.await.unwrap().unwrap(), 7);
        until(&pool, 0).await;
    }

    #[tokio::test]
    async fn a_thread_that_never_comes_makes_room() {
        let pool = Pool::new(1, 9);
        let lost = pool.add(Box::new(|_| ())).unwrap();
        assert!(pool.add(Box::new(|_| ())).unwrap().is_none());
        drop(lost.expect("the first needs a thread"));
        assert_eq!(pool.run(|_| 7).await.unwrap(), 7);
        until(&pool, 0).await;
    }

    #[tokio::test]
    async fn memory_is_kept_while_jobs_wait_and_no_longer() {
        let (pool, go, first) = kept_waiting(9);
        let grow = |memory: &mut Memory| {
            memory.push(Block::new());
            memory.len()
        };
        let mut waiting = tokio::task::JoinSet::new();
        for _ in 0..2 {
            let pool = pool.clone();
            waiting.spawn(async move { pool.run(grow).await.unwrap() });
        }
        until(&pool, 3).await;
        go.send(()).unwrap();
        first.await.unwrap();
        let mut sizes = waiting.join_all().await;
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 2]);
        while pool.jobs().threads > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(pool.run(grow).await.unwrap(), 1);
    }
}
