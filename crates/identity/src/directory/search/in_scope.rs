//! Which entries of a kind a search can reach, by their names.

use ldap::request::Scope;

use crate::directory::names::{EntryName, Unit};

/// Which entries of a kind are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InScope<'a> {
    /// None.
    None,
    /// All.
    All,
    /// The one with this name.
    One(&'a str),
}

impl<'a> InScope<'a> {
    /// Which entries of `unit` are searched from `base` on.
    pub fn of(base: EntryName<'a>, scope: Scope, unit: Unit) -> Self {
        let name = match base {
            EntryName::Suffix if scope == Scope::Subtree => return Self::All,
            EntryName::Unit(part) if part == unit && scope != Scope::Base => return Self::All,
            EntryName::Person {
                username,
                application: None,
            } if unit == Unit::People => username,
            EntryName::Group(name) if unit == Unit::Groups => name,
            _ => return Self::None,
        };
        if scope == Scope::One {
            // Nothing is below a user or a group.
            Self::None
        } else {
            Self::One(name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_reaches_what_is_below_its_base() {
        use Scope::{Base, One, Subtree};
        let ada = EntryName::Person {
            username: "ada",
            application: None,
        };
        let in_application = EntryName::Person {
            username: "ada",
            application: Some("7"),
        };
        let people = EntryName::Unit(Unit::People);
        for (base, scope, in_scope) in [
            (EntryName::Suffix, Base, InScope::None),
            (EntryName::Suffix, One, InScope::None),
            (EntryName::Suffix, Subtree, InScope::All),
            (people, Base, InScope::None),
            (people, One, InScope::All),
            (people, Subtree, InScope::All),
            (EntryName::Unit(Unit::Groups), Subtree, InScope::None),
            (ada, Base, InScope::One("ada")),
            (ada, One, InScope::None),
            (ada, Subtree, InScope::One("ada")),
            (in_application, Base, InScope::None),
            (EntryName::Group("ada"), Base, InScope::None),
        ] {
            assert_eq!(InScope::of(base, scope, Unit::People), in_scope, "{base:?}");
        }
        let group = InScope::of(EntryName::Group("staff"), Base, Unit::Groups);
        assert_eq!(group, InScope::One("staff"));
    }
}
