//! Codes of authenticator apps (RFC 6238): six digits, SHA-1, 30 seconds, as all apps support.

use aws_lc_rs::rand;
use contract::factors::QrCode;
use qrcodegen::{QrCode as Drawn, QrCodeEcc};
use rules::time::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use crate::Error;

const STEP_SECONDS: u64 = 30;
/// The number of time steps before and after the current one whose codes are accepted.
const SKEW: u16 = 1;
/// The number of time steps within which a code indicates a wrong clock: five minutes.
const DRIFT: u16 = 10;
/// The largest lengths of the names in the URL, which contains the issuer twice. With more, cameras
/// cannot read the QR code on a screen.
const LONGEST_ISSUER: usize = 60;
const LONGEST_ACCOUNT: usize = 120;

/// The result of checking a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// Correct, for this time step.
    Right(i64),
    /// Correct, but this code or a later one was already used.
    Spent,
    /// Correct at a different time, by this number of seconds: the device's clock is wrong.
    Drifted(i64),
    /// Wrong for all time steps near now.
    Wrong,
}

/// Generates a secret of 160 bits, as RFC 4226 recommends.
pub(super) fn new_secret() -> Result<[u8; 20], Error> {
    let mut bytes = [0; 20];
    rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
    Ok(bytes)
}

/// The secret in base32, for typing.
pub(super) fn base32(secret: &[u8]) -> String {
    Secret::new(secret.into()).to_base32()
}

/// The `otpauth:` URL for an authenticator app: the secret, and the account that it belongs to.
pub(super) fn uri(secret: &[u8], organization: &str, account: &str) -> Result<String, Error> {
    // In the label, a colon separates the two.
    let plain = |text: &str, longest| shortened(&text.replace(':', " "), longest);
    builder(secret, SKEW)
        .with_issuer(Some(plain(organization, LONGEST_ISSUER)))
        .with_account_name(plain(account, LONGEST_ACCOUNT))
        .build()
        .and_then(|totp| totp.to_url())
        .map_err(|error| Error::internal(error.to_string()))
}

/// The beginning of a text that takes at most `longest` characters in a URL, where a character of
/// another script takes up to twelve.
fn shortened(text: &str, longest: usize) -> String {
    const DOTS: char = '…';
    let in_url = |c: char| match c {
        _ if c.is_ascii_alphanumeric() => 1,
        _ => 3 * c.len_utf8(),
    };
    if text.chars().map(in_url).sum::<usize>() <= longest {
        return text.to_owned();
    }
    let mut left = longest - in_url(DOTS);
    let mut short: String = text
        .chars()
        .take_while(|c| {
            let fits = in_url(*c) <= left;
            left = left.saturating_sub(in_url(*c));
            fits
        })
        .collect();
    short.push(DOTS);
    short
}

/// The URL as a QR code.
pub(super) fn qr_code(uri: &str) -> Result<QrCode, Error> {
    let drawn = Drawn::encode_text(uri, QrCodeEcc::Medium)
        .map_err(|_| Error::internal("the address does not fit a QR code"))?;
    let size = drawn.size();
    let mut path = String::new();
    for y in 0..size {
        for x in (0..size).filter(|x| drawn.get_module(*x, y)) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Ok(QrCode {
        size: size.unsigned_abs(),
        path,
    })
}

/// Checks a code at `now`. Time steps up to `spent` were already used.
pub(super) fn check(secret: &[u8], code: &str, now: Timestamp, spent: i64) -> Result<Check, Error> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.unix_seconds()).unwrap_or_default();
    let matching = |skew| Ok::<_, Error>(totp(secret, skew)?.check(&code, seconds).map(signed));
    if let Some(step) = matching(SKEW)? {
        return Ok(if step > spent {
            Check::Right(step)
        } else {
            Check::Spent
        });
    }
    Ok(match matching(DRIFT)? {
        Some(step) => Check::Drifted((step - signed(seconds / STEP_SECONDS)) * 30),
        None => Check::Wrong,
    })
}

fn signed(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}

fn builder(secret: &[u8], skew: u16) -> Builder {
    Builder::new()
        .with_secret(Secret::new(secret.into()))
        .with_step_duration(STEP_SECONDS)
        .with_skew(skew)
}

fn totp(secret: &[u8], skew: u16) -> Result<Totp, Error> {
    // Only `uri` uses the names.
    builder(secret, skew)
        .with_account_name("account")
        .build()
        .map_err(|error| Error::internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    /// The test vectors of RFC 6238, appendix B; codes here are their last six digits.
    #[test]
    fn knows_the_codes_of_the_rfc() -> Result<(), Error> {
        let table = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ];
        for (seconds, code) in table {
            let now = Timestamp::from_unix_millis(seconds * 1000);
            let step = seconds / 30;
            assert_eq!(check(SECRET, code, now, 0)?, Check::Right(step));
            assert_eq!(check(SECRET, code, now, step)?, Check::Spent);
            let typed = format!(" {} {}\n", &code[..3], &code[3..]);
            assert_eq!(check(SECRET, &typed, now, 0)?, Check::Right(step));
        }
        Ok(())
    }

    #[test]
    fn tells_a_wrong_clock_from_a_wrong_code() -> Result<(), Error> {
        let code = "005924";
        let at = |steps: i64| Timestamp::from_unix_millis((1_234_567_890 + steps * 30) * 1000);
        for steps in [-1, 0, 1] {
            assert!(matches!(
                check(SECRET, code, at(steps), 0)?,
                Check::Right(_)
            ));
        }
        assert_eq!(check(SECRET, code, at(2), 0)?, Check::Drifted(-60));
        assert_eq!(check(SECRET, code, at(-10), 0)?, Check::Drifted(300));
        assert_eq!(check(SECRET, code, at(11), 0)?, Check::Wrong);
        for wrong in ["", "005925", "5924", "0059240", "00592a", "００５９２４"] {
            assert_eq!(check(SECRET, wrong, at(0), 0)?, Check::Wrong, "{wrong:?}");
        }
        Ok(())
    }

    #[test]
    fn the_address_names_organization_and_account() -> Result<(), Error> {
        let uri = uri(SECRET, "Example: Ltd", "ada@example.com")?;
        assert!(uri.starts_with("otpauth://totp/"), "{uri}");
        assert!(
            uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{uri}"
        );
        assert!(uri.contains("issuer=Example%20%20Ltd"), "{uri}");
        let drawn = qr_code(&uri)?;
        assert!(drawn.size >= 21 && drawn.path.starts_with("M0 0h1"));
        Ok(())
    }

    #[test]
    fn long_names_leave_the_code_readable() -> Result<(), Error> {
        let organization = "田".repeat(100);
        let account = format!("{}@example.com", "a".repeat(240));
        let drawn = qr_code(&uri(SECRET, &organization, &account)?)?;
        assert!(drawn.size <= 77, "{}", drawn.size);
        assert_eq!(shortened(&organization, LONGEST_ISSUER), "田田田田田…");
        // A letter of ours takes one character. What fits is kept whole.
        let fits = "a".repeat(LONGEST_ISSUER);
        assert_eq!(shortened(&fits, LONGEST_ISSUER), fits);
        let short = shortened(&format!("{fits}a"), LONGEST_ISSUER);
        assert_eq!(short, format!("{}…", "a".repeat(LONGEST_ISSUER - 9)));
        Ok(())
    }
}
