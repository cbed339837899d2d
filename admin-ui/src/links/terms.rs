//! The terms of service.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::{PRODUCT, terms as words};

/// The terms page.
#[component]
pub fn TermsPage() -> AnyView {
    let sections = words::SECTIONS
        .map(|(title, text)| view! { <section class="stack tight"><h2 class="minor">{title}</h2><p>{text}</p></section> })
        .collect_view();
    view! {
        <Title text=words::TITLE/>
        <div class="reading">
            <header><Brand name=PRODUCT/></header>
            <main id="main" class="prose" tabindex="-1">
                <h1>{words::TITLE}</h1>
                <p class="muted">{words::LEAD}</p>
                {sections}
            </main>
        </div>
    }
    .into_any()
}
