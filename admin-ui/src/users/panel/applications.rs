//! The applications that are available to the user, and why.

use contract::applications::UserApplication;
use contract::ids::UserId;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address::APPLICATIONS;
use crate::applications::check_address;
use crate::components::keep_focus;
use crate::words::{self as all, access, applications as words};

/// The name of the tab in the address.
pub(super) const TAB: &str = "applications";

/// The tab.
pub(super) fn view(id: UserId) -> AnyView {
    let page = Fetched::<Items<UserApplication>>::new();
    let load = move || page.load(async move { api().user_applications(id).await });
    load();
    Effect::new(move || {
        page.value.track();
        keep_focus();
    });
    let content = move || match (page.value.get(), page.failure.get()) {
        (Some(page), _) if page.items.is_empty() => view! {
            <EmptyState icon=Icon::Grid title=words::NONE_TITLE>{words::NONE}</EmptyState>
        }
        .into_any(),
        (Some(page), _) => {
            let lines = page.items.into_iter().map(|one| line(id, one));
            view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
        }
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=4/> }.into_any(),
    };
    content.into_any()
}

fn line(user: UserId, one: UserApplication) -> AnyView {
    let href = format!("{APPLICATIONS}/{}", one.id);
    let opened = match one.last_opened_at {
        Some(at) => view! { <RelativeTime at=at/> }.into_any(),
        None => all::NEVER.to_lowercase().into_any(),
    };
    let disabled = (!one.enabled)
        .then(|| view! { <Badge tone=Tone::Warn icon=Icon::Pause text=words::DISABLED/> });
    let why = words::assignment(&one.assignment);
    let check = check_address(one.id, user);
    let label = one.name.clone();
    view! {
        <li>
            <div class="grow">
                <MarkLine letter=one.letter color=one.color name=one.name note=why href=href/>
                <p class="facts"><span>{words::LAST_OPENED}" "{opened}</span></p>
            </div>
            {disabled}
            <LinkButton small=true variant=ButtonVariant::Secondary href=check>
                {access::CHECK}<span class="hidden">": "{label}</span>
            </LinkButton>
        </li>
    }
    .into_any()
}
