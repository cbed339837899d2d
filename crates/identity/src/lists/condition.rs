//! Conditions of filters.

use sea_orm::{ColumnTrait, Condition, Value};

/// Matches if all conditions match.
pub(crate) fn all_of(conditions: impl IntoIterator<Item = Condition>) -> Condition {
    let conditions = conditions.into_iter().filter(|one| !one.is_empty());
    conditions.fold(Condition::all(), Condition::add)
}

/// Matches if `holds` matches for one of `values`, or if there are no values.
pub(crate) fn any<T>(values: &[T], holds: impl Fn(&T) -> Condition) -> Condition {
    let mut conditions = values.iter().map(holds);
    match conditions.next() {
        None => Condition::all(),
        Some(first) => conditions.fold(Condition::any().add(first), Condition::add),
    }
}

/// Matches if `column` has one of `values`, or if there are no values.
pub(crate) fn one_of<V: Into<Value> + Clone>(column: impl ColumnTrait, values: &[V]) -> Condition {
    match values {
        [] => Condition::all(),
        values => Condition::all().add(column.is_in(values.iter().cloned())),
    }
}
