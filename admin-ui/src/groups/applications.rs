//! The applications that are assigned to the group.

use contract::applications::Application;
use contract::filter::ApplicationFilter;
use contract::groups::Group;
use contract::ids::GroupId;
use contract::page::{ListQuery, Page as Items};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address::APPLICATIONS;
use crate::components::{keep_focus, list_failure, list_footer};
use crate::list::List;
use crate::words::{applications, groups as words};

/// The name of the tab in the address.
pub(super) const TAB: &str = "applications";

/// The number of applications that the question before a deletion names.
const NAMED: u8 = 5;

/// The filter of the list of applications that matches those of a group.
fn filter(id: GroupId) -> String {
    let filter = ApplicationFilter {
        group: vec![id.0],
        ..ApplicationFilter::default()
    };
    filter.to_string()
}

/// The tab, in the panel over `list`.
pub(super) fn view(id: GroupId, list: List) -> AnyView {
    let list = list.in_panel(id.0, TAB, "name");
    let page = Fetched::<Items<Application>>::new();
    let load = move || {
        let mut query = list.request();
        query.filter = Some(filter(id));
        page.load(async move { api().applications(&query).await });
    };
    Effect::new(load);
    Effect::new(move || {
        page.value.track();
        keep_focus();
    });
    let lines = move || match (page.value.get(), page.failure.get()) {
        (_, Some(_)) => list_failure(list, page.failure, Callback::new(move |()| load())),
        (Some(page), None) if page.items.is_empty() => view! {
            <EmptyState icon=Icon::Grid title=words::NO_APPLICATIONS_TITLE>
                {words::NO_APPLICATIONS}
            </EmptyState>
        }
        .into_any(),
        (Some(page), None) => {
            let lines = page.items.into_iter().map(line);
            view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
        }
        (None, None) => view! { <Skeleton lines=4/> }.into_any(),
    };
    view! {
        <div aria-busy=move || page.busy.get().then_some("true")>{lines}</div>
        {list_footer(list, page)}
    }
    .into_any()
}

fn line(one: Application) -> AnyView {
    let href = format!("{APPLICATIONS}/{}", one.id);
    let who = applications::open_to(&one);
    let disabled = (!one.enabled)
        .then(|| view! { <Badge tone=Tone::Warn icon=Icon::Pause text=applications::DISABLED/> });
    view! {
        <li>
            <div class="grow">
                <MarkLine letter=one.letter color=one.color name=one.name note=who href=href/>
            </div>
            {disabled}
        </li>
    }
    .into_any()
}

/// Says which applications the members lose if the group is deleted.
pub(super) fn lost(group: &Group) -> AnyView {
    let (id, name) = (group.id, group.name.clone());
    let page = Fetched::<Items<Application>>::new();
    let query = ListQuery {
        filter: Some(filter(id)),
        limit: Some(NAMED),
        ..ListQuery::default()
    };
    page.load(async move { api().applications(&query).await });
    let said = move || {
        let page = page.value.get()?;
        let names: Vec<_> = page.items.into_iter().map(|one| one.name).collect();
        Some(words::takes_away(&name, &names, page.total))
    };
    view! { <p role="status">{said}</p> }.into_any()
}
