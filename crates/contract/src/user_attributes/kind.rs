//! Which values an attribute takes. The forms of both portals, the API, filters and files ask here.

use rules::attribute::{AttributeKind, LARGEST_NUMBER, LONGEST_TEXT};
use rules::text::{TextError, line};
use rules::time::Timestamp;
use serde_json::Number;

use super::value::AttributeValue;

/// The kind of an attribute, with its choices.
#[derive(Clone, Copy, Debug)]
pub struct AttributeKindOf<'a> {
    /// The kind.
    pub kind: AttributeKind,
    /// The choices; empty unless the kind is `choice`.
    pub choices: &'a [String],
}

/// Why a value is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongValue {
    /// The stable code for the API.
    pub code: &'static str,
    /// How to correct it.
    pub message: String,
}

impl AttributeKindOf<'_> {
    /// Normalizes a value. An empty text becomes `None`: no value.
    ///
    /// # Errors
    /// If the attribute does not take this value.
    pub fn accept(self, value: AttributeValue) -> Result<Option<AttributeValue>, WrongValue> {
        match (self.kind, value) {
            (AttributeKind::YesNo, AttributeValue::YesNo(value)) => {
                Ok(Some(AttributeValue::YesNo(value)))
            }
            (AttributeKind::Number, AttributeValue::Number(value)) => {
                let number = value.as_f64().and_then(number);
                number.map(Some).ok_or_else(|| self.wrong())
            }
            (
                AttributeKind::Text | AttributeKind::Date | AttributeKind::Choice,
                AttributeValue::Text(value),
            ) => self.text(&value),
            _ => Err(self.wrong()),
        }
    }

    /// Reads a value from a text, as a form, a filter or a file has it. An empty text is no value.
    ///
    /// # Errors
    /// If the attribute does not take this value.
    pub fn read(self, text: &str) -> Result<Option<AttributeValue>, WrongValue> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match self.kind {
            AttributeKind::YesNo => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => Ok(Some(AttributeValue::YesNo(true))),
                "false" | "no" | "0" => Ok(Some(AttributeValue::YesNo(false))),
                _ => Err(self.wrong()),
            },
            AttributeKind::Number => {
                let number = text.parse().ok().and_then(number);
                number.map(Some).ok_or_else(|| self.wrong())
            }
            AttributeKind::Text | AttributeKind::Date | AttributeKind::Choice => self.text(text),
        }
    }

    fn text(self, text: &str) -> Result<Option<AttributeValue>, WrongValue> {
        let text = match line(text, LONGEST_TEXT) {
            Ok(text) => text,
            Err(TextError::Empty) => return Ok(None),
            Err(error) => {
                return Err(WrongValue {
                    code: error.code(),
                    message: error.message(),
                });
            }
        };
        let is_taken = match self.kind {
            AttributeKind::Date => is_date(&text),
            AttributeKind::Choice => self.choices.contains(&text),
            _ => true,
        };
        if is_taken {
            Ok(Some(AttributeValue::Text(text)))
        } else {
            Err(self.wrong())
        }
    }

    fn wrong(self) -> WrongValue {
        let (code, message) = match self.kind {
            AttributeKind::Text => ("malformed", "Enter a text".to_owned()),
            AttributeKind::Number => (
                "malformed",
                "Enter a number between -1,000,000,000,000,000 and 1,000,000,000,000,000"
                    .to_owned(),
            ),
            AttributeKind::Date => ("malformed", "Enter a date such as 2026-11-29".to_owned()),
            AttributeKind::YesNo => ("malformed", "Enter true or false".to_owned()),
            AttributeKind::Choice => (
                "unknown_choice",
                format!("Choose one of: {}", self.choices.join(", ")),
            ),
        };
        WrongValue { code, message }
    }
}

/// A number in its shortest form: `4711.0` becomes `4711`.
fn number(value: f64) -> Option<AttributeValue> {
    if !value.is_finite() || value.abs() > LARGEST_NUMBER {
        return None;
    }
    let whole = value.to_string().parse::<i64>().ok().map(Number::from);
    whole
        .or_else(|| Number::from_f64(value))
        .map(AttributeValue::Number)
}

fn is_date(text: &str) -> bool {
    text.len() == "2026-11-29".len() && Timestamp::parse(&format!("{text}T00:00:00Z")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: AttributeKind, text: &str) -> Option<String> {
        let choices = ["S".to_owned(), "L".to_owned()];
        let kind = AttributeKindOf {
            kind,
            choices: &choices,
        };
        let read = kind.read(text).ok()?;
        // What was read is taken as a value, too.
        assert_eq!(read.clone().map(|value| kind.accept(value)), {
            read.clone().map(|value| Ok(Some(value)))
        });
        Some(read.map_or_else(String::new, |value| value.to_string()))
    }

    #[test]
    fn each_kind_takes_its_values_and_no_others() {
        use AttributeKind::{Choice, Date, Number, Text, YesNo};
        for (kind, text, expected) in [
            (Text, " Oslo ", Some("Oslo")),
            (Text, "  ", Some("")),
            (Text, "a\nb", None),
            (Number, "4711.0", Some("4711")),
            (Number, "-0", Some("0")),
            (Number, "0.5", Some("0.5")),
            (Number, "1e16", None),
            (Number, "NaN", None),
            (Number, "12a", None),
            (Date, "2026-02-28", Some("2026-02-28")),
            (Date, "2026-02-30", None),
            (Date, "28.02.2026", None),
            (YesNo, "Yes", Some("true")),
            (YesNo, "0", Some("false")),
            (YesNo, "perhaps", None),
            (Choice, "L", Some("L")),
            (Choice, "l", None),
        ] {
            assert_eq!(read(kind, text).as_deref(), expected, "{kind:?} {text:?}");
        }
    }

    #[test]
    fn a_value_of_another_type_is_refused() {
        let badge = AttributeKindOf {
            kind: AttributeKind::Number,
            choices: &[],
        };
        let text = AttributeValue::Text("4711".to_owned());
        assert_eq!(
            badge.accept(text).map_err(|wrong| wrong.code),
            Err("malformed")
        );
    }
}
