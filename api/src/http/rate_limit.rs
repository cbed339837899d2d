//! Rate limits per client address. Limits per account are in `identity`.

use std::future::{Ready, ready};
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpRequest, ResponseError};
use contract::problem::{Problem, ProblemType};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, RateLimiter};

use super::client_address;
use super::problem::Refusal;
use crate::config::{LimitsConfig, Quota};
use crate::metrics::Metrics;
use crate::openapi::Describe;

/// The number of clients that are counted individually. Further clients share counters.
const MAX_KEYS: usize = 100_000;
/// The number of shared counters.
const SHARED: u64 = 4096;
/// The number of requests after which inactive clients are removed.
const TIDY_EVERY: u32 = 8192;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr),
    Shared(u64),
}

/// A quota per client address, in bounded memory.
pub struct Limiter {
    clients: DefaultKeyedRateLimiter<Key>,
    clock: DefaultClock,
    hasher: RandomState,
    asked: AtomicU32,
}

/// The two quotas.
pub struct Limits {
    requests: Limiter,
    sign_in: Limiter,
}

impl Limiter {
    /// A limiter without any requests yet.
    pub fn new(quota: Quota) -> Self {
        let number = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota =
            governor::Quota::per_minute(number(quota.per_minute)).allow_burst(number(quota.burst));
        Self {
            clients: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            hasher: RandomState::new(),
            asked: AtomicU32::new(0),
        }
    }

    /// Counts one request. `Err` contains the time until the next one is allowed.
    ///
    /// # Errors
    /// If the quota is exhausted.
    pub fn check(&self, address: IpAddr) -> Result<(), Duration> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.clients.retain_recent();
            self.clients.shrink_to_fit();
        }
        let network = network(address);
        let key = if self.clients.len() < MAX_KEYS {
            Key::Address(network)
        } else {
            Key::Shared(self.hasher.hash_one(network) % SHARED)
        };
        self.clients
            .check_key(&key)
            .map_err(|not_until| not_until.wait_time_from(self.clock.now()))
    }
}

/// An IPv6 client is identified by its /64 network.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

impl Limits {
    /// Both quotas.
    pub fn new(config: &LimitsConfig) -> Self {
        Self {
            requests: Limiter::new(config.requests),
            sign_in: Limiter::new(config.sign_in),
        }
    }
}

/// Limits all requests except health checks.
///
/// # Errors
/// Those of the inner service.
pub async fn every_request<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if !request.path().starts_with("/health/")
        && let Err(refusal) = check(request.request(), "requests", |limits| &limits.requests)
    {
        // A response instead of an error, so that the outer middleware sees it.
        let response = request.into_response(refusal.error_response());
        return Ok(response.map_into_right_body());
    }
    next.call(request)
        .await
        .map(ServiceResponse::map_into_left_body)
}

/// Proof that a request is within the quota for requests that verify or send a secret. Handlers of
/// such requests take it as their first argument.
#[derive(Clone, Copy, Debug)]
pub struct SignInQuota(());

impl FromRequest for SignInQuota {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(check(request, "sign_in", |limits| &limits.sign_in).map(|()| Self(())))
    }
}

impl Describe for SignInQuota {}

fn check(
    request: &HttpRequest,
    name: &'static str,
    which: impl Fn(&Limits) -> &Limiter,
) -> Result<(), Refusal> {
    let Some(limits) = request.app_data::<Data<Limits>>() else {
        return Ok(());
    };
    let address = client_address::of(request);
    which(limits.as_ref()).check(address).map_err(|wait| {
        if let Some(metrics) = request.app_data::<Data<Metrics>>() {
            metrics.observe_limited(name);
        }
        let seconds = wait.as_secs() + 1;
        Refusal::from(Problem {
            retry_after_seconds: Some(seconds),
            ..Problem::new(
                ProblemType::TooManyRequests,
                "Too many requests from your network. Wait a moment, then try again",
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_a_quota_of_its_own_and_memory_is_bounded() {
        let limiter = Limiter::new(Quota {
            per_minute: 1,
            burst: 2,
        });
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        assert!(limiter.check(one).is_ok() && limiter.check(one).is_ok());
        assert!(
            limiter
                .check(one)
                .is_err_and(|wait| wait > Duration::from_secs(1))
        );
        assert!(limiter.check("192.0.2.2".parse().unwrap()).is_ok());
        for i in 0..(MAX_KEYS as u128 + 10_000) {
            let _ = limiter.check(IpAddr::V6(Ipv6Addr::from_bits(i << 64)));
        }
        assert!(limiter.clients.len() <= MAX_KEYS + SHARED as usize);
    }

    #[test]
    fn a_client_of_ipv6_is_a_network() {
        let a = network("2001:db8::1".parse().unwrap());
        assert_eq!(a, network("2001:db8::ffff:1".parse().unwrap()));
        assert_ne!(a, network("2001:db8:0:1::1".parse().unwrap()));
    }
}
