use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value,
};
use uuid::Uuid;

/// Orders by a value, then an identifier, and begins after the row with these. A row
/// comparison, so that an index over two columns leads straight there.
pub(super) fn by<E: EntityTrait>(
    select: Select<E>,
    place: [Expr; 2],
    descending: bool,
    after: Option<(Value, Uuid)>,
) -> Select<E> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let ordered = place.iter().fold(select, |select, by| {
        select.order_by(by.clone(), order.clone())
    });
    let Some((value, last)) = after else {
        return ordered;
    };
    let row = Expr::tuple(place);
    let last = Expr::tuple([Expr::value(value), Expr::value(last)]);
    ordered.filter(if descending {
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
