//! A minimal model of what an account allows.

use std::time::Duration;

use proptest::prelude::*;
use rules::links::LinkPurpose;
use rules::time::Timestamp;

/// A step. The number is that of a browser, or of a link, counted from the latest one.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The next step of the owner in a browser: the required authentication, and then adding an
    /// app.
    GoOn(usize),
    /// The next step of the owner with the latest link.
    GoOnByLink,
    Begin(usize),
    Password(usize, bool),
    Factor(usize, Given),
    Replace(usize),
    /// Step-up authentication with the password or a factor.
    Prove(usize, Option<Given>),
    Change(usize, bool),
    AddApp(usize),
    RemoveApp(usize),
    SignOut(usize),
    RequestReset,
    SendReset,
    UseLink(usize, Option<Given>),
    Suspend,
    Activate,
    SetTemporary,
    ResetFactors,
    Require(bool),
}

/// A code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given {
    Right,
    Spent,
    Wrong,
}

/// Any step. Steps that make progress are more frequent, so that a sequence gets somewhere.
pub fn step() -> impl Strategy<Value = Step> {
    let browser = || 0_usize..2;
    let given = || prop::sample::select(vec![Given::Right, Given::Spent, Given::Wrong]);
    let maybe = || prop::option::of(given());
    prop_oneof![
        30 => browser().prop_map(Step::GoOn),
        3 => Just(Step::GoOnByLink),
        2 => browser().prop_map(Step::Begin),
        2 => (browser(), any::<bool>()).prop_map(|(on, right)| Step::Password(on, right)),
        2 => (browser(), given()).prop_map(|(on, given)| Step::Factor(on, given)),
        2 => browser().prop_map(Step::Replace),
        3 => (browser(), maybe()).prop_map(|(on, given)| Step::Prove(on, given)),
        2 => (browser(), any::<bool>()).prop_map(|(on, right)| Step::Change(on, right)),
        1 => browser().prop_map(Step::AddApp),
        1 => browser().prop_map(Step::RemoveApp),
        1 => browser().prop_map(Step::SignOut),
        2 => Just(Step::RequestReset),
        2 => Just(Step::SendReset),
        2 => (0_usize..3, maybe()).prop_map(|(nth, given)| Step::UseLink(nth, given)),
        1 => Just(Step::Suspend),
        6 => Just(Step::Activate),
        2 => Just(Step::SetTemporary),
        1 => Just(Step::ResetFactors),
        1 => any::<bool>().prop_map(Step::Require),
    ]
}

const SIGN_IN: Duration = Duration::from_secs(10 * 60);
const FRESH: Duration = Duration::from_secs(5 * 60);

/// The authentication completed in an unfinished sign-in.
#[derive(Clone, Copy, Debug)]
struct SignIn {
    until: Timestamp,
    password: bool,
    factor: bool,
}

/// The state of a browser.
#[derive(Clone, Copy, Debug, Default)]
struct Browser {
    sign_in: Option<SignIn>,
    /// When the identity was last confirmed in the session.
    session: Option<Timestamp>,
}

/// A reset link.
#[derive(Clone, Debug)]
pub struct Link {
    pub purpose: LinkPurpose,
    pub token: String,
    usable: bool,
}

impl Link {
    pub fn new(purpose: LinkPurpose, token: &str) -> Self {
        let token = token.to_owned();
        Self {
            purpose,
            token,
            usable: true,
        }
    }
}

/// An account.
#[derive(Debug)]
pub struct Model {
    pub password: String,
    pub has_app: bool,
    pub required: bool,
    temporary: bool,
    suspended: bool,
    browsers: [Browser; 2],
    links: Vec<Link>,
}

impl Model {
    pub fn new(password: &str) -> Self {
        Self {
            password: password.to_owned(),
            has_app: false,
            required: false,
            temporary: false,
            suspended: false,
            browsers: [Browser::default(); 2],
            links: Vec::new(),
        }
    }

    pub fn is_active(&self) -> bool {
        !self.suspended
    }

    pub fn is_signed_in(&self, on: usize) -> bool {
        self.browsers[on].session.is_some()
    }

    /// The concrete step, if it depends on the current state.
    pub fn resolve(&self, step: Step, now: Timestamp) -> Step {
        match step {
            Step::GoOn(on) if self.is_signed_in(on) => Step::AddApp(on),
            Step::GoOn(on) => match self.running(on, now) {
                None => Step::Begin(on),
                Some(sign_in) if !sign_in.password => Step::Password(on, true),
                Some(sign_in) if self.has_proved_all(sign_in) => Step::Replace(on),
                Some(_) => Step::Factor(on, Given::Right),
            },
            Step::GoOnByLink => Step::UseLink(0, self.has_app.then_some(Given::Right)),
            step => step,
        }
    }

    pub fn begin(&mut self, on: usize, now: Timestamp) -> bool {
        self.browsers[on].sign_in = Some(SignIn {
            until: now.plus(SIGN_IN),
            password: false,
            factor: false,
        });
        true
    }

