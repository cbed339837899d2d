//! Sessions in applications: administrators see and end them, and opening one extends that of the portal.

use std::time::Duration;

use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, RelyingParty, Surfer, on_both_databases, problem_type, web,
};
use rules::role::Role;

use super::{ADA, Setting};
use crate::groups::events;

on_both_databases!(
    one_session_is_ended_and_the_others_go_on,
    only_who_helps_users_ends_their_sessions,
    sessions_are_listed_page_by_page,
    an_opening_keeps_the_session_alive,
);

async fn one_session_is_ended_and_the_others_go_on(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let id = here.ada.portal.my_application_sessions().await.unwrap();
    let id = id.items[0].id;
    let elsewhere = Surfer::signed_in(&here.server, ADA).await;
    let others = here.rp.tokens(&elsewhere, &[]).await;
    let ended = here.owner.end_application_session(here.rp.id, id).await;
    ended.unwrap();
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
    assert_eq!(here.rp.refresh(&tokens).await.0, 400);
    assert_eq!(here.rp.userinfo(&others).await.0, 200);
    assert!(here.ada.portal.me().await.is_ok());
    let again = here.owner.end_application_session(here.rp.id, id).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);

    let events = events(&here.owner, "application.session_ended").await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].actor.kind, "administrator");
    assert_eq!(events[0].target.as_ref().unwrap().id, Some(here.user.0));
    assert_eq!(events[0].detail["application"], "Grafana");
    let every = ListQuery::default();
    let activity = here.ada.portal.my_activity(&every).await.unwrap().items;
    assert!(activity.iter().any(|event| event.id == events[0].id));
}

async fn only_who_helps_users_ends_their_sessions(backend: Backend) {
    let here = Setting::new(backend).await;
    here.rp.tokens(&here.ada, &[]).await;
    let id = here.ada.portal.my_application_sessions().await.unwrap();
    let id = id.items[0].id;
    let server = &here.server;
    server.organization("Other Ltd", "other@example.org").await;
    let portal = client::Portal::Admin;
    let other = server
        .sign_in(portal, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let theirs = RelyingParty::new(server, &other, web()).await;
    for application in [here.rp.id, theirs.id] {
        let ended = other.end_application_session(application, id).await;
        assert_eq!(problem_type(ended), ProblemType::NotFound);
    }
    let second = RelyingParty::named(server, &here.owner, "Wiki", web()).await;
    let ended = here.owner.end_application_session(second.id, id).await;
    assert_eq!(problem_type(ended), ProblemType::NotFound);
    let reader = server
        .administrator(&here.owner, "reader@example.com", Role::ReadOnly)
        .await;
    let ended = reader.end_application_session(here.rp.id, id).await;
    assert_eq!(problem_type(ended), ProblemType::Forbidden);
    let help_desk = server
        .administrator(&here.owner, "help@example.com", Role::HelpDesk)
        .await;
    let ended = help_desk.end_application_session(here.rp.id, id).await;
    ended.unwrap();
}

async fn sessions_are_listed_page_by_page(backend: Backend) {
    let here = Setting::new(backend).await;
    let mut wanted = Vec::new();
    for _ in 0..3 {
        let surfer = Surfer::signed_in(&here.server, ADA).await;
        here.rp.tokens(&surfer, &[]).await;
        let mine = surfer.portal.my_application_sessions().await.unwrap();
        let current = mine.items.into_iter().find(|one| one.current).unwrap();
        wanted.push(current.id);
        here.server.clock.advance(std::time::Duration::from_secs(1));
    }
    wanted.reverse();
    let mut found = Vec::new();
    let mut query = ListQuery {
        limit: Some(2),
        ..ListQuery::default()
    };
    loop {
        let page = here.owner.application_sessions(here.rp.id, &query).await;
        let page = page.unwrap();
        assert_eq!(page.total, 3);
        found.extend(page.items.into_iter().map(|one| one.id));
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            break;
        }
        let wiki = RelyingParty::named(&here.server, &here.owner, "Wiki", web()).await;
        let wrong = here.owner.application_sessions(wiki.id, &query).await;
        assert_eq!(problem_type(wrong), ProblemType::InvalidCursor);
    }
    assert_eq!(found, wanted);
}

/// A person who works in applications all day does not come back to the portal.
async fn an_opening_keeps_the_session_alive(backend: Backend) {
    let here = Setting::new(backend).await;
    let clock = &here.server.clock;
    clock.stop();
    let session = async || {
        let all = here.ada.portal.my_sessions().await.unwrap().items;
        all.into_iter().find(|one| one.current).unwrap()
    };
    let open = async || here.rp.code(&here.ada, &[]).await;
    let began = session().await;
    // It is extended once a minute.
    let last = Duration::from_millis(1);
    let minute = began.last_used_at.plus(Duration::from_secs(60));
    clock.advance(here.server.clock_now().until(minute) - last);
    open().await;
    assert_eq!(session().await, began);
    clock.advance(last);
    open().await;
    let extended = session().await;
    assert_eq!(extended.last_used_at, minute);
    let by = began.expires_at.until(extended.expires_at);
    assert_eq!(by, Duration::from_secs(60));
}
