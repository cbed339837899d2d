//! Bulk jobs: the list, and the panel with the progress and the results of one.

mod panel;
mod reasons;
mod results;
mod table;

use contract::bulk_jobs::BulkJobAction;
use contract::ids::BulkJobId;
use leptos::prelude::*;
use portal_kit::api::api;
use ui_kit::prelude::*;

use crate::address::BULK_JOBS;
use crate::components::{ListPage, panel_over};
use crate::list::List;
use crate::route::Panel;
use crate::words::bulk_jobs as words;

/// The list, and the panel for the address.
#[component]
pub fn BulkJobsPage() -> AnyView {
    let list = List::new(BULK_JOBS, "");
    let changed = RwSignal::new(0);
    let jobs = ListPage::load(list, changed, |query| async move {
        api().bulk_jobs(&query).await
    });
    let panel = panel_over(BULK_JOBS);
    let over = move || match panel.get() {
        Panel::Closed | Panel::New => ().into_any(),
        Panel::One(id) => {
            view! { <panel::BulkJobPanel id=BulkJobId(id) list=list changed=changed/> }.into_any()
        }
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=words::LEAD/>
            {table::view(jobs)}
        </Page>
        {over}
    }
    .into_any()
}

/// Whether an action takes something from the users that they notice immediately.
pub fn is_dangerous(action: BulkJobAction) -> bool {
    matches!(
        action,
        BulkJobAction::Delete | BulkJobAction::Suspend | BulkJobAction::ExpirePassword
    )
}
