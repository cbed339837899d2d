use super::reader::Reader;

/// `[limits]`: rate limits per client address. An office behind one address counts as one client.
/// Larger networks have eight times the limit.
#[derive(Clone, Copy, Debug)]
pub struct LimitsConfig {
    /// Every request.
    pub requests: Quota,
    /// Requests that verify or send a secret: sign-in, links, resets, set-up.
    pub sign_in: Quota,
}

/// Requests per minute, and burst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Requests per minute.
    pub per_minute: u32,
    /// Requests that can come together after a period of inactivity.
    pub burst: u32,
}

impl LimitsConfig {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let mut quota = |name: &str, per_minute, burst| Quota {
            per_minute: reader.integer(
                "limits",
                &format!("{name}_per_minute"),
                1..=10_000_000,
                per_minute,
            ),
            burst: reader.integer("limits", &format!("{name}_burst"), 1..=10_000_000, burst),
        };
        Self {
            requests: quota("requests", 12_000, 2_000),
            // Below the share of the hashing pool that one network can hold.
            sign_in: quota("sign_in", 600, 60),
        }
    }
}
