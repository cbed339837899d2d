use contract::ids::OrganizationId;
use serde_json::{Map, Value};

use crate::lists::ExportedList;
use crate::{Context, Error};

/// The columns of an export of this list: those named in `asked`, separated by commas, or all.
///
/// # Errors
/// `invalid-query` if one is unknown or repeated.
pub async fn columns_of<L: ExportedList>(
    context: &Context,
    organization: OrganizationId,
    asked: Option<&str>,
) -> Result<Vec<String>, Error> {
    let mut known = L::columns();
    known.extend(L::own_columns(context, organization).await?);
    match asked {
        None => Ok(known),
        Some(asked) => read(asked, &known),
    }
}

/// Parses `asked`: names of `known` columns, separated by commas.
///
/// # Errors
/// `invalid-query`, which names the unknown and the known ones.
fn read(asked: &str, known: &[String]) -> Result<Vec<String>, Error> {
    let mut columns: Vec<String> = Vec::new();
    for name in asked.split(',').map(str::trim) {
        if !known.iter().any(|known| known == name) {
            let known = known.join(", ");
            let mend = format!("There is no column \"{name}\". Columns: {known}");
            return Err(Error::query("columns", mend));
        }
        if columns.iter().any(|column| column == name) {
            let mend = format!("Name the column {name} only once");
            return Err(Error::query("columns", mend));
        }
        columns.push(name.to_owned());
    }
    Ok(columns)
}

/// The value in this column of an item.
pub(super) fn value<'a>(item: &'a Value, column: &str) -> Option<&'a Value> {
    column
        .split('.')
        .try_fold(item, |value, part| value.get(part))
}

/// An object with only these columns of an item, at their places in it.
pub(super) fn only(item: &Value, columns: &[String]) -> Value {
    let mut selected = Map::new();
    for column in columns {
        if let Some(value) = value(item, column) {
            put(&mut selected, column, value.clone());
        }
    }
    Value::Object(selected)
}

fn put(object: &mut Map<String, Value>, column: &str, value: Value) {
    let Some((part, rest)) = column.split_once('.') else {
        object.insert(column.to_owned(), value);
        return;
    };
    let inner = object
        .entry(part)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        put(inner, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_selected_columns_remain_at_their_places() {
        let item = json!({ "id": 1, "mfa": { "status": "enrolled", "factors": [] }, "x": 2 });
        let known = ["id", "mfa.status", "lock.at"].map(str::to_owned);
        let columns = read("mfa.status, id,lock.at", &known).unwrap_or_default();
        assert_eq!(columns, ["mfa.status", "id", "lock.at"]);
        let selected = only(&item, &columns);
        assert_eq!(
            selected,
            json!({ "id": 1, "mfa": { "status": "enrolled" } })
        );
    }

    #[test]
    fn unknown_and_repeated_columns_are_refused() {
        let known = ["id".to_owned()];
        for asked in ["ID", "id,", "", "id,id", "id.x"] {
            assert!(read(asked, &known).is_err(), "{asked}");
        }
    }
}
