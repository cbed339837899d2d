//! The words of an email that an organization can replace with its own, and their validation.

use rules::web_address::contains_web_address;

use super::content::default_words;
use super::message::Message;
use super::placeholder::{Part, Placeholder, fill, parts};
use super::text::is_invisible;
use super::wordings::wording;

/// The maximum length of a subject or heading, in characters.
pub const MAX_LINE: usize = 150;
/// The maximum length of a text, in characters.
pub const MAX_TEXT: usize = 2000;
/// The maximum number of lines of a text that are not empty.
pub const MAX_LINES: usize = 20;
/// The maximum length of a button's label, in characters.
pub const MAX_BUTTON: usize = 40;

/// The words of an email that an organization can replace with its own. They contain
/// [placeholders](Placeholder).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The subject.
    pub subject: String,
    /// The heading.
    pub heading: String,
    /// The text. Each line that is not empty is a paragraph.
    pub text: String,
    /// The label of the button; none if the email has no button.
    pub button: Option<String>,
}

/// A part of [`Words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum_macros::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum WordsField {
    /// The subject.
    Subject,
    /// The heading.
    Heading,
    /// The text.
    Text,
    /// The label of the button.
    Button,
}

/// Why words are invalid. The message can be shown at a form field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidWords {
    /// Nothing visible.
    #[error("Enter a value")]
    Empty,
    /// Longer than this limit, in characters.
    #[error("Use at most {0} characters")]
    TooLong(usize),
    /// Too many paragraphs.
    #[error("Use at most 20 paragraphs")]
    TooManyLines,
    /// A line break where there may be none, a control character, or an invisible one.
    #[error("Remove line breaks and invisible control characters")]
    Unprintable,
    /// Double braces that are not paired.
    #[error("Write placeholders in pairs of double braces, such as {{{{organization}}}}")]
    Unbalanced,
    /// The kind of email has no such placeholder.
    #[error("Use only these placeholders: {0}")]
    UnknownPlaceholder(String),
    /// A needed placeholder is missing.
    #[error("Add {{{{{}}}}}: its value is nowhere else in the email", .0.name())]
    MissingPlaceholder(Placeholder),
    /// The address of a page. Links that are not ours are what people are told not to follow.
    #[error(
        "Remove the web address, even one without https://. The button leads to the right page"
    )]
    WebAddress,
    /// A label for a button that the email does not have.
    #[error("This email has no button")]
    NoButton,
}

impl InvalidWords {
    /// Stable code for the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooLong(_) => "too_long",
            Self::TooManyLines => "too_many",
            Self::Unprintable => "unprintable",
            Self::Unbalanced => "malformed",
            Self::UnknownPlaceholder(_) => "unknown_placeholder",
            Self::MissingPlaceholder(_) => "missing_placeholder",
            Self::WebAddress => "web_address",
            Self::NoButton => "no_button",
        }
    }
}

impl Message {
    /// The default words of this kind of email. If they differ from case to case, placeholders contain
    /// what differs.
    pub fn default_words(&self) -> Words {
        default_words(&wording(self, ""))
    }

    /// The placeholders of this kind of email, each with whether the text must contain it.
    pub fn placeholders(&self) -> Vec<(Placeholder, bool)> {
        let common = [
            (Placeholder::Name, false),
            (Placeholder::Organization, false),
        ];
        let own = wording(self, "").values;
        let own = own.iter().map(|value| (value.placeholder, value.is_needed));
        common.into_iter().chain(own).collect()
    }

    /// Validates words for this kind of email. The error of each invalid field is returned.
    pub fn check_words(&self, words: &Words) -> Vec<(WordsField, InvalidWords)> {
        let known = self.placeholders();
        let subject = line(&words.subject, MAX_LINE, &known);
        let heading = line(&words.heading, MAX_LINE, &known);
        let text = text(&words.text, &known);
        let button = match (&words.button, wording(self, "").button) {
            (Some(label), Some(_)) => line(label, MAX_BUTTON, &known),
            (None, Some(_)) => Err(InvalidWords::Empty),
            (Some(_), None) => Err(InvalidWords::NoButton),
            (None, None) => Ok(()),
        };
        [
            (WordsField::Subject, subject),
            (WordsField::Heading, heading),
            (WordsField::Text, text),
            (WordsField::Button, button),
        ]
        .into_iter()
        .filter_map(|(field, checked)| Some((field, checked.err()?)))
        .collect()
    }
}

fn line(line: &str, limit: usize, known: &[(Placeholder, bool)]) -> Result<(), InvalidWords> {
    if line.chars().count() > limit {
        return Err(InvalidWords::TooLong(limit));
    }
    if line.chars().all(is_blank) {
        return Err(InvalidWords::Empty);
    }
    if line.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Err(InvalidWords::Unprintable);
    }
    check_placeholders(line, known)?;
    if may_contain_web_address(line) {
        return Err(InvalidWords::WebAddress);
    }
    Ok(())
}

/// Whether a line contains a web address, or becomes one when its placeholders are filled: a value can be
/// empty, or be the end of a host name.
fn may_contain_web_address(line: &str) -> bool {
    let filled = |value: &'static str| fill(line, |_| Some(value));
    contains_web_address(line)
        || contains_web_address(&filled(""))
        || contains_web_address(&filled("com"))
}

fn text(text: &str, known: &[(Placeholder, bool)]) -> Result<(), InvalidWords> {
    if text.chars().count() > MAX_TEXT {
        return Err(InvalidWords::TooLong(MAX_TEXT));
    }
    let lines = || text.lines().filter(|line| !line.chars().all(is_blank));
    match lines().count() {
        0 => return Err(InvalidWords::Empty),
        1..=MAX_LINES => {}
        _ => return Err(InvalidWords::TooManyLines),
    }
    for one in lines() {
        line(one, MAX_TEXT, known)?;
    }
    let has =
        |placeholder: Placeholder| parts(text).contains(&Part::Placeholder(placeholder.name()));
    let missing = known
        .iter()
        .find(|(placeholder, needed)| *needed && !has(*placeholder));
    match missing {
        Some((placeholder, _)) => Err(InvalidWords::MissingPlaceholder(*placeholder)),
        None => Ok(()),
    }
}

fn check_placeholders(line: &str, known: &[(Placeholder, bool)]) -> Result<(), InvalidWords> {
    for part in parts(line) {
        match part {
            Part::Literal(_) => {}
            Part::Unbalanced(_) => return Err(InvalidWords::Unbalanced),
            Part::Placeholder(name) => {
                let placeholder = Placeholder::parse(name);
                if !known.iter().any(|(one, _)| Some(*one) == placeholder) {
                    let names: Vec<_> = known
                        .iter()
                        .map(|(one, _)| format!("{{{{{}}}}}", one.name()))
                        .collect();
                    return Err(InvalidWords::UnknownPlaceholder(names.join(", ")));
                }
            }
        }
    }
    Ok(())
}

/// White space, or the joiners, which are invisible alone.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c) || matches!(c, '\u{200c}' | '\u{200d}')
}
