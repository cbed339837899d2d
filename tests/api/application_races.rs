//! Opening an application while it is taken away: nothing stays open.

use std::time::Duration;

use client::{Client, Portal};
use contract::applications::{CreateApplication, UpdateApplication};
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use entity::application;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::application::OpenTo;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::task::JoinSet;

use crate::applications::{ADDRESS, application, change, live, sessions};
use crate::groups::{events, group};

on_both_databases!(
    nothing_stays_open_that_is_taken_away_meanwhile,
    a_second_reason_keeps_it_open,
    an_assignment_is_written_once,
    of_two_applications_with_one_name_one_is_created,
    two_openings_in_one_session_are_one,
);

struct Setting {
    server: TestServer,
    owner: Client,
    user: UserId,
    ada: Client,
    group: GroupId,
    id: ApplicationId,
}

impl Setting {
    async fn start(backend: Backend) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let user = server.active_user(&owner, "ada@example.com").await.id;
        let ada = server
            .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
            .await;
        let group = group(&owner, "Sales").await.id;
        let id = application(&owner, "Wiki").await.id;
        Self {
            server,
            owner,
            user,
            ada,
            group,
            id,
        }
    }

    async fn open_to(&self, open_to: OpenTo) {
        let update = UpdateApplication {
            open_to: Some(open_to),
            ..UpdateApplication::default()
        };
        change(&self.owner, self.id, update).await;
    }

    /// Gives the application to Ada in the way of this number.
    async fn give(&self, way: usize) {
        match way {
            0 => {
                self.owner
                    .assign_application_to_user(self.id, self.user)
                    .await
            }
            1 | 2 => {
                let added = self.owner.add_group_member(self.group, self.user).await;
                added.unwrap();
                self.owner
                    .assign_application_to_group(self.id, self.group)
                    .await
            }
            _ => {
                self.open_to(OpenTo::Everyone).await;
                Ok(())
            }
        }
        .unwrap();
    }

    /// Takes it away again.
    async fn take(&self, way: usize) {
        match way {
            0 => {
                self.owner
                    .unassign_application_from_user(self.id, self.user)
                    .await
            }
            1 => {
                self.owner
                    .unassign_application_from_group(self.id, self.group)
                    .await
            }
            2 => self.owner.remove_group_member(self.group, self.user).await,
            _ => {
                self.open_to(OpenTo::Assigned).await;
                Ok(())
            }
        }
        .unwrap();
    }
}

async fn nothing_stays_open_that_is_taken_away_meanwhile(backend: Backend) {
    let setting = Setting::start(backend).await;
    let (server, ada, id) = (&setting.server, &setting.ada, setting.id);
    for way in 0..4 {
        for round in 0..3 {
            setting.give(way).await;
            // Both wait for the application, and go on at the same time.
            let kept = server.running.context.database().begin().await.unwrap();
            application::Entity::update_many()
                .col_expr(
                    application::Column::Name,
                    Expr::col(application::Column::Name),
                )
                .filter(application::Column::Id.eq(id.0))
                .exec(&kept)
                .await
                .unwrap();
            let release = async {
                tokio::time::sleep(Duration::from_millis(200)).await;
                kept.commit().await.unwrap();
            };
            let (opened, (), ()) =
                tokio::join!(ada.open_application(id), setting.take(way), release);
            // In either order: what was opened before has ended, and what came after was refused.
            if let Err(refused) = opened {
                let kind = refused.problem().unwrap().kind;
                assert_eq!(kind, ProblemType::ApplicationRefused);
            }
            assert_eq!(live(server, id).await, 0, "way {way}, round {round}");
            let refused = ada.open_application(id).await;
            assert_eq!(problem_type(refused), ProblemType::ApplicationRefused);
            // Leaves nothing for the next way.
            if way == 2 {
                setting.take(1).await;
            }
        }
    }
    // A group that is deleted takes its applications along.
    setting.give(1).await;
    ada.open_application(id).await.unwrap();
    assert_eq!(live(server, id).await, 1);
    setting.owner.delete_group(setting.group, 1).await.unwrap();
    assert_eq!(live(server, id).await, 0);
}

async fn a_second_reason_keeps_it_open(backend: Backend) {
    let setting = Setting::start(backend).await;
    let (server, ada, id) = (&setting.server, &setting.ada, setting.id);
    for way in [0, 1, 3] {
        setting.give(way).await;
    }
    ada.open_application(id).await.unwrap();
    let opened = sessions(server, id).await[0].id;
    for way in [3, 0] {
        setting.take(way).await;
        assert_eq!(live(server, id).await, 1, "way {way}");
    }
    setting.take(1).await;
    assert_eq!(live(server, id).await, 0);
    // Given again, it is another session, because the application was told that the first one ended.
    setting.give(0).await;
    assert_eq!(live(server, id).await, 0);
    ada.open_application(id).await.unwrap();
    let all = sessions(server, id).await;
    let again = all.iter().find(|one| one.ended_at.is_none()).unwrap();
    assert_ne!(again.id, opened);
}

async fn an_assignment_is_written_once(backend: Backend) {
    let setting = Setting::start(backend).await;
    let (owner, id) = (&setting.owner, setting.id);
    let (user, group) = (setting.user, setting.group);
    let mut assigns = JoinSet::new();
    for _ in 0..6 {
        let (one, other) = (owner.clone(), owner.clone());
        assigns.spawn(async move { one.assign_application_to_user(id, user).await });
        assigns.spawn(async move { other.assign_application_to_group(id, group).await });
    }
    for assigned in assigns.join_all().await {
        assigned.unwrap();
    }
    assert_eq!(events(owner, "application.assigned").await.len(), 2);
    // A user and an application that are deleted while it is assigned.
    let mut meetings = JoinSet::new();
    let other = application(owner, "Other").await.id;
    let (one, two, three) = (owner.clone(), owner.clone(), owner.clone());
    meetings.spawn(async move { one.assign_application_to_user(other, user).await });
    meetings.spawn(async move { two.delete_user(user).await });
    meetings.spawn(async move { three.delete_application(other, 1).await });
    for met in meetings.join_all().await {
        // The request that came too late found nothing.
        if let Err(refused) = met {
            assert_eq!(refused.problem().unwrap().kind, ProblemType::NotFound);
        }
    }
    assert_eq!(owner.application(id).await.unwrap().users, 0);
}

async fn of_two_applications_with_one_name_one_is_created(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut creates = JoinSet::new();
    for name in ["Wiki", "WIKI", " wiki", "wiki "] {
        let owner = owner.clone();
        creates.spawn(async move {
            let new = CreateApplication::bookmark(name, ADDRESS);
            owner.create_application(&new, None).await
        });
    }
    let outcomes = creates.join_all().await;
    let (made, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((made.len(), refused.len()), (1, 3));
    for refused in refused {
        assert_eq!(problem_type(refused), ProblemType::Taken);
    }
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 1);
}

async fn two_openings_in_one_session_are_one(backend: Backend) {
    let setting = Setting::start(backend).await;
    setting.give(0).await;
    let mut openings = JoinSet::new();
    for _ in 0..6 {
        let (ada, id) = (setting.ada.clone(), setting.id);
        openings.spawn(async move { ada.open_application(id).await });
    }
    for opened in openings.join_all().await {
        opened.unwrap();
    }
    assert_eq!(live(&setting.server, setting.id).await, 1);
    assert_eq!(sessions(&setting.server, setting.id).await.len(), 1);
}
