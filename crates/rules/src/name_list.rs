//! Lists of values in one text column.

use crate::Named;

/// Values that are stored as their names, joined by spaces. A row with an unknown name is a database error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameList<T>(pub Vec<T>);

impl<T: Named> NameList<T> {
    /// The names, joined by spaces.
    pub fn text(&self) -> String {
        let names: Vec<_> = self.0.iter().map(|value| value.as_str()).collect();
        names.join(" ")
    }

    /// The values with these names, unless one is unknown.
    pub fn parse(text: &str) -> Option<Self> {
        text.split_whitespace().map(T::parse).collect()
    }
}

impl<T> FromIterator<T> for NameList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

crate::text_column!(
    NameList<T> where T: Named,
    |value| value.text(),
    |text| Self::parse(text)
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::Permission;

    #[test]
    fn a_list_is_read_as_it_was_written_and_only_if_each_name_is_known() {
        for values in [&Permission::ALL[..], &Permission::ALL[..1], &[]] {
            let list = NameList(values.to_vec());
            assert_eq!(NameList::<Permission>::parse(&list.text()), Some(list));
        }
        let list = NameList(vec![Permission::UsersRead, Permission::EventsRead]);
        assert_eq!(list.text(), "users:read events:read");
        assert_eq!(NameList::<Permission>::parse("users:read unheard:of"), None);
    }
}
