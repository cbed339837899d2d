//! The dialog that adds users to a group.

use client::Error;
use contract::groups::{ChangeMembers, MAX_MEMBER_CHANGES};
use contract::ids::{GroupId, UserId};
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use ui_kit::prelude::*;

use super::members::filter;
use crate::components::{Found, Pick, Picker, Searching};
use crate::words::groups as words;

/// The dialog, while `open`. It adds those chosen, and stays open if one is refused. `then` runs
/// after each attempt.
pub(super) fn dialog(
    id: GroupId,
    name: Signal<String>,
    open: RwSignal<bool>,
    then: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let picker = Picker::many();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
    Effect::new(move || {
        if open.get() {
            picker.reset(Vec::new());
            error.set(None);
        }
    });
    let add = move || {
        let chosen = picker.chosen.get_untracked();
        if chosen.is_empty() {
            error.set(Some(words::CHOOSE_USERS.to_owned()));
            return;
        }
        busy.set(true);
        error.set(None);
        run(add_all(id, chosen.clone()), move |answer| {
            busy.try_set(false);
            match answer {
                Ok(refused) if refused.is_empty() => {
                    let group = name.try_get_untracked().unwrap_or_default();
                    use_toasts().ok(words::added_count(chosen.len(), &group));
                    open.try_set(false);
                }
                Ok(refused) => {
                    let told: Vec<_> = refused
                        .iter()
                        .map(|(pick, why)| (pick.name.clone(), why.clone()))
                        .collect();
                    error.try_set(Some(words::not_added(&told)));
                    let refused = refused.into_iter().map(|(pick, _)| pick);
                    picker.chosen.try_set(refused.collect());
                }
                Err(failed) => {
                    error.try_set(Some(failure::explain(&failed)));
                }
            }
            then();
        });
    };
    let verb = move || words::add_count(picker.chosen.with(Vec::len));
    view! {
        <ConfirmDialog open=open title=Signal::derive(move || words::add_members_to(&name.get()))
            verb=Signal::derive(verb) busy=busy error=error on_confirm=add>
            {picker.view(&words::USERS, move |query| find(id, query))}
        </ConfirmDialog>
    }
    .into_any()
}

/// Adds users. Returns those who were refused, and why.
async fn add_all(id: GroupId, users: Vec<Pick>) -> Result<Vec<(Pick, String)>, Error> {
    let mut refused = Vec::new();
    for some in users.chunks(MAX_MEMBER_CHANGES) {
        let body = ChangeMembers {
            add: some.iter().map(|user| UserId(user.id)).collect(),
            ..ChangeMembers::default()
        };
        let answer = api().change_group_members(id, &body).await?;
        for (user, item) in some.iter().zip(answer.results) {
            if let Some(problem) = item.problem {
                refused.push((user.clone(), problem.detail));
            }
        }
    }
    Ok(refused)
}

/// The users that match. Those in the group cannot be chosen again.
fn find(id: GroupId, query: ListQuery) -> Searching {
    Box::pin(async move {
        let users = api().users(&query).await?;
        // In the same order, so that its first page has all of them that are on the other one.
        let members = ListQuery {
            filter: Some(filter(id)),
            ..query
        };
        let members = api().users(&members).await?.items;
        let picks = users.items.into_iter().map(|user| {
            let is_in = members.iter().any(|member| member.id == user.id);
            Pick {
                id: user.id.0,
                name: user.name,
                note: if is_in {
                    words::ALREADY_IN.to_owned()
                } else {
                    user.email
                },
                is_in,
            }
        });
        Ok(Found {
            picks: picks.collect(),
            more: users.next_cursor.is_some(),
        })
    })
}
