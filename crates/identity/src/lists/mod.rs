//! What all lists share: queries are validated, pages use keyset pagination, and cursors are sealed
//! so that clients cannot forge them.

mod account_page;
mod account_rows;
mod account_sort;
mod attribute_sort;
mod column_sort;
mod condition;
mod continued;
mod copied_columns;
mod count_partitions;
mod cursor;
mod exported_list;
mod fold;
mod index;
mod keys;
mod members;
mod page_order;
mod read_page;
mod request;
mod search_words;
mod searched_attributes;
mod single_page;
mod status_conditions;
mod status_sort;
mod text_sort;
mod total;

pub(crate) use account_page::{AccountList, AccountPage, has_words, scope, unindexed};
pub(crate) use account_sort::{AccountSort, KeySort};
pub(crate) use attribute_sort::AttributeSort;
pub(crate) use column_sort::ColumnSort;
pub(crate) use condition::{all_of, any, one_of};
pub(crate) use continued::{after_account, after_item};
pub(crate) use copied_columns::CopiedFilter;
pub(crate) use count_partitions::{Partition, count_partitions};
pub(crate) use cursor::Key;
pub(crate) use exported_list::EXPORT_PAGE_ROWS;
pub use exported_list::ExportedList;
pub(crate) use fold::fold;
pub(crate) use index::{clear_keys, replace_words, write_missing_keys};
pub use keys::ListKeys;
pub(crate) use keys::{
    application_name_key, attribute_key, employee_number_key, group_name_key, line_key,
};
pub(crate) use page_order::{after, before};
pub(crate) use request::{Request, Shape};
pub(crate) use search_words::search_words;
pub(crate) use searched_attributes::searched_attributes;
pub(crate) use single_page::single_page;
pub(crate) use status_conditions::{
    expires_between, has_expired, has_mfa_status, has_status, set_before,
};
pub(crate) use total::{count, count_each};
