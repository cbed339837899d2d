//! Paging, sorting and filtering, over the demo organization.

use std::collections::BTreeSet;

use contract::page::{CountQuery, ListQuery};
use contract::problem::ProblemType;
use contract::users::User;
use entity::account;
use rules::role::Role;
use rules::state::UserState;
use rules::status::PasswordStatus;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::World;
use super::search::is_found;
use super::world::{administrator, refused};
use crate::actor::AdminPrincipal;
use crate::lists::fold;
use crate::{Error, demo, events, users};

super::on_each_database!(
    every_sort_walks_every_user_once_in_order,
    cursors_open_only_their_own_list,
    filters_and_counts_say_what_the_rules_say,
    activity_and_events_are_in_order_of_time,
    queries_that_make_no_sense_are_refused,
);

pub(super) async fn demo_owner(world: &World) -> Result<AdminPrincipal, Error> {
    demo::seed(&world.context).await?;
    let owner = account::Entity::find()
        .filter(account::Column::EmailKey.eq("owner@example.com"))
        .one(world.context.database().read())
        .await?
        .ok_or(Error::NotFound)?;
    let organization = contract::ids::OrganizationId(owner.organization_id);
    let id = contract::ids::AdministratorId(owner.id);
    Ok(administrator(organization, id, Role::Owner))
}

pub(super) fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(super) async fn walk(
    world: &World,
    owner: &AdminPrincipal,
    query: &ListQuery,
) -> Result<Vec<User>, Error> {
    let mut query = query.clone();
    let mut all = Vec::new();
    loop {
        let page = users::list(&world.context, &owner.permit()?, &query).await?;
        assert!(page.items.len() <= usize::from(query.limit.unwrap_or(50)));
        all.extend(page.items);
        match page.next_cursor {
            Some(cursor) => query.cursor = Some(cursor),
            None => {
                assert_eq!(page.total, all.len() as u64);
                return Ok(all);
            }
        }
    }
}

/// The value by which a user is sorted, from the JSON of the API, in a form whose texts are in order; empty if there
/// is none.
pub(super) fn shown(user: &serde_json::Value, sort: &str) -> String {
    let path = match sort {
        "status" if user["state"] == "active" => "password.status",
        "status" => "state",
        sort => sort,
    };
    let value = path.split('.').fold(user, |value, part| &value[part]);
    if let Some(number) = value.as_u64() {
        return format!("{number:020}");
    }
    let text = value.as_str().unwrap_or_default();
    match Timestamp::parse(text) {
        Some(at) => format!("{:020}", at.unix_millis()),
        None => fold(text),
    }
}

async fn every_sort_walks_every_user_once_in_order(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    let mut different = 0;
    for sort in users::sorts() {
        if *sort == "attributes.<name>" {
            continue;
        }
        for (sign, limit) in [("", 3), ("-", 5)] {
            let query = ListQuery {
                limit: Some(limit),
                sort: Some(format!("{sign}{sort}")),
                ..ListQuery::default()
            };
            let walked = walk(&world, &owner, &query).await?;
            assert_eq!(walked.len(), 32, "{sign}{sort}");
            let place = |user: &User| {
                let json = serde_json::to_value(user).unwrap_or_default();
                (shown(&json, sort), user.id)
            };
            let places: Vec<_> = walked.iter().map(place).collect();
            let (mut some, mut none): (Vec<_>, Vec<_>) =
                places.iter().partition(|(value, _)| !value.is_empty());
            // Those without a value come last in both directions.
            let in_parts: Vec<_> = some.iter().chain(&none).copied().cloned().collect();
            assert_eq!(places, in_parts, "{sign}{sort}");
            if sign == "-" {
                some.reverse();
                none.reverse();
            }
            assert!(some.is_sorted(), "{sign}{sort} {limit}: {places:?}");
            assert!(none.is_sorted(), "{sign}{sort} {limit}: {places:?}");
            let differ = some.iter().any(|one| one.0 != some[0].0);
            different += usize::from(sign.is_empty() && differ);
        }
    }
    // Otherwise, the demo organization would not show the order of most sorts.
    assert!(different > 15, "{different}");
    Ok(())
}

async fn cursors_open_only_their_own_list(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    let other = world.tenant("other").await?;
    let query = ListQuery {
        limit: Some(2),
        ..ListQuery::default()
    };
    let page = users::list(&world.context, &owner.permit()?, &query).await?;
    let cursor = page.next_cursor.unwrap_or_default();
    let next = ListQuery {
        cursor: Some(cursor.clone()),
        ..query
    };
    assert!(
        users::list(&world.context, &owner.permit()?, &next)
            .await
            .is_ok()
    );
    let foreign = Some(ProblemType::InvalidCursor);
    let list = async |owner: &AdminPrincipal, query| -> Result<Option<ProblemType>, Error> {
        let list = users::list(&world.context, &owner.permit()?, &query).await;
        Ok(refused(list))
    };
    assert_eq!(list(&other.owner, next.clone()).await?, foreign);
    for changed in [
        ListQuery {
            sort: text("-name"),
            ..next.clone()
        },
        ListQuery {
            filter: text("state:active"),
            ..next.clone()
        },
        ListQuery {
            search: text("a"),
            ..next.clone()
        },
        ListQuery {
            cursor: text(&cursor[1..]),
            ..next.clone()
        },
        ListQuery {
            cursor: text(&format!("{cursor}AAAA")),
            ..next.clone()
        },
        ListQuery {
            cursor: text("💥"),
            ..next.clone()
        },
    ] {
        assert_eq!(list(&owner, changed.clone()).await?, foreign, "{changed:?}");
    }
    let events = events::list(&world.context, &owner.permit()?, &next).await;
    assert_eq!(refused(events), foreign);
    Ok(())
}

