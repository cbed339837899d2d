use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value,
};
use uuid::Uuid;

/// Orders by a value, then an identifier, and begins after the row with these. A row
/// comparison, so that an index over two columns leads straight there.
pub(super) fn after<E: EntityTrait>(
    select: Select<E>,
    place: [Expr; 2],
    descending: bool,
    last: Option<(Value, Uuid)>,
) -> Select<E> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let ordered = place.iter().fold(select, |select, by| {
        select.order_by(by.clone(), order.clone())
    });
    let Some((value, id)) = last else {
        return ordered;
    };
    let [by, _] = place.clone();
    let row = Expr::tuple(place);
    let last = Expr::tuple([Expr::value(value.clone()), Expr::value(id)]);
    // In an index of an expression, SQLite finds the row by the second condition alone.
    if descending {
        ordered.filter(row.lt(last)).filter(by.lte(value))
    } else {
        ordered.filter(row.gt(last)).filter(by.gte(value))
    }
}

/// The latest rows first, by an identifier that grows with time: those before `last`, at
/// most `rows`.
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
