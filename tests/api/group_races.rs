//! Changes of groups and users at the same time: the number of members stays that of the rows.

use std::time::Duration;

use contract::ids::{GroupId, UserId};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use entity::{group_member, user_group};
use harness::{Backend, TestServer, on_both_databases, problem_type};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::task::JoinSet;

use crate::groups::{events, group};

on_both_databases!(
    a_user_who_is_added_several_times_at_once_is_added_once,
    users_who_are_added_at_once_are_all_counted,
    nobody_is_added_to_a_group_that_is_being_deleted,
    a_deleted_user_is_not_counted_whatever_happens_meanwhile,
    of_two_groups_with_one_name_one_is_created,
);

/// The rows of a group's members.
async fn rows(server: &TestServer, id: GroupId) -> u64 {
    group_member::Entity::find()
        .filter(group_member::Column::GroupId.eq(id.0))
        .count(server.running.context.database().read())
        .await
        .unwrap()
}

async fn a_user_who_is_added_several_times_at_once_is_added_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let sales = group(&owner, "Sales").await.id;
    for round in 1..=3 {
        let mut adds = JoinSet::new();
        for _ in 0..8 {
            let owner = owner.clone();
            adds.spawn(async move { owner.add_group_member(sales, ada).await });
        }
        for added in adds.join_all().await {
            added.unwrap();
        }
        assert_eq!(owner.group(sales).await.unwrap().members, 1);
        assert_eq!(events(&owner, "group.member_added").await.len(), round);
        let mut removes = JoinSet::new();
        for _ in 0..8 {
            let owner = owner.clone();
            removes.spawn(async move { owner.remove_group_member(sales, ada).await });
        }
        for removed in removes.join_all().await {
            removed.unwrap();
        }
        assert_eq!(owner.group(sales).await.unwrap().members, 0);
        assert_eq!(events(&owner, "group.member_removed").await.len(), round);
    }
}

async fn users_who_are_added_at_once_are_all_counted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let sales = group(&owner, "Sales").await.id;
    let mut adds = JoinSet::new();
    for number in 0..20 {
        let email = format!("user{number}@example.com");
        let id = server.pending_user(&owner, &email).await.id;
        let owner = owner.clone();
        adds.spawn(async move { owner.add_group_member(sales, id).await });
    }
    for added in adds.join_all().await {
        added.unwrap();
    }
    assert_eq!(owner.group(sales).await.unwrap().members, 20);
    assert_eq!(rows(&server, sales).await, 20);
}

/// Writes to a group without committing, so that other writers wait.
async fn keep(server: &TestServer, id: GroupId) -> DatabaseTransaction {
    let kept = server.running.context.database().begin().await.unwrap();
    let written = user_group::Entity::update_many()
        .col_expr(
            user_group::Column::Name,
            Expr::col(user_group::Column::Name),
        )
        .filter(user_group::Column::Id.eq(id.0))
        .exec(&kept)
        .await
        .unwrap();
    assert_eq!(written.rows_affected, 1);
    kept
}

async fn nobody_is_added_to_a_group_that_is_being_deleted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    for deleted_first in [true, false] {
        let sales = group(&owner, "Sales").await.id;
        let kept = keep(&server, sales).await;
        let (adds, deletes) = (owner.clone(), owner.clone());
        let add = async move { adds.add_group_member(sales, ada).await };
        let delete = async move { deletes.delete_group(sales, 1).await };
        let wait = || tokio::time::sleep(Duration::from_millis(500));
        let (add, delete) = if deleted_first {
            let delete = tokio::spawn(delete);
            wait().await;
            (tokio::spawn(add), delete)
        } else {
            let add = tokio::spawn(add);
            wait().await;
            (add, tokio::spawn(delete))
        };
        wait().await;
        kept.commit().await.unwrap();
        delete.await.unwrap().unwrap();
        // SQLite does not let writers in by order of arrival, so the user may have been added before.
        if let Err(refused) = add.await.unwrap() {
            assert_eq!(refused.problem().unwrap().kind, ProblemType::NotFound);
        }
        assert_eq!(
            problem_type(owner.group(sales).await),
            ProblemType::NotFound
        );
        assert_eq!(rows(&server, sales).await, 0);
        let left = owner.user_groups(ada, &ListQuery::default()).await.unwrap();
        assert_eq!(left.total, 0);
    }
}

/// Users are deleted while they are added to and removed from groups, and while groups are deleted.
async fn a_deleted_user_is_not_counted_whatever_happens_meanwhile(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for round in 0..6 {
        let mut ids: Vec<UserId> = Vec::new();
        for number in 0..4 {
            let email = format!("user{round}{number}@example.com");
            ids.push(server.pending_user(&owner, &email).await.id);
        }
        let stays = group(&owner, &format!("Stays {round}")).await.id;
        let goes = group(&owner, &format!("Goes {round}")).await.id;
        for id in &ids[..2] {
            owner.add_group_member(stays, *id).await.unwrap();
            owner.add_group_member(goes, *id).await.unwrap();
        }
        let mut meetings = JoinSet::new();
        for (number, id) in ids.into_iter().enumerate() {
            let changes = owner.clone();
            meetings.spawn(async move {
                if number == 0 {
                    changes.remove_group_member(stays, id).await
                } else {
                    changes.add_group_member(stays, id).await
                }
            });
            let deletes = owner.clone();
            meetings.spawn(async move { deletes.delete_user(id).await });
        }
        let deletes = owner.clone();
        meetings.spawn(async move { deletes.delete_group(goes, 1).await });
        for met in meetings.join_all().await {
            // The request that came too late found nobody.
            if let Err(refused) = met {
                assert_eq!(refused.problem().unwrap().kind, ProblemType::NotFound);
            }
        }
        assert_eq!(owner.group(stays).await.unwrap().members, 0);
        assert_eq!(rows(&server, stays).await, 0);
        assert_eq!(rows(&server, goes).await, 0);
    }
    let left = owner.users(&ListQuery::default()).await.unwrap();
    assert_eq!(left.total, 0);
    let groups = owner.groups(&ListQuery::default()).await.unwrap();
    assert_eq!(groups.total, 6);
}

async fn of_two_groups_with_one_name_one_is_created(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut creates = JoinSet::new();
    for name in ["Sales", "SALES", " sales", "sales "] {
        let owner = owner.clone();
        creates.spawn(async move {
            let new = contract::groups::CreateGroup {
                name: name.to_owned(),
                description: None,
            };
            owner.create_group(&new, None).await
        });
    }
    let (made, refused): (Vec<_>, Vec<_>) = creates
        .join_all()
        .await
        .into_iter()
        .partition(Result::is_ok);
    assert_eq!((made.len(), refused.len()), (1, 3));
    for refused in refused {
        assert_eq!(problem_type(refused), ProblemType::Taken);
    }
    let groups = owner.groups(&ListQuery::default()).await.unwrap();
    assert_eq!(groups.total, 1);
}
