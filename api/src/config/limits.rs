use super::reader::Reader;

/// `[limits]`: what one client address may ask for. An office behind one address counts as one
/// client.
#[derive(Clone, Copy, Debug)]
pub struct LimitsConfig {
    /// Every request.
    pub requests: Quota,
    /// Requests that judge or send a secret: sign-in, links, resets, set-up.
    pub sign_in: Quota,
}

/// So many a minute, and as many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// A minute.
    pub per_minute: u32,
    /// At once, after a quiet time.
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
            sign_in: quota("sign_in", 600, 300),
        }
    }
}
