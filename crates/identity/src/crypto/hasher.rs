use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Params, Version};

use super::asker::Asker;
use super::pool::{self, Pool, QueueFull};
use super::verify::verify;
use crate::Error;

/// The cost of a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

impl Default for HashCost {
    /// The first recommendation of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one
    /// lane.
    fn default() -> Self {
        Self {
            memory_kib: 19 * 1024,
            iterations: 2,
            parallelism: 1,
        }
    }
}

/// How passwords are hashed.
#[derive(Clone, Copy, Debug)]
pub struct PasswordHashing {
    /// The cost of a hash.
    pub cost: HashCost,
    /// The number of hashes computed in parallel. More than the number of cores makes all of them
    /// slower.
    pub threads: usize,
    /// The number of places in the pool: how many requests can have passwords hashed or checked at a
    /// time. Further requests are refused.
    pub queue: usize,
}

/// Hashes and verifies passwords with Argon2id, in a bounded pool, so that a burst of sign-ins does
/// not starve other requests.
#[derive(Clone)]
pub struct PasswordHasher {
    argon2: Argon2<'static>,
    pool: Pool,
    hashed: Arc<Hashed>,
    /// A hash that matches no password. It is verified if an account does not exist or has no
    /// password, so that the time is the same.
    decoy: Arc<str>,
}

impl PasswordHasher {
    /// # Errors
    /// If Argon2 does not accept the cost.
    pub fn new(hashing: PasswordHashing) -> Result<Self, Error> {
        let HashCost {
            memory_kib,
            iterations,
            parallelism,
        } = hashing.cost;
        let params = Params::new(memory_kib, iterations, parallelism, None)
            .map_err(|_| Error::internal("Argon2 does not accept this cost"))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy =
            decoy(argon2.params()).map_err(|_| Error::internal("cannot create a decoy hash"))?;
        Ok(Self {
            argon2,
            pool: Pool::new(hashing.threads, hashing.queue),
            hashed: Arc::default(),
            decoy: decoy.into(),
        })
    }

    /// Takes a place in the pool. Take it before anything is counted or used up, because a caller with
    /// a place is not refused later.
    ///
    /// # Errors
    /// [`QueueFull`] if no place is free for `asker`.
    pub fn place(&self, asker: Asker) -> Result<Place, QueueFull> {
        Ok(Place {
            hasher: self.clone(),
            place: self.pool.place(asker)?,
        })
    }

    /// Whether `hash` was computed with a different cost than new hashes are.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let params = PasswordHash::new(hash)
            .ok()
            .and_then(|parsed| Params::try_from(&parsed).ok());
        let now = self.argon2.params();
        params.is_none_or(|was| {
            (was.m_cost(), was.t_cost(), was.p_cost()) != (now.m_cost(), now.t_cost(), now.p_cost())
        })
    }

    /// The number of passwords hashed or verified since the start, and the time that it took.
    pub fn hashed(&self) -> (u64, Duration) {
        let micros = self.hashed.micros.load(Ordering::Relaxed);
        let count = self.hashed.count.load(Ordering::Relaxed);
        (count, Duration::from_micros(micros))
    }

    /// A hash that matches no password.
    pub fn decoy(&self) -> &str {
        &self.decoy
    }

    /// The number of places that are taken.
    pub fn queue_length(&self) -> usize {
        self.pool.len()
    }
}

/// How many hashes were computed, and how long it took, without the time in the queue.
#[derive(Default)]
struct Hashed {
    count: AtomicU64,
    micros: AtomicU64,
}

impl Hashed {
    fn time<T>(&self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Ordering::Relaxed);
        self.count.fetch_add(1, Ordering::Relaxed);
        done
    }
}

impl fmt::Debug for PasswordHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHasher")
            .field("queue_length", &self.queue_length())
            .finish_non_exhaustive()
    }
}

/// A place in the pool. Its holder can have any number of passwords hashed, verified and checked, one
/// after the other. Each of them waits for its turn.
pub struct Place {
    hasher: PasswordHasher,
    place: pool::PoolPlace,
}

impl Place {
    /// Hashes a password, which must be [normalized](rules::passwords::normalize).
    ///
    /// # Errors
    /// If hashing fails.
    pub async fn hash(&mut self, password: String) -> Result<String, Error> {
        let (argon2, hashed) = (self.hasher.argon2.clone(), Arc::clone(&self.hasher.hashed));
        self.place
            .run(move |_| hashed.time(|| hash_now(&argon2, password.as_bytes())))
            .await?
    }

    /// Whether `password` (normalized) matches `hash`. Without a hash, this takes the same time and
    /// returns false.
    ///
    /// # Errors
    /// If the server is stopping.
    pub async fn verify(&mut self, password: String, hash: Option<&str>) -> Result<bool, Error> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.hasher.decoy).to_owned();
        let hashed = Arc::clone(&self.hasher.hashed);
        let verify =
            move |memory: &mut _| hashed.time(|| verify(&hash, password.as_bytes(), memory));
        let right = self.place.run(verify).await?;
        Ok(right && known)
    }

    /// Runs another computation that is too costly for the threads that serve requests.
    ///
    /// # Errors
    /// If it panics or the server is stopping.
    pub async fn compute<T: Send + 'static>(
        &mut self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        self.place.run(move |_| work()).await
    }

    /// Cancels the last computation unless it has begun. Returns whether it was canceled.
    pub fn leave(&self) -> bool {
        self.place.leave()
    }
}

/// A random value instead of a hash. Computing a real hash would delay every start.
fn decoy(params: &Params) -> argon2::password_hash::Result<String> {
    let mut random = [0; Params::DEFAULT_OUTPUT_LEN];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| argon2::password_hash::Error::Crypto)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params)?,
        salt: Some(Salt::generate()),
        hash: Some(Output::new(&random)?),
    };
    Ok(hash.to_string())
}

fn hash_now(argon2: &Argon2<'_>, password: &[u8]) -> Result<String, Error> {
    argon2
        .hash_password(password)
        .map(|hash| hash.to_string())
        .map_err(|_| Error::internal("password hashing failed"))
}
