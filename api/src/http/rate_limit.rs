//! Rate limits per client address, and per network around it. Limits per account are in `identity`.

use std::future::{Ready, ready};
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
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
use identity::network::Network;

use super::client_address;
use super::problem::Refusal;
use crate::config::{LimitsConfig, Quota};
use crate::metrics::Metrics;
use crate::openapi::Describe;

/// The number of networks that are counted individually. Further ones share counters.
const MAX_KEYS: usize = 100_000;
/// The number of shared counters.
const SHARED: u64 = 4096;
/// The number of requests after which inactive networks are removed.
const TIDY_EVERY: u32 = 8192;
/// The quota of a larger network (an IPv4 /24, an IPv6 /56 or /48), in quotas of a client.
const CLIENTS_OF_A_NETWORK: u32 = 8;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Network(Network),
    Shared(u64),
}

/// A quota per client, which is an IPv4 address or an IPv6 /64 network, and a larger one per
/// network around it, in bounded memory.
pub struct Limiter {
    clients: Counters,
    networks: Counters,
}

/// The same quota for each of many networks.
struct Counters {
    counters: DefaultKeyedRateLimiter<Key>,
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
        let of_a_network = |count: u32| count.saturating_mul(CLIENTS_OF_A_NETWORK);
        Self {
            clients: Counters::new(quota),
            networks: Counters::new(Quota {
                per_minute: of_a_network(quota.per_minute),
                burst: of_a_network(quota.burst),
            }),
        }
    }

    /// Counts one request. `Err` contains the time until the next one is allowed.
    ///
    /// # Errors
    /// If a quota is exhausted.
    pub fn check(&self, address: IpAddr) -> Result<(), Duration> {
        // The client first: a request that its limit refuses does not use up the quota of its network.
        let mut counters = &self.clients;
        for network in Network::around(address).rev() {
            counters.check(network)?;
            counters = &self.networks;
        }
        Ok(())
    }
}

impl Counters {
    fn new(quota: Quota) -> Self {
        let number = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota =
            governor::Quota::per_minute(number(quota.per_minute)).allow_burst(number(quota.burst));
        Self {
            counters: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            hasher: RandomState::new(),
            asked: AtomicU32::new(0),
        }
    }

    fn check(&self, network: Network) -> Result<(), Duration> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.counters.retain_recent();
            self.counters.shrink_to_fit();
        }
        let key = if self.counters.len() < MAX_KEYS {
            Key::Network(network)
        } else {
            Key::Shared(self.hasher.hash_one(network) % SHARED)
        };
        self.counters
            .check_key(&key)
            .map_err(|not_until| not_until.wait_time_from(self.clock.now()))
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
        ready(sign_in_quota(request).map(|()| Self(())))
    }
}

/// Counts a request of which this is only known later. See [`SignInQuota`].
///
/// # Errors
/// If the quota is exhausted.
pub fn sign_in_quota(request: &HttpRequest) -> Result<(), Refusal> {
    check(request, "sign_in", |limits| &limits.sign_in)
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
    use std::net::Ipv6Addr;

    use super::*;

    fn limiter() -> Limiter {
        Limiter::new(Quota {
            per_minute: 1,
            burst: 2,
        })
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn each_client_has_a_quota_of_its_own_and_memory_is_bounded() {
        let limiter = limiter();
        let one = address("192.0.2.1");
        assert!(limiter.check(one).is_ok() && limiter.check(one).is_ok());
        assert!(
            limiter
                .check(one)
                .is_err_and(|wait| wait > Duration::from_secs(1))
        );
        assert!(limiter.check(address("192.0.2.2")).is_ok());
        for i in 0..(MAX_KEYS as u128 + 10_000) {
            let _ = limiter.check(IpAddr::V6(Ipv6Addr::from_bits(i << 80)));
        }
        for counters in [&limiter.clients, &limiter.networks] {
            assert!(counters.counters.len() <= MAX_KEYS + SHARED as usize);
        }
    }

    #[test]
    fn a_client_of_ipv6_is_a_network() {
        let limiter = limiter();
        for allowed in [true, true, false] {
            let any = format!("2001:db8::{}", u8::from(allowed));
            assert_eq!(limiter.check(address(&any)).is_ok(), allowed);
        }
        assert!(limiter.check(address("2001:db8:0:1::1")).is_ok());
    }

    #[test]
    fn many_addresses_of_one_network_have_a_quota_together() {
        let floods: [fn(u16) -> String; 3] = [
            |n| format!("192.0.2.{n}"),
            |n| format!("2001:db8:0:{n:x}::1"),
            |n| format!("2001:db8:1:{:x}::1", 256 * n),
        ];
        let limiter = limiter();
        for addresses in floods {
            let allowed = (0..100)
                .filter(|n| limiter.check(address(&addresses(*n))).is_ok())
                .count();
            assert_eq!(allowed, 16, "{}", addresses(1));
        }
        assert!(limiter.check(address("198.51.100.1")).is_ok());
        assert!(limiter.check(address("2001:db8:2::1")).is_ok());
    }
}
