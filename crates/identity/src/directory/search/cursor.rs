//! Where a search continues. A filter would tell a client the same, so it contains nothing secret. It is sealed all
//! the same: what a client sends is then what this server has sent to the same caller.

use ldap::response::ResultCode;
use rules::time::Timestamp;
use uuid::Uuid;

use crate::Context;
use crate::crypto::Seal;
use crate::directory::Failed;
use crate::directory::caller::{Caller, Identity};

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
    /// When it was created, if that decides the order.
    pub created_at: Timestamp,
    /// Its identifier, or how many entries were looked at.
    pub id: Uuid,
}

impl Last {
    /// None was looked at.
    pub const NONE: Self = Self::numbered(Uuid::nil());

    /// The last one of some whose order is that of their identifiers or numbers.
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

    /// Reads a cookie that was sent to the same caller.
    ///
    /// # Errors
    /// 53 if it was not.
    pub fn open(context: &Context, who: &Caller, cookie: &[u8]) -> Result<Self, Failed> {
        if cookie.is_empty() {
            return Ok(Self::START);
        }
        let owner = owner(who);
        let opened = context.master_key().open(Seal::Cursor(&owner), cookie);
        opened
            .ok()
            .and_then(|plain| Self::read(&plain))
            .ok_or_else(|| {
                let message = "the paging cookie is invalid or has expired: start the search again";
                Failed::refused(ResultCode::UnwillingToPerform, message)
            })
    }

    /// Writes a cookie for a caller.
    ///
    /// # Errors
    /// If there is no randomness.
    pub fn seal(self, context: &Context, who: &Caller) -> Result<Vec<u8>, Failed> {
        let owner = owner(who);
        let sealed = context
            .master_key()
            .seal(Seal::Cursor(&owner), &self.write());
        Ok(sealed?)
    }

    fn read(plain: &[u8]) -> Option<Self> {
        let (stage, after) = plain.split_first()?;
        let stage = *Stage::ALL.get(usize::from(*stage))?;
        let after = Last::read(after)?;
        Some(Self { stage, after })
    }

    fn write(self) -> Vec<u8> {
        let stage = match self.stage {
            Stage::Fixed => 0,
            Stage::People => 1,
            Stage::Groups => 2,
        };
        let mut plain = vec![stage];
        plain.extend(self.after.created_at.unix_millis().to_be_bytes());
        plain.extend(self.after.id.as_bytes());
        plain
    }
}

/// Whose cookie it is.
fn owner(who: &Caller) -> String {
    let identity = match &who.identity {
        Identity::Person { account, .. } => *account,
        Identity::BindUser(id) => id.0,
    };
    format!("ldap {} {identity}", who.organization)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        for stage in Stage::ALL {
            let after = Last {
                created_at: Timestamp::from_unix_millis(1_700_000_000_000),
                id: Uuid::from_u128(7),
            };
            let cursor = Cursor { stage, after };
            assert_eq!(Cursor::read(&cursor.write()), Some(cursor));
        }
        for wrong in [&[][..], &[0], &[3; 25], &[0; 24], &[0; 26], &[0; 17]] {
            assert_eq!(Cursor::read(wrong), None, "{wrong:?}");
        }
    }
}
