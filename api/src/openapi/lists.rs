//! The query parameters of lists that know fewer than all: what they refuse is not offered.

use contract::page::ListQuery;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};

/// Of a list with one order, no filter and no search.
pub struct Pages;

/// Of a list with filters of its own, one order and no search.
pub struct FilteredPages;

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

fn only(names: &[&str], place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
    let parameters = ListQuery::into_params(place).into_iter();
    let known = parameters.filter(|parameter| names.contains(&parameter.name.as_str()));
    // An example of a filter names the fields of another list.
    known
        .map(|parameter| ParameterBuilder::from(parameter).example(None).build())
        .collect()
}
