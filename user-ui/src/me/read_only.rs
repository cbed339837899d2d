//! The profile, read-only.

use contract::me::Me;
use contract::profile::Section;
use leptos::prelude::*;
use portal_kit::public_page::help;
use ui_kit::prelude::{Card, DescriptionList, Entry, Notice, Tone, attribute_lines, profile_lines};

use crate::account;
use crate::words::{self, me, recovery_email};

type Line = (String, Option<String>);

pub fn read_only() -> AnyView {
    view! {
        <Notice tone=Tone::Info><p>{me::READ_ONLY}</p>{help()}</Notice>
        {move || account::me().get().map(|own| sections(&own))}
    }
    .into_any()
}

fn sections(own: &Me) -> AnyView {
    let lines = |part| -> Vec<Line> {
        let lines = profile_lines(&own.profile, part);
        lines
            .map(|(label, text)| (label.to_owned(), text))
            .collect()
    };
    let mut details = lines(Section::Details);
    details.push((me::USERNAME.to_owned(), Some(own.username.clone())));
    details.push((words::EMAIL.to_owned(), Some(own.email.clone())));
    if own.recovery_email_enabled {
        details.push((recovery_email::TITLE.to_owned(), Some(recovery_line(own))));
    }
    let added = attribute_lines(&own.attribute_definitions, &own.attributes);
    view! {
        {section(me::DETAILS, details)}
        {section(me::PERSONAL, lines(Section::Personal))}
        {section(me::EMPLOYMENT, lines(Section::Employment))}
        {(!added.is_empty()).then(|| section(me::ATTRIBUTES, added))}
    }
    .into_any()
}

fn section(title: &'static str, lines: Vec<Line>) -> AnyView {
    let entry = |(label, text): Line| match text {
        Some(text) => view! { <Entry label=label>{text}</Entry> }.into_any(),
        None => {
            view! { <Entry label=label><span class="muted">{me::NOT_SET}</span></Entry> }.into_any()
        }
    };
    view! {
        <Card title=title>
            <DescriptionList>{lines.into_iter().map(entry).collect_view()}</DescriptionList>
        </Card>
    }
    .into_any()
}

/// The recovery email and its status, in one line.
fn recovery_line(own: &Me) -> String {
    match &own.recovery_email {
        None => recovery_email::NONE.to_owned(),
        Some(it) if it.verified_at.is_some() => it.email.clone(),
        Some(it) => me::unverified(&it.email),
    }
}
