//! Where a search continues. It tells the client nothing but an identifier and a time that it has just received, and
//! a forged one gives it nothing that a filter would not: so it is not sealed.

use ldap::response::ResultCode;
use rules::time::Timestamp;
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
    /// The last one that was looked at.
    pub after: Last,
}

/// The last entry that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Last {
    /// When it was created.
    pub created_at: Timestamp,
    /// Its identifier, or how many entries were looked at.
    pub id: Uuid,
}

impl Last {
    /// None was looked at.
    pub const NONE: Self = Self::numbered(Uuid::nil());

    /// The last one of some that are only numbered.
    pub const fn numbered(id: Uuid) -> Self {
        Self {
            created_at: Timestamp::from_unix_millis(0),
            id,
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (created_at, id) = bytes.split_first_chunk()?;
        let created_at = Timestamp::from_unix_millis(i64::from_be_bytes(*created_at));
        let id = Uuid::from_slice(id).ok()?;
        Some(Self { created_at, id })
    }
}

impl Cursor {
    /// Where a search begins.
    pub const START: Self = Self {
        stage: Stage::Fixed,
        after: Last::NONE,
    };

    /// Reads a cookie.
    pub fn read(cookie: &[u8]) -> Result<Self, Failed> {
        let Some((stage, after)) = cookie.split_first() else {
            return Ok(Self::START);
        };
        let stage = Stage::ALL.get(usize::from(*stage)).copied();
        let read = stage.zip(Last::read(after));
        let read = read.map(|(stage, after)| Self { stage, after });
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
        cookie.extend(self.after.created_at.unix_millis().to_be_bytes());
        cookie.extend(self.after.id.as_bytes());
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
            let after = Last {
                created_at: Timestamp::from_unix_millis(1_700_000_000_000),
                id: Uuid::from_u128(7),
            };
            let cursor = Cursor { stage, after };
            assert_eq!(Cursor::read(&cursor.write()), Ok(cursor));
        }
        for forged in [&[0][..], &[3; 25], &[0; 24], &[0; 26], &[0; 17]] {
            assert!(Cursor::read(forged).is_err(), "{forged:?}");
        }
    }
}
