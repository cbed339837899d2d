//! How many accounts are in each class of a partition, for example in each state.
//!
//! In a large organization, nearly all accounts are in the same class of each partition. Counting that class for
//! every partition would be most of the work, so it is not counted: its number is the number of all
//! accounts minus those in the other classes.

use contract::page::MOST_COUNTED;
use entity::account;
use sea_orm::{Condition, ConnectionTrait, QueryFilter, QueryTrait, Select};

use super::total::{count_each, count_up_to};
use crate::Error;

/// The classes of a partition: each account is in exactly one of them.
pub(crate) struct Partition {
    conditions: Vec<Condition>,
    largest: usize,
}

impl Partition {
    /// The partition into `all` classes. `largest` is the one that usually has the most accounts; if
    /// another one has, the numbers are the same, but take longer.
    pub fn new<C: Copy + PartialEq>(
        all: &[C],
        largest: C,
        condition: impl Fn(C) -> Condition,
    ) -> Self {
        let position = all.iter().position(|class| *class == largest);
        Self {
            conditions: all.iter().map(|class| condition(*class)).collect(),
            largest: position.unwrap_or_default(),
        }
    }

    fn others(&self) -> impl Iterator<Item = &Condition> {
        let (before, rest) = self.conditions.split_at(self.largest);
        before.iter().chain(rest.iter().skip(1))
    }
}

/// The number of all `accounts`, then of those in each class, in order, then of those that match each of
/// `more`. Without `exact`, each number stops at [`MOST_COUNTED`] + 1.
///
/// # Errors
/// If the database fails.
pub(crate) async fn count_partitions(
    db: &impl ConnectionTrait,
    accounts: &Select<account::Entity>,
    partitions: &[Partition],
    more: &[Condition],
    exact: bool,
) -> Result<Vec<u64>, Error> {
    let matching = |condition: &Condition| accounts.clone().filter(condition.clone()).into_query();
    let others = partitions.iter().flat_map(Partition::others);
    let queries = others.chain(more).map(matching).collect();
    let mut numbers = count_each(db, queries, exact).await?.into_iter();
    let mut counted: Vec<Vec<u64>> = Vec::new();
    for partition in partitions {
        counted.push(numbers.by_ref().take(partition.others().count()).collect());
    }

    // So many that more than `MOST_COUNTED` are left for each largest class.
    let known = counted.iter().filter_map(|others| sum(others, exact)).max();
    let enough = MOST_COUNTED + 1 + known.unwrap_or_default();
    let mut queries = vec![(accounts.clone().into_query(), (!exact).then_some(enough))];
    for (partition, others) in partitions.iter().zip(&counted) {
        if let (None, Some(largest)) = (
            sum(others, exact),
            partition.conditions.get(partition.largest),
        ) {
            queries.push((matching(largest), Some(MOST_COUNTED + 1)));
        }
    }
    let mut rest = count_up_to(db, queries).await?.into_iter();
    let all = rest.next().unwrap_or_default();
    let most = if exact { u64::MAX } else { MOST_COUNTED + 1 };
    let mut counts = vec![all.min(most)];
    for (partition, mut others) in partitions.iter().zip(counted) {
        let largest = match sum(&others, exact) {
            Some(sum) => all.saturating_sub(sum).min(most),
            None => rest.next().unwrap_or_default(),
        };
        others.insert(partition.largest, largest);
        counts.append(&mut others);
    }
    counts.extend(numbers);
    Ok(counts)
}

/// The sum of exact numbers; `None` if it is so large that the remaining class is counted faster than
/// derived from it.
fn sum(numbers: &[u64], exact: bool) -> Option<u64> {
    let sum: u64 = numbers.iter().sum();
    (exact || sum <= MOST_COUNTED).then_some(sum)
}
