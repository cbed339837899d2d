use contract::page::Page;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryTrait, Select};
use uuid::Uuid;

use super::cursor::Key;
use super::page_order::before;
use super::request::Request;
use super::total::count;
use crate::{Context, Error};

impl<F> Request<F> {
    /// Reads the page of `rows`, newest first: by the column `by`, which is the identifier `id`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn newest_first<E: EntityTrait>(
        &self,
        context: &Context,
        rows: Select<E>,
        by: E::Column,
        id: impl FnOnce(&E::Model) -> Uuid,
    ) -> Result<Page<E::Model>, Error> {
        let after = self.after.as_ref().map(|after| after.id);
        let page = before(rows.clone(), by, after, self.rows());
        let last = |row: &E::Model| (Key::Id, id(row));
        self.read_page(context, page, rows, last).await
    }

    /// Reads the page of `rows` by name or creation, as the request says. The columns are those of the folded name, the
    /// creation and the identifier, whose values are those of `place`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn by_name_or_creation<E: EntityTrait>(
        &self,
        context: &Context,
        rows: Select<E>,
        [name, created_at, id]: [E::Column; 3],
        place: impl FnOnce(&E::Model) -> (String, Timestamp, Uuid),
    ) -> Result<Page<E::Model>, Error> {
        let is_by_name = self.sort == "name";
        let by = if is_by_name { name } else { created_at };
        let place = |row: &E::Model| {
            let (name, created_at, id) = place(row);
            let key = if is_by_name {
                Key::Text(name)
            } else {
                Key::At(created_at.unix_millis())
            };
            (key, id)
        };
        self.sorted(context, rows, [by, id], place).await
    }

    /// Reads the page of `rows` in the order of two columns, whose values are those of `place`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sorted<E: EntityTrait>(
        &self,
        context: &Context,
        rows: Select<E>,
        by: [E::Column; 2],
        place: impl FnOnce(&E::Model) -> (Key, Uuid),
    ) -> Result<Page<E::Model>, Error> {
        let by = by.map(|column| Expr::col(column.as_column_ref()));
        let page = self.page_of(rows.clone(), by);
        self.read_page(context, page, rows, place).await
    }

    async fn read_page<E: EntityTrait>(
        &self,
        context: &Context,
        page: Select<E>,
        rows: Select<E>,
        last: impl FnOnce(&E::Model) -> (Key, Uuid),
    ) -> Result<Page<E::Model>, Error> {
        let read = context.database().read();
        let total = async {
            match self.known_total {
                Some(total) => Ok(total),
                None => count(read, rows.into_query(), self.exact_total).await,
            }
        };
        let (rows, total) = tokio::join!(page.all(read), total);
        self.page(context, rows?, total?, last, |row| row)
    }
}
