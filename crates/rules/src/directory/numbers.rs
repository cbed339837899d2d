/// The smallest number that can be given to an account or a group. Systems keep those below for themselves.
pub const SMALLEST_NUMBER: u32 = 1_000;
/// The largest number that every system can store.
pub const LARGEST_NUMBER: u32 = 2_147_483_646;

/// "No account" on many systems, in the numbers of 16 bits that they began with.
const NOBODY: [u32; 2] = [65_534, 65_535];

/// The numbers that are given to new accounts or groups, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// The first number.
    pub first: u32,
    /// The last number.
    pub last: u32,
}

impl NumberRange {
    /// Whether it consists of numbers that can be given.
    pub fn is_valid(self) -> bool {
        SMALLEST_NUMBER <= self.first && self.first <= self.last && self.last <= LARGEST_NUMBER
    }

    /// Whether a number is in it.
    pub const fn contains(self, number: u32) -> bool {
        self.first <= number && number <= self.last
    }

    /// The number to give next, after `highest`, the highest number of the range that was ever given. `None`
    /// if the range is used up.
    pub fn next(self, highest: Option<u32>) -> Option<u32> {
        let mut next = match highest {
            Some(highest) => highest.checked_add(1)?.max(self.first),
            None => self.first,
        };
        while NOBODY.contains(&next) {
            next += 1;
        }
        (next <= self.last).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_given_in_order_and_never_twice() {
        let range = NumberRange {
            first: 10_000,
            last: 10_002,
        };
        assert_eq!(range.next(None), Some(10_000));
        assert_eq!(range.next(Some(10_000)), Some(10_001));
        assert_eq!(range.next(Some(10_001)), Some(10_002));
        assert_eq!(range.next(Some(10_002)), None);
        // A range that begins later than the last number.
        assert_eq!(range.next(Some(5_000)), Some(10_000));
        assert_eq!(range.next(Some(u32::MAX)), None);
    }

    #[test]
    fn nobody_gets_the_number_of_nobody() {
        let range = NumberRange {
            first: 65_533,
            last: 65_536,
        };
        assert_eq!(range.next(Some(65_533)), Some(65_536));
        let range = NumberRange {
            first: 65_534,
            last: 65_535,
        };
        assert_eq!(range.next(None), None);
    }

    #[test]
    fn a_range_begins_above_the_numbers_of_the_system() {
        let range = |first, last| NumberRange { first, last };
        assert!(range(SMALLEST_NUMBER, LARGEST_NUMBER).is_valid());
        assert!(range(5_000, 5_000).is_valid());
        assert!(!range(999, 5_000).is_valid());
        assert!(!range(5_001, 5_000).is_valid());
        assert!(!range(5_000, LARGEST_NUMBER + 1).is_valid());
    }
}
