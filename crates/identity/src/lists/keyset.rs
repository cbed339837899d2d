use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value,
};
use uuid::Uuid;

/// Orders by `column`, then `id`, and begins after the row with these values. A row
/// comparison, so that an index over both columns leads straight there.
pub(super) fn by<E: EntityTrait>(
    select: Select<E>,
    column: E::Column,
    id: E::Column,
    descending: bool,
    after: Option<(Value, Uuid)>,
) -> Select<E> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let select = select.order_by(column, order.clone()).order_by(id, order);
    let Some((value, last)) = after else {
        return select;
    };
    let row = Expr::tuple([
        Expr::col((E::default(), column)),
        Expr::col((E::default(), id)),
    ]);
    let last = Expr::tuple([Expr::value(value), Expr::value(last)]);
    select.filter(if descending {
        row.lt(last)
    } else {
        row.gt(last)
    })
}

/// Orders by `id` and begins after that one.
pub(super) fn by_id<E: EntityTrait>(
    select: Select<E>,
    id: E::Column,
    descending: bool,
    after: Option<Uuid>,
) -> Select<E> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let select = select.order_by(id, order);
    match after {
        None => select,
        Some(last) if descending => select.filter(id.lt(last)),
        Some(last) => select.filter(id.gt(last)),
    }
}

/// The latest rows first, by an identifier that grows with time: those before `after`, at
/// most `rows`.
pub(crate) fn before<E: EntityTrait>(
    select: Select<E>,
    id: E::Column,
    after: Option<Uuid>,
    rows: u64,
) -> Select<E> {
    by_id(select, id, true, after).limit(rows)
}
