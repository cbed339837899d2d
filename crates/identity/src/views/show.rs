use contract::ids::ViewId;
use contract::views::View;
use entity::saved_view::Model;

/// Builds the API's representation of a view.
pub(super) fn show(row: Model) -> View {
    let some = |text: String| (!text.is_empty()).then_some(text);
    View {
        id: ViewId(row.id),
        list: row.list,
        name: row.name,
        shared: row.owner_id.is_none(),
        created_by: row.created_by,
        search: some(row.search),
        filter: some(row.filter),
        sort: some(row.sort),
        columns: row.columns.0,
        created_at: row.created_at,
        version: row.version.into(),
    }
}
