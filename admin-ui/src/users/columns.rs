//! The columns of the list of users: after the name and the status, which are always shown, those
//! that were chosen, in their order.

use contract::page::Page as Items;
use contract::profile::{Kind, Profile, Value};
use contract::user_attributes::{AttributeDefinition, AttributeValue};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::fetched::Fetched;
use rules::time::Timestamp;
use ui_kit::prelude::*;

use crate::components::{Explained, mfa_status};
use crate::list::List;
use crate::words::{self as all, mfa, status, user_attributes, users as words};

/// The largest number of columns, so that each one remains readable.
pub(super) const MOST: usize = 8;

/// The columns that the list has if none are chosen.
pub(super) const OWN: [&str; 3] = ["mfa.status", "department", "lastSignInAt"];

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// The name in the address, in views and in exports, and the key to sort by.
    pub name: String,
    /// The heading.
    pub label: String,
}

impl Column {
    pub fn new(name: &str, label: &str) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
        }
    }
}

/// The attributes that the organization has added.
pub(super) type Definitions = Fetched<Items<AttributeDefinition>>;

/// The attributes; none until they are loaded.
pub(super) fn defined(attributes: Definitions) -> Vec<AttributeDefinition> {
    let page = attributes.value.get();
    page.map(|page| page.items).unwrap_or_default()
}

/// The name of the column of an attribute begins with this.
const ATTRIBUTE: &str = "attributes.";

/// All columns that can be chosen.
pub(super) fn all_columns(attributes: Definitions) -> Vec<Column> {
    let column = Column::new;
    let mut columns = vec![
        column("mfa.status", mfa::COLUMN),
        column("lastSignInAt", words::LAST_SIGN_IN),
        column("createdAt", words::CREATED),
        column("updatedAt", words::UPDATED),
        column("email", words::EMAIL),
        column("username", words::USERNAME),
        column("recoveryEmail.email", words::RECOVERY_EMAIL),
        column("state", words::STATE),
        column("stateChangedAt", words::STATE_CHANGED),
        column("password.status", words::PASSWORD_STATUS),
        column("password.setAt", words::PASSWORD_SET),
        column("password.expiresAt", words::EXPIRES),
        column("password.lock.at", words::LOCKED_AT),
    ];
    let lines = Profile::FIELDS.into_iter();
    let lines = lines.filter(|field| field.kind != Kind::Address);
    columns.extend(lines.map(|field| column(field.name, field.label)));
    let attributes = defined(attributes).into_iter();
    columns.extend(attributes.map(|one| column(&format!("{ATTRIBUTE}{}", one.name), &one.label)));
    columns
}

/// The columns of `list`. Those that the portal does not know, from a view that a program has saved,
/// are left out.
pub(super) fn shown(list: List, attributes: Definitions) -> Vec<Column> {
    let chosen = list.columns();
    let names: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let own = OWN;
    let names = if names.is_empty() {
        &own[..]
    } else {
        &names[..]
    };
    let known = all_columns(attributes);
    let find = |name: &&str| known.iter().find(|column| column.name == **name).cloned();
    names.iter().filter_map(find).take(MOST).collect()
}

/// The class of the column at `index`: in which order columns give way on narrow screens, and their
/// width. More than four columns share the room.
fn class(columns: &[Column], index: usize) -> &'static str {
    // Of the list's own columns, the last sign-in stays longest.
    let place = match (is_own(columns), index) {
        (true, 2) | (false, 0) => 2,
        (true, 0) | (false, 1) => 3,
        _ => 4,
    };
    match (place, columns.len() > 4) {
        (2, false) => "p2 w8",
        (3, false) => "p3 w8",
        (_, false) => "p4 w8",
        (2, true) => "p2",
        (3, true) => "p3",
        (_, true) => "p4",
    }
}

/// Whether these are the columns that the list has if none are chosen.
fn is_own(columns: &[Column]) -> bool {
    columns.iter().map(|column| &column.name).eq(&OWN)
}

/// The headings of the columns.
pub(super) fn heads(list: List, columns: &[Column]) -> AnyView {
    let head = |(index, column): (usize, &Column)| {
        let column = column.clone();
        let class = class(columns, index);
        let by = move |to: String| list.set_sort(to);
        view! { <SortHead by=column.name label=column.label class=class sort=list.sort() on_sort=by/> }
            .into_any()
    };
    let heads = columns.iter().enumerate().map(head);
    heads.collect_view().into_any()
}

/// The cells of a user. `status` is the id of the cell with the status. On the phone, the first columns
/// that were chosen are lines of the card, with their label.
pub(super) fn cells(user: &User, columns: &[Column], status: &str) -> AnyView {
    let is_own = is_own(columns);
    let cell = |(index, column): (usize, &Column)| {
        // Only the heading has a width.
        let place = class(columns, index).trim_end_matches(" w8");
        let class = if is_own {
            format!("{place} muted")
        } else {
            format!("{place} muted card-line")
        };
        let label = (!is_own).then(|| column.label.clone());
        let text = |text: String| {
            let title = text.clone();
            view! { <td class=class.clone() data-label=label.clone() title=title>{text}</td> }
                .into_any()
        };
        let shown = |shown: AnyView| {
            view! { <td class=class.clone() data-label=label.clone()>{shown}</td> }.into_any()
        };
        match column.name.as_str() {
            "mfa.status" => {
                let explained = Explained::InRow(format!("{status}-mfa"));
                shown(mfa_status(&user.mfa, explained))
            }
            "state" => text(status::state(user.state).to_owned()),
            "password.status" => text(status::password(user.password.status).to_owned()),
            "lastSignInAt" => shown(time_or_never(user.last_sign_in_at)),
            "stateChangedAt" => shown(time_or_blank(Some(user.state_changed_at))),
            "password.setAt" => shown(time_or_blank(user.password.set_at)),
            "password.expiresAt" => shown(time_or_blank(user.password.expires_at)),
            "password.lock.at" => shown(time_or_blank(user.password.lock.map(|lock| lock.at))),
            "createdAt" => shown(time_or_never(Some(user.created_at))),
            "updatedAt" => shown(time_or_never(Some(user.updated_at))),
            "email" => text(user.email.clone()),
            "username" => text(user.username.clone()),
            "recoveryEmail.email" => {
                let recovery = user.recovery_email.as_ref();
                text(recovery.map_or_else(String::new, |one| one.email.clone()))
            }
            name => text(line(user, name)),
        }
    };
    let cells = columns.iter().enumerate().map(cell);
    cells.collect_view().into_any()
}

/// A time; never if there is none.
fn time_or_never(at: Option<Timestamp>) -> AnyView {
    match at {
        Some(_) => time_or_blank(at),
        None => all::NEVER.into_any(),
    }
}

/// A time; empty if there is none.
fn time_or_blank(at: Option<Timestamp>) -> AnyView {
    at.map(|at| view! { <RelativeTime at=at/> }).into_any()
}

/// The text of a field of the profile or of an attribute; empty if it has no value.
fn line(user: &User, name: &str) -> String {
    if let Some(attribute) = name.strip_prefix(ATTRIBUTE) {
        return match user.attributes.get(attribute) {
            Some(AttributeValue::YesNo(true)) => user_attributes::YES.to_owned(),
            Some(AttributeValue::YesNo(false)) => user_attributes::NO.to_owned(),
            Some(value) => value.to_string(),
            None => String::new(),
        };
    }
    let values = user.profile.values();
    let found = values.into_iter().find(|(field, _)| field.name == name);
    match found {
        Some((_, Value::Text(Some(text)))) => text.to_owned(),
        _ => String::new(),
    }
}