    pub fn password(&mut self, on: usize, right: bool, now: Timestamp) -> bool {
        let waits = |sign_in: SignIn| !sign_in.password;
        let accepted = right && !self.suspended && self.running(on, now).is_some_and(waits);
        if accepted {
            self.prove(on, now, |sign_in| sign_in.password = true);
        }
        accepted
    }

    pub fn factor(&mut self, on: usize, given: Given, now: Timestamp) -> bool {
        let waits = |sign_in: SignIn| sign_in.password && !sign_in.factor;
        let accepted = self.proves(given) && self.running(on, now).is_some_and(waits);
        if accepted {
            self.prove(on, now, |sign_in| sign_in.factor = true);
        }
        accepted
    }

    pub fn replace(&mut self, on: usize, new: String, now: Timestamp) -> bool {
        let sign_in = self.running(on, now);
        let accepted = self.temporary && sign_in.is_some_and(|it| self.has_proved_all(it));
        if accepted {
            self.set_password(new, false);
            self.browsers[on] = Browser {
                sign_in: None,
                session: Some(now),
            };
        }
        accepted
    }

    pub fn prove_again(&mut self, on: usize, given: Option<Given>, now: Timestamp) -> bool {
        let proves = match given {
            None => !self.has_app,
            Some(given) => self.proves(given),
        };
        let accepted = proves && self.is_signed_in(on);
        if accepted {
            self.browsers[on].session = Some(now);
        }
        accepted
    }

    pub fn change(&mut self, on: usize, right: bool, new: String, now: Timestamp) -> bool {
        let session = self.browsers[on].session;
        let factor = !self.has_app || self.is_fresh(on, now);
        let accepted = right && factor && session.is_some();
        if accepted {
            self.set_password(new, false);
            self.browsers[on].session = session;
        }
        accepted
    }

    pub fn add_app(&mut self, on: usize, now: Timestamp) -> bool {
        let accepted = self.is_fresh(on, now);
        self.has_app |= accepted;
        accepted
    }

    pub fn remove_app(&mut self, on: usize, now: Timestamp) -> bool {
        let accepted = self.has_app && !self.required && self.is_fresh(on, now);
        self.has_app &= !accepted;
        accepted
    }

    pub fn sign_out(&mut self, on: usize) {
        self.browsers[on].session = None;
    }

    pub fn receive(&mut self, link: Link) {
        for older in &mut self.links {
            older.usable &= older.purpose != link.purpose;
        }
        self.links.push(link);
    }

    /// The latest link, or an earlier one.
    pub fn link(&self, nth: usize) -> Option<Link> {
        self.links.iter().rev().nth(nth).cloned()
    }

    pub fn use_link(&mut self, nth: usize, given: Option<Given>, new: String) -> bool {
        let Some(link) = self.link(nth) else {
            return false;
        };
        let own = link.purpose == LinkPurpose::UserPasswordReset;
        let proves = match given {
            None => !(self.has_app || own && self.required),
            Some(given) => self.proves(given),
        };
        let accepted = link.usable && proves && !self.suspended;
        if accepted {
            self.set_password(new, false);
        }
        accepted
    }

    pub fn suspend(&mut self) -> bool {
        let accepted = !self.suspended;
        if accepted {
            self.suspended = true;
            self.shut_out();
        }
        accepted
    }

    pub fn activate(&mut self) -> bool {
        let accepted = self.suspended;
        self.suspended = false;
        accepted
    }

    pub fn set_temporary(&mut self, new: String) -> bool {
        self.set_password(new, true);
        true
    }

    pub fn reset_factors(&mut self) -> bool {
        let accepted = self.has_app;
        if accepted {
            self.has_app = false;
            self.shut_out();
        }
        accepted
    }

    fn running(&self, on: usize, now: Timestamp) -> Option<SignIn> {
        self.browsers[on]
            .sign_in
            .filter(|sign_in| now < sign_in.until)
    }

    fn proves(&self, given: Given) -> bool {
        self.has_app && given == Given::Right
    }

    fn has_proved_all(&self, sign_in: SignIn) -> bool {
        sign_in.password && (sign_in.factor || !self.has_app)
    }

    fn is_fresh(&self, on: usize, now: Timestamp) -> bool {
        let session = self.browsers[on].session;
        session.is_some_and(|proved| now < proved.plus(FRESH))
    }

    /// Completes one authentication of a sign-in. The last one turns it into a session.
    fn prove(&mut self, on: usize, now: Timestamp, gain: fn(&mut SignIn)) {
        let Some(mut sign_in) = self.browsers[on].sign_in else {
            return;
        };
        gain(&mut sign_in);
        self.browsers[on].sign_in = Some(sign_in);
        if self.has_proved_all(sign_in) && !self.temporary {
            self.browsers[on] = Browser {
                sign_in: None,
                session: Some(now),
            };
        }
    }

    fn set_password(&mut self, new: String, temporary: bool) {
        self.password = new;
        self.temporary = temporary;
        self.shut_out();
    }

    /// Ends the sessions, the links, and the sign-ins that have authenticated.
    fn shut_out(&mut self) {
        for browser in &mut self.browsers {
            browser.session = None;
            browser.sign_in = browser.sign_in.filter(|sign_in| !sign_in.password);
        }
        for link in &mut self.links {
            link.usable = false;
        }
    }
}
