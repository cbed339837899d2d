//! One event with all its details.

use contract::events::{Event, EventParty};
use contract::filter::EventFilter;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::table::party;
use crate::address::{self, ADMINISTRATORS, APPLICATIONS, EVENTS, GROUPS, USERS};
use crate::components::{Facts, outcome_badge};
use crate::list::List;
use crate::words::{self as all, events as words};

/// The detail with the identifier of the group whose name is the detail `group`.
const GROUP_ID: &str = "group_id";

pub(super) fn view(list: List, event: Event) -> AnyView {
    let close = move || list.close();
    let outcome = event.outcome;
    let at = event.at;
    let head = move || view! { {outcome_badge(outcome)}<span><ExactTime at=at/></span> };
    let foot = move || {
        view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }
    };
    let facts = vec![
        (words::ADDRESS, event.address.clone().unwrap_or_default()),
        (words::DEVICE, event.device.clone().unwrap_or_default()),
        (words::CODE, event.action.clone()),
        (words::IDENTIFIER, event.id.to_string()),
    ];
    let id = event.id.to_string();
    let here = window().location().origin().unwrap_or_default();
    let link = [here, address::with(EVENTS, &[("event", &id)])].concat();
    let by = |id| EventFilter {
        actor: vec![id],
        ..EventFilter::default()
    };
    let about = |id| EventFilter {
        target: vec![id],
        ..EventFilter::default()
    };
    let same_actor = (words::BY_ACTOR, event.actor.id.map(by));
    let target = event.target.as_ref().map(|target| {
        let same_target = (words::ABOUT_TARGET, target.id.map(about));
        somebody(words::WHOM, target, same_target)
    });
    let detail = (!event.detail.is_empty()).then(|| {
        let group = event.detail.get(GROUP_ID).cloned();
        let lines = event
            .detail
            .iter()
            .filter(|(name, _)| *name != GROUP_ID)
            .map(|(name, value)| {
                let link = group.as_ref().filter(|_| name == "group");
                let link = link.map(|id| link_to(format!("{GROUPS}/{id}"), words::SHOW_GROUP));
                let (label, value) = (words::detail(name), words::value(name, value));
                view! { <Entry label=label>{value}{link}</Entry> }
            })
            .collect_view();
        view! { <Section title=words::DETAILS><DescriptionList>{lines}</DescriptionList></Section> }
    });
    view! {
        <Drawer title=words::action(&event.action) head=head foot=foot on_close=close>
            <div class="stack">
                <DescriptionList>
                    {somebody(words::WHO, &event.actor, same_actor)}
                    {target}
                </DescriptionList>
                {detail}
                <hr class="divider"/>
                <Facts facts=facts/>
                <CopyField label=words::LINK value=link/>
            </div>
        </Drawer>
    }
    .into_any()
}

fn link_to(href: String, text: &'static str) -> AnyView {
    view! { <p class="small"><TextLink href=href>{text}</TextLink></p> }.into_any()
}

/// A party of the event, with a link to those of the list that have the same one.
fn somebody(
    label: &'static str,
    one: &EventParty,
    (others, filter): (&'static str, Option<EventFilter>),
) -> AnyView {
    let name = party(one);
    let email = one.email.clone();
    let kind = (!one.name.is_empty() && one.kind != "anonymous")
        .then(|| view! { <span class="muted">" · "{words::kind(&one.kind)}</span> });
    let link = one.id.and_then(|id| match &*one.kind {
        "user" => Some((format!("{USERS}/{id}"), words::SHOW_USER)),
        "group" => Some((format!("{GROUPS}/{id}"), words::SHOW_GROUP)),
        "application" => Some((format!("{APPLICATIONS}/{id}"), words::SHOW_APPLICATION)),
        "administrator" => Some((format!("{ADMINISTRATORS}/{id}"), words::SHOW_ADMINISTRATOR)),
        _ => None,
    });
    view! {
        <Entry label=label>
            {name}{kind}
            {email.map(|email| view! { <p class="muted small">{email}</p> })}
            <div class="stack tight">
                {link.map(|(href, text)| link_to(href, text))}
                {filter.map(|filter| {
                    link_to(address::with(EVENTS, &[("filter", &filter.to_string())]), others)
                })}
            </div>
        </Entry>
    }
    .into_any()
}
