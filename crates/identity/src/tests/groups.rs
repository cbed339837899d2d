//! Lists of users by group, in small and large groups.

use std::collections::HashSet;

use contract::groups::CreateGroup;
use contract::ids::{GroupId, UserId};
use contract::page::{Counting, ListQuery, MOST_COUNTED};
use contract::users::User;
use entity::group_member;
use rules::state::UserState;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::World;
use super::lists::{demo_owner, text, walk};
use super::search::{add_many, beginning, is_found};
use crate::actor::AdminPrincipal;
use crate::{Error, groups};

super::on_each_database!(a_list_by_group_shows_its_members_however_many_match);

/// Creates a group with these members, without the use case that adds them one by one.
async fn group(
    world: &World,
    owner: &AdminPrincipal,
    name: &str,
    members: &HashSet<UserId>,
) -> Result<GroupId, Error> {
    let new = CreateGroup {
        name: name.to_owned(),
        description: None,
    };
    let made = groups::create(&world.context, &owner.permit()?, &new, None).await?;
    let members: Vec<_> = members.iter().collect();
    for batch in members.chunks(500) {
        let rows = batch.iter().map(|user| group_member::ActiveModel {
            group_id: Set(made.id.0),
            account_id: Set(user.0),
            organization_id: Set(owner.organization().0),
            added_at: Set(world.context.now()),
        });
        group_member::Entity::insert_many(rows)
            .exec_without_returning(world.context.database().write())
            .await?;
    }
    Ok(made.id)
}

async fn a_list_by_group_shows_its_members_however_many_match(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    for part in 0..3 {
        add_many(&world, part).await?;
    }
    let sorted = async |sort: &str| -> Result<Vec<User>, Error> {
        let query = ListQuery {
            limit: Some(100),
            sort: text(sort),
            total: Some(Counting::Exact),
            ..ListQuery::default()
        };
        walk(&world, &owner, &query).await
    };
    let everybody = sorted("email").await?;
    let some = |step: usize| -> HashSet<UserId> {
        everybody.iter().step_by(step).map(|one| one.id).collect()
    };
    let few = some(100);
    let most: HashSet<UserId> = everybody.iter().map(|one| one.id).collect();
    let most = &most - &some(10);
    assert!(most.len() as u64 > MOST_COUNTED);
    let small = group(&world, &owner, "Small", &few).await?;
    let large = group(&world, &owner, "Large", &most).await?;
    let either = &few | &most;
    for sort in ["name", "-email"] {
        let all = sorted(sort).await?;
        for (filter, members) in [
            (format!("group:{small}"), &few),
            (format!("group:{large}"), &most),
            (format!("group:{small},{large}"), &either),
        ] {
            for (state, search) in [
                (None, ""),
                (Some(UserState::Suspended), ""),
                (None, "wal 1"),
                (None, "wal ada"),
                (Some(UserState::Active), "walker"),
            ] {
                let by_state = state.map(|state| format!(";state:{}", state.as_str()));
                let filter = format!("{filter}{}", by_state.unwrap_or_default());
                let query = ListQuery {
                    limit: Some(100),
                    sort: text(sort),
                    filter: text(&filter),
                    search: text(search),
                    ..ListQuery::default()
                };
                let (found, total) = beginning(&world, &owner, query).await?;
                let expected: Vec<UserId> = all
                    .iter()
                    .filter(|user| members.contains(&user.id))
                    .filter(|user| state.is_none_or(|state| user.state == state))
                    .filter(|user| search.is_empty() || is_found(user, search))
                    .map(|user| user.id)
                    .collect();
                let case = format!("{search} by {sort} {filter}");
                let most_counted = MOST_COUNTED + 1;
                assert_eq!(total, most_counted.min(expected.len() as u64), "{case}");
                assert!(expected.starts_with(&found), "{case}");
                assert!(found.len() >= expected.len().min(300), "{case}");
            }
        }
    }
    Ok(())
}
