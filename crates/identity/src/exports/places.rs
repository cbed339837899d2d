use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contract::ids::OrganizationId;

use crate::Error;

/// How many exports of an organization this server writes at the same time.
const AT_ONCE: u8 = 2;
/// When to try again if all places are taken.
const RETRY: Duration = Duration::from_secs(10);

/// The places of the exports that are being written, or of other responses that last. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Places(Arc<Mutex<HashMap<OrganizationId, u8>>>);

/// The place of an export, which is free again when this is dropped.
pub(crate) struct Place {
    places: Places,
    organization: OrganizationId,
}

impl Places {
    /// Takes a place.
    ///
    /// # Errors
    /// `too-many-requests` if the organization has none left.
    pub(crate) fn take(&self, organization: OrganizationId) -> Result<Place, Error> {
        let place = self.take_one_of(AT_ONCE, organization);
        place.ok_or(Error::TooManyExports(RETRY))
    }

    /// Takes one of so many places, if the organization has one left.
    pub(crate) fn take_one_of(&self, at_once: u8, organization: OrganizationId) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(organization).or_default();
        if *count >= at_once {
            return None;
        }
        *count += 1;
        Some(Place {
            places: self.clone(),
            organization,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let places = &self.places.0;
        let mut taken = places.lock().unwrap_or_else(PoisonError::into_inner);
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
    fn each_organization_has_its_own_places() {
        let places = Places::default();
        let [one, other] = [1, 2].map(|id| OrganizationId(Uuid::from_u128(id)));
        let first = places.take(one);
        let second = places.take(one);
        assert!(first.is_ok() && second.is_ok());
        assert!(matches!(places.take(one), Err(Error::TooManyExports(_))));
        assert!(places.take(other).is_ok());
        drop(first);
        assert!(places.take(one).is_ok());
        drop(second);
        let taken = places.0.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(taken.is_empty());
    }
}
