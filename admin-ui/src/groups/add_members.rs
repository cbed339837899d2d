//! The dialog that adds users to a group.

use client::Error;
use contract::groups::{ChangeMembers, MAX_MEMBER_CHANGES};
use contract::ids::{GroupId, UserId};
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::api;

use super::members::filter;
use crate::components::{Found, Pick, Picked, Picker, PickerDialogWords, Searching};
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
    let says = PickerDialogWords {
        title: Signal::derive(move || words::add_members_to(&name.get())),
        verb: Signal::derive(move || words::add_count(picker.chosen.with(Vec::len))),
        choose: words::CHOOSE_USERS,
    };
    let submit = move |chosen: Vec<Pick>| async move {
        let count = chosen.len();
        let refused = add_all(id, chosen).await?;
        if refused.is_empty() {
            let group = name.try_get_untracked().unwrap_or_default();
            return Ok(Picked::Done(words::added_count(count, &group)));
        }
        let told: Vec<_> = refused
            .iter()
            .map(|(pick, why)| (pick.name.clone(), why.clone()))
            .collect();
        let refused = refused.into_iter().map(|(pick, _)| pick);
        picker.chosen.try_set(refused.collect());
        Ok(Picked::Refused(words::not_added(&told)))
    };
    let content = move || picker.view(&words::USERS, move |query| find(id, query));
    picker.dialog(open, says, content, submit, then)
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
