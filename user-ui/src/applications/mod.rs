//! Applications: the start page.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::{applications, portal};

/// The applications that the person may open.
#[component]
pub fn ApplicationsPage() -> AnyView {
    view! {
        <Page>
            <PageHeader title=portal::APPLICATIONS lead=applications::LEAD.to_owned()/>
            <Card>
                <EmptyState icon=Icon::Grid title=applications::EMPTY>
                    {applications::EMPTY_NEXT}
                </EmptyState>
            </Card>
        </Page>
    }
    .into_any()
}
