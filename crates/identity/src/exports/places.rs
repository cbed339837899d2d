use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contract::ids::OrganizationId;

use crate::Error;

/// How many exports of an organization this server writes at the same time.
const AT_ONCE: u8 = 2;
/// When to try again if all places are taken.
const RETRY: Duration = Duration::from_secs(10);

/// The places of the exports that are being written. Clones share them.
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
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(organization).or_default();
        if *count >= AT_ONCE {
            return Err(Error::TooManyExports(RETRY));
        }
        *count += 1;
        Ok(Place {
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
