//! Where a search continues. It tells the client nothing but an identifier that it has just received, and a
//! forged one gives it nothing that a filter would not: so it is not sealed.

use ldap::response::ResultCode;
use uuid::Uuid;

use crate::directory::Failed;

/// The kinds of entries, in the order in which they are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Fixed,
    People,
    Groups,
}

impl Stage {
    const ALL: [Self; 3] = [Self::Fixed, Self::People, Self::Groups];

    /// This one and those that follow it.
    pub fn onward(first: Self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().skip_while(move |one| *one != first)
    }
}

/// Where a search continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The kind of entries.
    pub stage: Stage,
    /// The identifier of the last one that was looked at, or how many were.
    pub after: Uuid,
}

impl Cursor {
    /// Where a search begins.
    pub const START: Self = Self {
        stage: Stage::Fixed,
        after: Uuid::nil(),
    };

    /// Reads a cookie.
    pub fn read(cookie: &[u8]) -> Result<Self, Failed> {
        let Some((stage, after)) = cookie.split_first() else {
            return Ok(Self::START);
        };
        let stage = Stage::ALL.get(usize::from(*stage)).copied();
        let after = Uuid::from_slice(after).ok();
        let read = stage.zip(after).map(|(stage, after)| Self { stage, after });
        read.ok_or_else(|| {
            let message = "the cookie is not one of this server: begin the search again";
            Failed::refused(ResultCode::UnwillingToPerform, message)
        })
    }

    /// Writes a cookie.
    pub fn write(self) -> Vec<u8> {
        let stage = match self.stage {
            Stage::Fixed => 0,
            Stage::People => 1,
            Stage::Groups => 2,
        };
        let mut cookie = vec![stage];
        cookie.extend(self.after.as_bytes());
        cookie
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_as_it_is_written() {
        assert_eq!(Cursor::read(&[]), Ok(Cursor::START));
        for stage in Stage::ALL {
            let after = Uuid::from_u128(7);
            let cursor = Cursor { stage, after };
            assert_eq!(Cursor::read(&cursor.write()), Ok(cursor));
        }
        for forged in [&[0][..], &[3; 17], &[0; 16], &[0; 18]] {
            assert!(Cursor::read(forged).is_err(), "{forged:?}");
        }
    }
}
