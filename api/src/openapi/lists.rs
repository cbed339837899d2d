//! The query parameters of lists that support a subset of them.

use contract::exports::ExportQuery;
use contract::page::ListQuery;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

/// For lists with several orders, filters and search.
pub struct SearchedPages;

/// For lists with several orders and search, but no filter.
pub struct UnfilteredPages;

/// For lists with several orders, but no filter and no search.
pub struct SortedPages;

/// For lists that can be followed, with their own filters.
pub struct FollowedPages;

/// For lists with one order, no filter and no search.
pub struct Pages;

/// For lists with their own filters, one order and no search.
pub struct FilteredPages;

/// For exports of lists that cannot be searched.
pub struct UnsearchedExport;

impl IntoParams for SearchedPages {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        only(
            &["limit", "cursor", "sort", "filter", "search", "total"],
            place,
        )
    }
}

impl IntoParams for UnfilteredPages {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        only(&["limit", "cursor", "sort", "search", "total"], place)
    }
}

impl IntoParams for SortedPages {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        only(&["limit", "cursor", "sort", "total"], place)
    }
}

impl IntoParams for FollowedPages {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        only(&["limit", "cursor", "filter", "after"], place)
    }
}

impl IntoParams for Pages {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        only(&["limit", "cursor"], place)
    }
}

impl IntoParams for FilteredPages {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        only(&["limit", "cursor", "filter"], place)
    }
}

impl IntoParams for UnsearchedExport {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameters = ExportQuery::into_params(place).into_iter();
        parameters
            .filter(|parameter| parameter.name != "search")
            .collect()
    }
}

fn only(names: &[&str], place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
    let parameters = ListQuery::into_params(place).into_iter();
    let known = parameters.filter(|parameter| names.contains(&parameter.name.as_str()));
    known.collect()
}
