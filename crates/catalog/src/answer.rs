//! What the administrator answers, and which answers are accepted.

use std::collections::BTreeMap;

use rules::host::{self, InvalidHost};

use crate::template::{Asked, AskedKind, Template};

/// The answers by the name of what is asked for.
pub type Answers = BTreeMap<String, String>;

/// The maximum length of an answer in characters.
const MAX_LENGTH: usize = 500;

/// An answer that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidAnswer {
    /// The name of what was asked for.
    pub name: String,
    /// What is wrong.
    pub problem: AnswerProblem,
}

/// Why an answer is not accepted. Each message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// There is no answer.
    #[error("Enter a value")]
    Missing,
    /// The template does not ask for it.
    #[error("The application does not need this value")]
    NotAsked,
    /// Too long.
    #[error("Use at most {MAX_LENGTH} characters")]
    TooLong,
    /// Not a host name, or not one that users can open.
    #[error("{}", .0.message())]
    Host(InvalidHost),
    /// Not a part of a host name.
    #[error("Use letters, digits and hyphens only")]
    Label,
    /// Not a part of a path.
    #[error("Use letters, digits, hyphens, periods and underscores only")]
    Segment,
    /// Not an address.
    #[error("Enter the whole address as the application shows it, beginning with https://")]
    Address,
    /// Of another domain.
    #[error("This must be in the domain {}", .0.join(" or "))]
    Elsewhere(Vec<String>),
}

impl AnswerProblem {
    /// Stable code for the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "required",
            Self::NotAsked => "not_asked",
            Self::TooLong => "too_long",
            Self::Host(_) => "invalid_host",
            Self::Label => "invalid_label",
            Self::Segment => "invalid_segment",
            Self::Address => "invalid_address",
            Self::Elsewhere(_) => "other_domain",
        }
    }
}

/// Checks all answers and returns them in normalized form.
///
/// # Errors
/// All answers that are not accepted, in the order in which they are asked for.
pub(crate) fn check(template: &Template, answers: &Answers) -> Result<Answers, Vec<InvalidAnswer>> {
    let mut checked = Answers::new();
    let mut invalid = Vec::new();
    for asked in &template.asked {
        let answer = answers.get(&asked.name).map_or("", |answer| answer.trim());
        match check_one(asked, answer) {
            Ok(value) => {
                checked.insert(asked.name.clone(), value);
            }
            Err(problem) => invalid.push(InvalidAnswer {
                name: asked.name.clone(),
                problem,
            }),
        }
    }
    let is_asked = |name: &String| template.asked.iter().any(|asked| asked.name == *name);
    let others = answers.keys().filter(|name| !is_asked(name));
    invalid.extend(others.map(|name| InvalidAnswer {
        name: name.clone(),
        problem: AnswerProblem::NotAsked,
    }));
    if invalid.is_empty() {
        Ok(checked)
    } else {
        Err(invalid)
    }
}

/// Checks one answer and returns it in normalized form.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_one(asked: &Asked, answer: &str) -> Result<String, AnswerProblem> {
    if answer.is_empty() {
        return Err(AnswerProblem::Missing);
    }
    if answer.chars().count() > MAX_LENGTH {
        return Err(AnswerProblem::TooLong);
    }
    match asked.kind {
        AskedKind::Host => {
            let host = host::parse(answer).map_err(AnswerProblem::Host)?;
            check_domain(asked, &host)?;
            Ok(host)
        }
        AskedKind::Label => {
            let label = answer.to_ascii_lowercase();
            // The ASCII form of an international label represents other letters.
            let is_label = host::is_label(&label) && !label.starts_with("xn--");
            is_label.then_some(label).ok_or(AnswerProblem::Label)
        }
        AskedKind::Segment => is_segment(answer)
            .then(|| answer.to_owned())
            .ok_or(AnswerProblem::Segment),
        AskedKind::Address => {
            let (host, rest) = split_address(answer).ok_or(AnswerProblem::Address)?;
            check_domain(asked, &host)?;
            Ok(format!("https://{host}{rest}"))
        }
    }
}

fn check_domain(asked: &Asked, host: &str) -> Result<(), AnswerProblem> {
    let is_within = |domain: &String| host::is_within(host, domain);
    if asked.within.is_empty() || asked.within.iter().any(is_within) {
        Ok(())
    } else {
        Err(AnswerProblem::Elsewhere(asked.within.clone()))
    }
}

/// Whether a text can be a part of a path without encoding, and without changing where the path leads.
fn is_segment(text: &str) -> bool {
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    text.bytes().all(is_allowed) && !matches!(text, "." | "..")
}

/// Splits an address into its host and the rest. The rest has only characters that no program encodes,
/// and no dot segments, so there is only one way to write the address.
fn split_address(address: &str) -> Option<(String, &str)> {
    let address = address.strip_prefix("https://")?;
    let end = address.find(['/', '?']).unwrap_or(address.len());
    let (host, rest) = address.split_at(end);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_path = path
        .split('/')
        .all(|segment| segment.is_empty() || is_segment(segment));
    let is_query = query
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-._=&/:".contains(&b));
    let host = host::parse(host).ok().filter(|_| is_path && is_query)?;
    Some((host, rest))
}
