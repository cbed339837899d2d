//! Which entries of a kind a search can reach, by their names.

use ldap::request::Scope;

use crate::directory::names::{Place, Unit};

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
    /// Which entries of `unit` are searched from `place` on.
    pub fn of(place: Place<'a>, scope: Scope, unit: Unit) -> Self {
        let name = match place {
            Place::Suffix if scope == Scope::Subtree => return Self::All,
            Place::Unit(base) if base == unit && scope != Scope::Base => return Self::All,
            Place::Person {
                username,
                application: None,
            } if unit == Unit::People => username,
            Place::Group(name) if unit == Unit::Groups => name,
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
        let ada = Place::Person {
            username: "ada",
            application: None,
        };
        let in_application = Place::Person {
            username: "ada",
            application: Some("7"),
        };
        let people = Place::Unit(Unit::People);
        for (place, scope, in_scope) in [
            (Place::Suffix, Base, InScope::None),
            (Place::Suffix, One, InScope::None),
            (Place::Suffix, Subtree, InScope::All),
            (people, Base, InScope::None),
            (people, One, InScope::All),
            (people, Subtree, InScope::All),
            (Place::Unit(Unit::Groups), Subtree, InScope::None),
            (ada, Base, InScope::One("ada")),
            (ada, One, InScope::None),
            (ada, Subtree, InScope::One("ada")),
            (in_application, Base, InScope::None),
            (Place::Group("ada"), Base, InScope::None),
        ] {
            assert_eq!(
                InScope::of(place, scope, Unit::People),
                in_scope,
                "{place:?}"
            );
        }
        let group = InScope::of(Place::Group("staff"), Base, Unit::Groups);
        assert_eq!(group, InScope::One("staff"));
    }
}
