//! Limits how many operations of a kind, such as exports, an organization runs at the same time on this server.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contract::ids::OrganizationId;

use crate::Error;

/// How many exports of an organization this server writes at the same time.
const AT_ONCE: u8 = 2;
/// When to try again if all slots are taken.
const RETRY: Duration = Duration::from_secs(10);

/// The slots of the exports that are being written, or of other responses that last. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Slots(Arc<Mutex<HashMap<OrganizationId, u8>>>);

/// The slot of an export, which is free again when this is dropped.
pub(crate) struct Slot {
    slots: Slots,
    organization: OrganizationId,
}

impl Slots {
    /// Takes a slot.
    ///
    /// # Errors
    /// `too-many-requests` if the organization has none left.
    pub(crate) fn take(&self, organization: OrganizationId) -> Result<Slot, Error> {
        let slot = self.take_one_of(AT_ONCE, organization);
        slot.ok_or(Error::TooManyExports(RETRY))
    }

    /// Takes one of so many slots, if the organization has one left.
    pub(crate) fn take_one_of(&self, at_once: u8, organization: OrganizationId) -> Option<Slot> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(organization).or_default();
        if *count >= at_once {
            return None;
        }
        *count += 1;
        Some(Slot {
            slots: self.clone(),
            organization,
        })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let slots = &self.slots.0;
        let mut taken = slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.organization) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.organization);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn each_organization_has_its_own_slots() {
        let slots = Slots::default();
        let [one, other] = [1, 2].map(|id| OrganizationId(Uuid::from_u128(id)));
        let first = slots.take(one);
        let second = slots.take(one);
        assert!(first.is_ok() && second.is_ok());
        assert!(matches!(slots.take(one), Err(Error::TooManyExports(_))));
        assert!(slots.take(other).is_ok());
        drop(first);
        assert!(slots.take(one).is_ok());
        drop(second);
        let taken = slots.0.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(taken.is_empty());
    }
}
