//! Preconditions of requests (RFC 9110, section 13).

use contract::problem::ProblemType;

use crate::Error;

/// Some versions of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Versions {
    /// Any version that exists.
    Any,
    /// One of these.
    OneOf(Vec<u64>),
}

impl Versions {
    /// Whether they include `version`.
    pub fn include(&self, version: u64) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(versions) => versions.contains(&version),
        }
    }
}

/// The version that a resource must have for a request to be performed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Precondition {
    /// It must be one of these (`If-Match`).
    pub is: Option<Versions>,
    /// It must be none of these (`If-None-Match`).
    pub is_not: Option<Versions>,
}

impl From<u64> for Precondition {
    /// The change is based on this version.
    fn from(version: u64) -> Self {
        Self {
            is: Some(Versions::OneOf(vec![version])),
            is_not: None,
        }
    }
}

impl Precondition {
    /// Checks the version of the resource that the request names. Call it before the first change.
    ///
    /// # Errors
    /// `stale-version`.
    pub(crate) fn check(&self, version: impl Into<u64>) -> Result<(), Error> {
        let version: u64 = version.into();
        let is = self.is.as_ref().is_none_or(|it| it.include(version));
        let is_not = self.is_not.as_ref().is_some_and(|it| it.include(version));
        if is && !is_not {
            Ok(())
        } else {
            Err(stale_version())
        }
    }
}

/// The resource does not have the required version.
pub(crate) const fn stale_version() -> Error {
    Error::Refused(
        ProblemType::StaleVersion,
        "Load it again, then make your change",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_conditions_must_hold() {
        let one_of = |versions: &[u64]| Some(Versions::OneOf(versions.to_vec()));
        for (is, is_not, holds) in [
            (None, None, true),
            (Some(Versions::Any), None, true),
            (one_of(&[2, 3]), None, true),
            (one_of(&[2]), None, false),
            (one_of(&[]), None, false),
            (None, Some(Versions::Any), false),
            (None, one_of(&[3]), false),
            (Some(Versions::Any), one_of(&[2]), true),
        ] {
            let condition = Precondition { is, is_not };
            assert_eq!(condition.check(3_u64).is_ok(), holds, "{condition:?}");
        }
        assert!(Precondition::from(3).check(3_u64).is_ok());
    }
}
