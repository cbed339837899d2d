use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};

/// The maximum number of entries of each kind. The oldest ones are forgotten.
const MOST: usize = 1000;

/// A person who was sent to the server and has not come back yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The browser that the person uses.
    pub browser: String,
    /// What the ID token must contain.
    pub nonce: String,
    /// What the code is exchanged with.
    pub verifier: String,
}

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The ID token as it was received, which a sign-out needs.
    pub id_token: String,
    /// Its claims.
    pub claims: Map<String, Value>,
    /// The claims from the userinfo endpoint.
    pub userinfo: Map<String, Value>,
}

impl Person {
    fn claim(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }
}

/// A session of this application.
#[derive(Clone, Debug, PartialEq)]
pub enum Session {
    /// Somebody is signed in.
    SignedIn(Box<Person>),
    /// The server has ended it.
    Ended,
}

/// Everything that is remembered.
#[derive(Default)]
pub struct Sessions(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    pending: Bounded<Pending>,
    sessions: Bounded<Session>,
    used_tokens: Bounded<()>,
}

impl Sessions {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers that a person was sent to the server with this `state`.
    pub fn begin(&self, state: String, pending: Pending) {
        self.inner().pending.insert(state, pending);
    }

    /// What was remembered for a `state`, if it was begun in this browser. It works once.
    pub fn come_back(&self, state: &str, browser: &str) -> Option<Pending> {
        let mut inner = self.inner();
        if inner.pending.get(state)?.browser != browser {
            return None;
        }
        inner.pending.remove(state)
    }

    /// Signs a person in, in the session with this new identifier.
    pub fn sign_in(&self, id: String, person: Person) {
        let session = Session::SignedIn(Box::new(person));
        self.inner().sessions.insert(id, session);
    }

    /// The session with this identifier.
    pub fn get(&self, id: &str) -> Option<Session> {
        self.inner().sessions.get(id).cloned()
    }

    /// Forgets a session. Returns what it was.
    pub fn forget(&self, id: &str) -> Option<Session> {
        self.inner().sessions.remove(id)
    }

    /// Ends the sessions that a logout token is about: one by its `sid`, or all of a person by their
    /// `sub`. Returns their number.
    pub fn end(&self, sid: Option<&str>, subject: Option<&str>) -> usize {
        let mut ended = 0;
        for session in self.inner().sessions.values_mut() {
            let Session::SignedIn(person) = session else {
                continue;
            };
            let is_meant = match sid {
                Some(sid) => person.claim("sid") == Some(sid),
                None => subject.is_some() && person.claim("sub") == subject,
            };
            if is_meant {
                *session = Session::Ended;
                ended += 1;
            }
        }
        ended
    }

    /// Whether a logout token with this `jti` is used for the first time.
    pub fn is_first_use(&self, jti: &str) -> bool {
        let mut inner = self.inner();
        let is_first = inner.used_tokens.get(jti).is_none();
        if is_first {
            inner.used_tokens.insert(jti.to_owned(), ());
        }
        is_first
    }
}

/// A map that forgets its oldest entries.
struct Bounded<V> {
    order: VecDeque<String>,
    entries: HashMap<String, V>,
}

impl<V> Default for Bounded<V> {
    fn default() -> Self {
        Self {
            order: VecDeque::new(),
            entries: HashMap::new(),
        }
    }
}

impl<V> Bounded<V> {
    fn insert(&mut self, key: String, value: V) {
        self.remove(&key);
        while self.order.len() >= MOST {
            if let Some(oldest) = self.order.pop_front() {
                self.entries.remove(&oldest);
            }
        }
        self.order.push_back(key.clone());
        self.entries.insert(key, value);
    }

    fn get(&self, key: &str) -> Option<&V> {
        self.entries.get(key)
    }

    fn remove(&mut self, key: &str) -> Option<V> {
        self.order.retain(|own| own != key);
        self.entries.remove(key)
    }

    fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.values_mut()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn person(sid: &str, sub: &str) -> Person {
        let claims = json!({ "sid": sid, "sub": sub });
        Person {
            id_token: String::new(),
            claims: claims.as_object().cloned().unwrap(),
            userinfo: Map::new(),
        }
    }

    #[test]
    fn a_sign_in_ends_once_in_the_browser_where_it_began() {
        let sessions = Sessions::default();
        let pending = Pending {
            browser: "mine".to_owned(),
            nonce: "n".to_owned(),
            verifier: "v".to_owned(),
        };
        sessions.begin("state".to_owned(), pending.clone());
        assert_eq!(sessions.come_back("state", "another"), None);
        assert_eq!(sessions.come_back("other", "mine"), None);
        assert_eq!(sessions.come_back("state", "mine"), Some(pending));
        assert_eq!(sessions.come_back("state", "mine"), None);
    }

    #[test]
    fn a_logout_token_ends_what_it_names() {
        let sessions = Sessions::default();
        for (id, sid) in [("a", "1"), ("b", "2"), ("c", "3")] {
            let sub = if id == "c" { "bob" } else { "ada" };
            sessions.sign_in(id.to_owned(), person(sid, sub));
        }
        assert_eq!(sessions.end(None, None), 0);
        assert_eq!(sessions.end(Some("9"), Some("ada")), 0);
        assert_eq!(sessions.end(Some("1"), Some("ada")), 1);
        assert_eq!(sessions.get("a"), Some(Session::Ended));
        assert_eq!(sessions.end(None, Some("ada")), 1);
        assert!(matches!(sessions.get("c"), Some(Session::SignedIn(_))));
        assert!(sessions.is_first_use("jti"));
        assert!(!sessions.is_first_use("jti"));
    }

    #[test]
    fn the_oldest_is_forgotten() {
        let mut bounded = Bounded::default();
        for number in 0..=MOST {
            bounded.insert(number.to_string(), ());
        }
        assert!(bounded.get("0").is_none());
        assert!(bounded.get("1").is_some());
        assert_eq!(bounded.entries.len(), MOST);
    }
}
