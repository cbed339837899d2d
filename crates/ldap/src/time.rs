//! Times as LDAP writes them (RFC 4517, section 3.3.13).

use rules::time::Timestamp;

/// Writes a time in seconds, such as `20261124064912Z`.
pub fn write(time: Timestamp) -> String {
    let text = time.to_string();
    let digits = text.chars().filter(char::is_ascii_digit);
    // Year to second. What follows are fractions, which many clients cannot read.
    let mut text: String = digits.take(14).collect();
    text.push('Z');
    text
}

/// Reads a time, with minutes, seconds and fractions of them or without.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let zone_at = text.find(['Z', '+', '-'])?;
    let (time, zone) = text.split_at(zone_at);
    let zone = match zone {
        "Z" => zone.to_owned(),
        _ if zone.len() == 3 => format!("{zone}:00"),
        _ if zone.len() == 5 => format!("{}:{}", zone.get(..3)?, zone.get(3..)?),
        _ => return None,
    };
    let (digits, fraction) = match time.split_once(['.', ',']) {
        Some((digits, fraction)) if digits.len() == 14 => (digits, format!(".{fraction}")),
        Some(_) => return None,
        None => (time, String::new()),
    };
    let digits = match digits.len() {
        10 => format!("{digits}0000"),
        12 => format!("{digits}00"),
        14 => digits.to_owned(),
        _ => return None,
    };
    let part = |from: usize, to: usize| digits.get(from..to);
    let date = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let clock = format!("{}:{}:{}", part(8, 10)?, part(10, 12)?, part(12, 14)?);
    Timestamp::parse(&format!("{date}T{clock}{fraction}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        let time = Timestamp::from_unix_millis(1_795_502_952_000);
        assert_eq!(write(time), "20261124064912Z");
        for text in [
            "20261124064912Z",
            "20261124064912.0Z",
            "20261124084912+02",
            "20261124014912-0500",
        ] {
            assert_eq!(parse(text), Some(time), "{text}");
        }
        assert_eq!(parse("2026112406Z"), parse("20261124060000Z"));
        for wrong in [
            "",
            "Z",
            "2026",
            "20261324064912Z",
            "20261124064912",
            "2026112406é912Z",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
