//! Reads a filter from BER.

use super::limits::Limits;
use super::{Assertion, Filter, Substrings, tags};
use crate::ber::{Reader, boolean, text};
use crate::error::Malformed;

const NAME: &str = "the name of an attribute in the filter";

impl Filter {
    /// Reads the next element as a filter.
    pub(crate) fn decode(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        decode(reader, &mut Limits::new())
    }
}

fn decode(reader: &mut Reader<'_>, limits: &mut Limits) -> Result<Filter, Malformed> {
    limits.enter()?;
    let (tag, content) = reader.any()?;
    let filter = term(tag, content, limits)?;
    limits.leave();
    Ok(filter)
}

fn term(tag: u8, content: &[u8], limits: &mut Limits) -> Result<Filter, Malformed> {
    match tag {
        tags::AND => list(content, limits).map(Filter::And),
        tags::OR => list(content, limits).map(Filter::Or),
        tags::NOT => {
            let mut reader = Reader::new(content);
            let inner = decode(&mut reader, limits)?;
            if !reader.is_empty() {
                return Err(Malformed::Expected("the end of a negation in the filter"));
            }
            Ok(Filter::Not(Box::new(inner)))
        }
        tags::EQUAL => assertion(content).map(Filter::Equal),
        tags::SUBSTRINGS => substrings(content, limits),
        tags::GREATER_OR_EQUAL => assertion(content).map(Filter::GreaterOrEqual),
        tags::LESS_OR_EQUAL => assertion(content).map(Filter::LessOrEqual),
        tags::PRESENT => Ok(Filter::Present(text(content, NAME)?.to_owned())),
        tags::APPROXIMATE => assertion(content).map(Filter::Approximate),
        tags::EXTENSIBLE => extensible(content),
        _ => Err(Malformed::Expected("a term of the filter")),
    }
}

fn list(content: &[u8], limits: &mut Limits) -> Result<Vec<Filter>, Malformed> {
    let mut reader = Reader::new(content);
    let mut terms = Vec::new();
    while !reader.is_empty() {
        terms.push(decode(&mut reader, limits)?);
    }
    Ok(terms)
}

fn assertion(content: &[u8]) -> Result<Assertion, Malformed> {
    let mut reader = Reader::new(content);
    let attribute = reader.text(NAME)?.to_owned();
    let value = reader.octets("a value in the filter")?.to_vec();
    reader.finish()?;
    Ok(Assertion { attribute, value })
}

fn substrings(content: &[u8], limits: &mut Limits) -> Result<Filter, Malformed> {
    let mut reader = Reader::new(content);
    let attribute = reader.text(NAME)?.to_owned();
    let mut list = reader.sequence("the parts of a value in the filter")?;
    reader.finish()?;
    let mut parts = Substrings::default();
    let mut is_first = true;
    while !list.is_empty() {
        limits.term()?;
        let (tag, part) = list.any()?;
        if part.is_empty() {
            return Err(Malformed::Expected("a part of a value in the filter"));
        }
        match tag {
            tags::INITIAL if is_first => parts.initial = Some(part.to_vec()),
            tags::ANY => parts.any.push(part.to_vec()),
            tags::LAST if list.is_empty() => parts.last = Some(part.to_vec()),
            _ => return Err(Malformed::Expected("a part of a value in the filter")),
        }
        is_first = false;
    }
    if is_first {
        return Err(Malformed::Expected("a part of a value in the filter"));
    }
    Ok(Filter::Substrings { attribute, parts })
}

fn extensible(content: &[u8]) -> Result<Filter, Malformed> {
    let mut reader = Reader::new(content);
    let rule = reader.optional(tags::RULE)?;
    let rule = rule.map(|it| text(it, "the name of a rule in the filter"));
    let attribute = reader.optional(tags::ATTRIBUTE)?;
    let attribute = attribute.map(|it| text(it, NAME));
    let value = reader.element(tags::VALUE, "a value in the filter")?;
    let dn_attributes = match reader.optional(tags::DN_ATTRIBUTES)? {
        Some(content) => boolean(content, "whether the name of the entry counts")?,
        None => false,
    };
    reader.finish()?;
    let (rule, attribute) = (rule.transpose()?, attribute.transpose()?);
    if rule.is_none() && attribute.is_none() {
        return Err(Malformed::Expected(
            "the attribute or the rule in the filter",
        ));
    }
    Ok(Filter::Extensible {
        rule: rule.map(str::to_owned),
        attribute: attribute.map(str::to_owned),
        value: value.to_vec(),
        dn_attributes,
    })
}
