//! Groups to choose from.

use contract::filter::GroupFilter;
use contract::groups::Group;
use contract::ids::UserId;
use contract::page::{ListQuery, Page as Items};
use portal_kit::api::api;
use uuid::Uuid;

use crate::components::{Found, Pick, Searching};
use crate::words::groups as words;

/// A group to choose.
pub fn pick(group: Group) -> Pick {
    Pick {
        id: group.id.0,
        name: group.name,
        note: words::members(group.members),
        is_in: false,
    }
}

/// The groups that match.
pub fn find(query: ListQuery) -> Searching {
    Box::pin(async move {
        let groups = api().groups(&query).await?;
        Ok(found(groups, &[]))
    })
}

/// The groups that match. Those that the user is in cannot be chosen again.
pub fn find_for(user: UserId, query: ListQuery) -> Searching {
    Box::pin(async move {
        let groups = api().groups(&query).await?;
        let filter = GroupFilter {
            member: vec![user.0],
        };
        // In the same order, so that its first page has all of them that are on the other one.
        let theirs = ListQuery {
            filter: Some(filter.to_string()),
            ..query
        };
        let theirs = api().groups(&theirs).await?.items.into_iter();
        let theirs: Vec<_> = theirs.map(|group| group.id.0).collect();
        Ok(found(groups, &theirs))
    })
}

fn found(page: Items<Group>, theirs: &[Uuid]) -> Found {
    let picks = page.items.into_iter().map(pick).map(|group| {
        if theirs.contains(&group.id) {
            let note = words::ALREADY_THERE.to_owned();
            return Pick {
                note,
                is_in: true,
                ..group
            };
        }
        group
    });
    Found {
        picks: picks.collect(),
        more: page.next_cursor.is_some(),
    }
}
