//! Reads a filter from its text (RFC 4515).

use super::limits::Limits;
use super::{Assertion, Filter, Substrings};
use crate::error::Malformed;
use crate::text::hex_digit;

impl Filter {
    /// Reads a filter from its text, such as `(&(objectClass=person)(uid=ada))`.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut rest = Rest(text.as_bytes());
        let filter = rest.filter(&mut Limits::new())?;
        if rest.0.is_empty() {
            Ok(filter)
        } else {
            Err(Malformed::Filter("its end"))
        }
    }
}

/// What is left of the text.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// Removes what the rest starts with.
    fn skip(&mut self, start: &str) -> bool {
        let rest = self.0.strip_prefix(start.as_bytes());
        if let Some(rest) = rest {
            self.0 = rest;
        }
        rest.is_some()
    }

    fn expect(&mut self, start: &str, place: &'static str) -> Result<(), Malformed> {
        if self.skip(start) {
            Ok(())
        } else {
            Err(Malformed::Filter(place))
        }
    }

    fn take_while(&mut self, is_taken: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.0.iter().position(|byte| !is_taken(*byte));
        let (taken, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        self.0 = rest;
        taken
    }

    fn filter(&mut self, limits: &mut Limits) -> Result<Filter, Malformed> {
        limits.enter()?;
        self.expect("(", "an opening parenthesis")?;
        let filter = if self.skip("&") {
            Filter::And(self.list(limits)?)
        } else if self.skip("|") {
            Filter::Or(self.list(limits)?)
        } else if self.skip("!") {
            Filter::Not(Box::new(self.filter(limits)?))
        } else {
            self.item(limits)?
        };
        self.expect(")", "a closing parenthesis")?;
        limits.leave();
        Ok(filter)
    }

    fn list(&mut self, limits: &mut Limits) -> Result<Vec<Filter>, Malformed> {
        let mut terms = Vec::new();
        while self.peek() == Some(b'(') {
            terms.push(self.filter(limits)?);
        }
        Ok(terms)
    }

    fn item(&mut self, limits: &mut Limits) -> Result<Filter, Malformed> {
        let attribute = self.name()?;
        if self.peek() == Some(b':') {
            return self.extensible(attribute);
        }
        if attribute.is_empty() {
            return Err(Malformed::Filter("the name of an attribute"));
        }
        if self.skip("=") {
            return self.equal(attribute, limits);
        }
        let make = if self.skip("~=") {
            Filter::Approximate
        } else if self.skip(">=") {
            Filter::GreaterOrEqual
        } else if self.skip("<=") {
            Filter::LessOrEqual
        } else {
            return Err(Malformed::Filter("the operator after an attribute"));
        };
        let value = self.value()?;
        Ok(make(Assertion { attribute, value }))
    }

    /// What follows an equals sign: a value, the parts of one, or a star alone.
    fn equal(&mut self, attribute: String, limits: &mut Limits) -> Result<Filter, Malformed> {
        let first = self.value()?;
        if self.peek() != Some(b'*') {
            let value = first;
            return Ok(Filter::Equal(Assertion { attribute, value }));
        }
        let mut any = Vec::new();
        while self.skip("*") {
            any.push(self.value()?);
        }
        // Two stars in a row mean the same as one.
        let part = |part: Vec<u8>| (!part.is_empty()).then_some(part);
        let last = any.pop().and_then(part);
        any.retain(|part| !part.is_empty());
        let parts = Substrings {
            initial: part(first),
            any,
            last,
        };
        let count = usize::from(parts.initial.is_some())
            + parts.any.len()
            + usize::from(parts.last.is_some());
        if count == 0 {
            return Ok(Filter::Present(attribute));
        }
        for _ in 0..count {
            limits.term()?;
        }
        Ok(Filter::Substrings { attribute, parts })
    }

    fn extensible(&mut self, attribute: String) -> Result<Filter, Malformed> {
        // `dn` is a name like any other if it is the rule: `cn:dn:=Ada` has no rule.
        let mut names = Vec::new();
        while !self.skip(":=") {
            self.expect(":", "the operator after a matching rule")?;
            names.push(self.name()?);
        }
        let (dn_attributes, rule) = match names.as_slice() {
            [] => (false, None),
            [dn] if dn.eq_ignore_ascii_case("dn") => (true, None),
            [rule] => (false, Some(rule.clone())),
            [dn, rule] if dn.eq_ignore_ascii_case("dn") => (true, Some(rule.clone())),
            _ => return Err(Malformed::Filter("a matching rule")),
        };
        let is_incomplete = match &rule {
            Some(rule) => rule.is_empty(),
            None => attribute.is_empty(),
        };
        if is_incomplete {
            return Err(Malformed::Filter("a matching rule"));
        }
        Ok(Filter::Extensible {
            rule,
            attribute: (!attribute.is_empty()).then_some(attribute),
            value: self.value()?,
            dn_attributes,
        })
    }

    fn name(&mut self) -> Result<String, Malformed> {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-;.".contains(&byte);
        let name = self.take_while(is_part).to_vec();
        String::from_utf8(name).map_err(|_| Malformed::Filter("the name of an attribute"))
    }

    /// A value, or a part of one, up to a star or a parenthesis.
    fn value(&mut self) -> Result<Vec<u8>, Malformed> {
        let mut value = Vec::new();
        loop {
            value.extend(self.take_while(|byte| !b"()*\\\0".contains(&byte)));
            if !self.skip("\\") {
                return Ok(value);
            }
            let digits = self.0.get(..2).and_then(|it| {
                let (high, low) = (hex_digit(it[0])?, hex_digit(it[1])?);
                Some(high << 4 | low)
            });
            value.push(digits.ok_or(Malformed::Filter("a backslash"))?);
            self.0 = &self.0[2..];
        }
    }
}
