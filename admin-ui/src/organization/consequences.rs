//! Asks for confirmation before saving a change that affects people at once: says how many, and what
//! happens to them.

use client::Error;
use contract::change::Change;
use contract::filter::{Days, UserFilter};
use contract::organization::{Organization, UpdateOrganization};
use contract::page::{Counting, ListQuery, MAX_LIMIT};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use rules::aging::AgingPolicy;
use rules::mfa::{MfaPolicy, MfaRequirement, MfaStatus};
use rules::state::UserState;
use ui_kit::prelude::*;

use super::Editing;
use crate::words::{mfa, security as words};

/// What happens to people.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// Passwords from before this many days expire.
    Expires(u16),
    /// Accounts without MFA are locked after this many days.
    Locks {
        days: u32,
        users: bool,
        administrators: bool,
    },
}

/// The question. Copy.
#[derive(Clone, Copy)]
pub(super) struct Consequences {
    editing: Editing,
    /// Whether the affected people are being counted.
    pub counting: RwSignal<bool>,
    asking: RwSignal<bool>,
    reach: RwSignal<Reach>,
    count: RwSignal<u64>,
    body: StoredValue<UpdateOrganization>,
}

impl Consequences {
    pub fn new(editing: Editing) -> Self {
        Self {
            editing,
            counting: RwSignal::new(false),
            asking: RwSignal::new(false),
            reach: RwSignal::new(Reach::Expires(0)),
            count: RwSignal::new(0),
            body: StoredValue::new(UpdateOrganization::default()),
        }
    }

    /// Saves. If that affects people immediately, asks first and says how many.
    pub fn save(self, body: UpdateOrganization) {
        let now = self.editing.organization.value.get_untracked();
        let Some(reach) = now.and_then(|now| reach(&now, &body)) else {
            self.editing.save(body);
            return;
        };
        self.counting.set(true);
        run(count(reach), move |count| {
            self.counting.try_set(false);
            match count {
                Ok(0) => self.editing.save(body),
                Ok(count) => {
                    self.body.try_set_value(body);
                    self.reach.try_set(reach);
                    self.count.try_set(count);
                    self.asking.try_set(true);
                }
                Err(error) => failure::toast(&error),
            }
        });
    }

    pub fn question(self) -> AnyView {
        let (reach, count) = (self.reach, self.count);
        let title = move || match reach.get() {
            Reach::Expires(_) => words::aged_title(count.get()),
            Reach::Locks { .. } => mfa::required_title(count.get()),
        };
        let verb = move || match reach.get() {
            Reach::Expires(_) => words::aged_verb(count.get()),
            Reach::Locks { .. } => mfa::REQUIRE.to_owned(),
        };
        let text = move || match reach.get() {
            Reach::Expires(_) => words::AGED_BODY.to_owned(),
            Reach::Locks { days, .. } => mfa::required_body(days),
        };
        let confirm = move || {
            self.asking.set(false);
            self.editing.save(self.body.get_value());
        };
        view! {
            <ConfirmDialog open=self.asking danger=true title=Signal::derive(title)
                verb=Signal::derive(verb) on_confirm=confirm>
                <p>{text}</p>
            </ConfirmDialog>
        }
        .into_any()
    }
}

fn reach(now: &Organization, body: &UpdateOrganization) -> Option<Reach> {
    let (after, _) = body.apply(&now.settings);
    expire_at_once(now, body, &after.aging_policy)
        .map(Reach::Expires)
        .or_else(|| locks(&now.settings.mfa_policy, &after.mfa_policy))
}

/// The age above which passwords expire as soon as `body` is saved, if any. `None` if there is a
/// compliance deadline, which applies to them instead.
fn expire_at_once(
    now: &Organization,
    body: &UpdateOrganization,
    after: &AgingPolicy,
) -> Option<u16> {
    let dated = match body.compliance_deadline {
        Change::Set(_) => true,
        Change::Keep => now.compliance_deadline.is_some(),
        Change::Clear => false,
    };
    if dated {
        return None;
    }
    after.newly_expires_after(&now.settings.aging_policy)
}

/// For whom `after` requires MFA and `before` does not.
fn locks(before: &MfaPolicy, after: &MfaPolicy) -> Option<Reach> {
    let newly =
        |before: MfaRequirement, after| after == MfaRequirement::Required && before != after;
    let users = newly(before.users, after.users);
    let administrators = newly(before.administrators, after.administrators);
    (users || administrators).then_some(Reach::Locks {
        days: after.enrollment_days,
        users,
        administrators,
    })
}

/// The number of affected people.
async fn count(reach: Reach) -> Result<u64, Error> {
    match reach {
        Reach::Expires(days) => {
            let filter = UserFilter {
                password_older_than: vec![Days::new(days)],
                password_never_expires: vec![false],
                password_expired: vec![false],
                ..UserFilter::default()
            };
            matching(&filter).await
        }
        Reach::Locks {
            users,
            administrators,
            ..
        } => {
            let mut count = 0;
            if users {
                let filter = UserFilter {
                    state: vec![UserState::Active],
                    mfa: vec![MfaStatus::NotEnrolled],
                    ..UserFilter::default()
                };
                count += matching(&filter).await?;
            }
            if administrators {
                count += administrators_without_mfa().await?;
            }
            Ok(count)
        }
    }
}

async fn matching(filter: &UserFilter) -> Result<u64, Error> {
    let query = ListQuery {
        limit: Some(1),
        filter: Some(filter.to_string()),
        total: Some(Counting::Exact),
        ..ListQuery::default()
    };
    Ok(api().users(&query).await?.total)
}

/// Of the first page, which holds all of them in most organizations.
async fn administrators_without_mfa() -> Result<u64, Error> {
    let query = ListQuery {
        limit: Some(MAX_LIMIT),
        ..ListQuery::default()
    };
    let all = api().administrators(&query).await?.items;
    let without = all
        .iter()
        .filter(|one| one.state == UserState::Active && one.mfa.status == MfaStatus::NotEnrolled);
    Ok(without.count() as u64)
}
