use entity::account;
use rules::resource::{
    AfterLoss, ResourcePolicy, ResourceRefusal, may_use_for_application, may_use_under,
};
use rules::time::Timestamp;

use crate::accounts::facts;

/// What an application password is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum BoundTo {
    /// A device or program.
    Device,
    /// An application that is available to the user, with what it decides about locks.
    Open(AfterLoss),
    /// An application to which the user has no access.
    Closed,
}

impl BoundTo {
    /// An application. `on_lock` is what it decides about locks if it is available to the user.
    pub(super) fn application(on_lock: Option<AfterLoss>) -> Self {
        on_lock.map_or(Self::Closed, Self::Open)
    }
}

/// Why an application password of the account is refused now, if it is. An application decides about locks; all
/// other decisions are those of the service, whose policy is `policy`.
pub(super) fn refusal_of(
    account: &account::Model,
    bound_to: BoundTo,
    policy: ResourcePolicy,
    now: Timestamp,
) -> Option<ResourceRefusal> {
    let facts = facts(account);
    let (on_lock, closed) = match bound_to {
        BoundTo::Device => return may_use_under(policy, account.state, &facts, now).err(),
        BoundTo::Open(on_lock) => (on_lock, None),
        BoundTo::Closed => (AfterLoss::Remove, Some(ResourceRefusal::ApplicationClosed)),
    };
    let may_use = may_use_for_application(on_lock, policy, account.state, &facts, now);
    may_use.err().or(closed)
}