async fn filters_and_counts_say_what_the_rules_say(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    // When a lock after failed attempts ends by itself, the counts change without any write.
    for minutes in [0, 20, 60 * 24 * 2] {
        let ahead = std::time::Duration::from_secs(minutes * 60);
        world.clock.advance(ahead);
        let all = walk(&world, &owner, &ListQuery::default()).await?;
        let counts = users::counts(&world.context, &owner.permit()?, CountQuery::default()).await?;
        assert_eq!(counts.total, all.len() as u64);
        for status in PasswordStatus::ALL {
            let filter = Some(format!("passwordStatus:{}", status.as_str()));
            let query = ListQuery {
                filter,
                ..ListQuery::default()
            };
            let filtered = walk(&world, &owner, &query).await?;
            let mut expected = all.clone();
            expected.retain(|user| user.password.status == status);
            assert_eq!(filtered, expected, "{status:?}");
            let counts = counts.password_statuses;
            let counted = match status {
                PasswordStatus::Pending => counts.pending,
                PasswordStatus::Active => counts.active,
                PasswordStatus::Expired => counts.expired,
                PasswordStatus::Locked => counts.locked,
            };
            assert_eq!(counted, expected.len() as u64, "{status:?}");
        }
        let states = counts.states;
        assert_eq!(
            states.staged + states.active + states.suspended,
            counts.total
        );
        several_conditions_find_who_matches_each(&world, &owner, &all).await?;
    }
    let filter = text("state:active,staged;department:Finance,Legal");
    let query = ListQuery {
        filter,
        ..ListQuery::default()
    };
    let found = walk(&world, &owner, &query).await?;
    assert_eq!(found.len(), 5);
    Ok(())
}

/// No matter which of the conditions the fewest users match.
async fn several_conditions_find_who_matches_each(
    world: &World,
    owner: &AdminPrincipal,
    all: &[User],
) -> Result<(), Error> {
    for status in PasswordStatus::ALL {
        for (state, search) in [
            (None, "a"),
            (Some(UserState::Active), ""),
            (Some(UserState::Active), "a"),
            (Some(UserState::Suspended), "a b"),
        ] {
            let state_filter = state.map(|state| format!(";state:{}", state.as_str()));
            let state_filter = state_filter.unwrap_or_default();
            let filter = format!("passwordStatus:{}{state_filter}", status.as_str());
            let query = ListQuery {
                filter: text(&filter),
                search: text(search),
                sort: text("-email"),
                limit: Some(3),
                ..ListQuery::default()
            };
            let found = walk(world, owner, &query).await?;
            let matches = |user: &&User| {
                user.password.status == status
                    && state.is_none_or(|state| user.state == state)
                    && is_found(user, search)
            };
            let expected = all.iter().filter(matches).map(|user| user.id);
            let expected: BTreeSet<_> = expected.collect();
            assert_eq!(found.len(), expected.len(), "{filter} {search}");
            assert!(found.iter().all(|user| expected.contains(&user.id)));
        }
    }
    Ok(())
}

async fn activity_and_events_are_in_order_of_time(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    let query = ListQuery {
        search: text("bello"),
        ..ListQuery::default()
    };
    let users = walk(&world, &owner, &query).await?;
    let id = users[0].id;
    let mut query = ListQuery {
        limit: Some(3),
        ..ListQuery::default()
    };
    let mut seen = Vec::new();
    loop {
        let page = users::activity(&world.context, &owner.permit()?, id, &query).await?;
        seen.extend(page.items);
        match page.next_cursor {
            Some(cursor) => query.cursor = Some(cursor),
            None => {
                assert_eq!(page.total, seen.len() as u64);
                break;
            }
        }
    }
    assert_eq!(seen.len(), 10);
    assert!(seen.is_sorted_by(|one, next| one.id > next.id && one.at >= next.at));
    let filter = Some(format!("action:sign_in.failed;outcome:failure;target:{id}"));
    let query = ListQuery {
        filter,
        ..ListQuery::default()
    };
    assert_eq!(
        events::list(&world.context, &owner.permit()?, &query)
            .await?
            .total,
        6
    );
    Ok(())
}

async fn queries_that_make_no_sense_are_refused(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    let many = "word ".repeat(3) + "a b c d e f";
    for query in [
        ListQuery {
            limit: Some(0),
            ..ListQuery::default()
        },
        ListQuery {
            limit: Some(101),
            ..ListQuery::default()
        },
        ListQuery {
            sort: text("password"),
            ..ListQuery::default()
        },
        ListQuery {
            sort: text("--name"),
            ..ListQuery::default()
        },
        ListQuery {
            filter: text("state:gone"),
            ..ListQuery::default()
        },
        ListQuery {
            filter: text("department:a\0b"),
            ..ListQuery::default()
        },
        ListQuery {
            search: text("a\0b"),
            ..ListQuery::default()
        },
        ListQuery {
            search: Some("a".repeat(201)),
            ..ListQuery::default()
        },
        ListQuery {
            search: Some(format!("{many} g h i")),
            ..ListQuery::default()
        },
    ] {
        let list = users::list(&world.context, &owner.permit()?, &query).await;
        assert_eq!(refused(list), Some(ProblemType::InvalidQuery), "{query:?}");
    }
    for query in [
        ListQuery {
            sort: text("at"),
            ..ListQuery::default()
        },
        ListQuery {
            filter: text("action:user.promoted"),
            ..ListQuery::default()
        },
    ] {
        let list = events::list(&world.context, &owner.permit()?, &query).await;
        assert_eq!(refused(list), Some(ProblemType::InvalidQuery), "{query:?}");
    }
    Ok(())
}
