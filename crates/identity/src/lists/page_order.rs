use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

/// Orders by a value and an identifier, and starts after the given row. Uses a row comparison,
/// which an index on both columns supports directly.
pub(crate) fn after<E: EntityTrait>(
    select: Select<E>,
    place: [Expr; 2],
    descending: bool,
    last: Option<(Expr, Uuid)>,
) -> Select<E> {
    let order = order(descending);
    let ordered = place.iter().fold(select, |select, by| {
        select.order_by(by.clone(), order.clone())
    });
    let Some((value, id)) = last else {
        return ordered;
    };
    let [by, _] = place.clone();
    let row = Expr::tuple(place);
    let last = Expr::tuple([value.clone(), Expr::value(id)]);
    // For an index on an expression, SQLite only uses the second condition to find the row.
    if descending {
        ordered.filter(row.lt(last)).filter(by.lte(value))
    } else {
        ordered.filter(row.gt(last)).filter(by.gte(value))
    }
}

/// Orders by an identifier, and starts after the given one.
pub(super) fn after_id<E: EntityTrait>(
    select: Select<E>,
    id: Expr,
    descending: bool,
    last: Option<Uuid>,
) -> Select<E> {
    let ordered = select.order_by(id.clone(), order(descending));
    match last {
        None => ordered,
        Some(last) if descending => ordered.filter(id.lt(last)),
        Some(last) => ordered.filter(id.gt(last)),
    }
}

const fn order(descending: bool) -> Order {
    if descending { Order::Desc } else { Order::Asc }
}

/// Newest first, by an identifier that increases with time: at most `rows` rows before `last`.
pub(crate) fn before<E: EntityTrait>(
    select: Select<E>,
    id: E::Column,
    last: Option<Uuid>,
    rows: u64,
) -> Select<E> {
    let select = select.order_by(id, Order::Desc).limit(rows);
    match last {
        Some(last) => select.filter(id.lt(last)),
        None => select,
    }
}
