//! Activations and suspensions on a date: performed once, canceled in time, and never without a trace.

mod obstacles;
mod races;

use std::time::Duration;

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::events::{Event, EventAction};
use contract::filter::EventFilter;
use contract::ids::UserId;
use contract::organization::{TimeZoneName, UpdateOrganization};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction, ScheduledChange};
use contract::users::{CreateUser, User};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::role::{Permission, Role};
use rules::state::UserState;

const ADA: &str = "ada@example.com";
const HOUR: Duration = Duration::from_secs(60 * 60);

on_both_databases!(
    a_suspension_happens_on_its_date,
    an_activation_sends_its_email_where_it_was_told,
    a_suspension_and_then_an_activation_are_both_performed,
    administrators_are_reminded_once_a_day_before,
    a_canceled_change_does_not_happen,
    a_time_is_one_of_the_organization,
    what_makes_no_sense_is_refused,
    the_list_has_all_users_and_the_next_change_first,
    the_user_does_not_see_what_is_planned,
    only_who_may_change_users_may_schedule,
);

/// A change that is due after this time.
fn after(server: &TestServer, action: ScheduledAction, wait: Duration) -> ScheduleChange {
    ScheduleChange {
        action,
        at: server.running.context.now().plus(wait).to_string(),
        note: None,
        sends_email: true,
        email_to: None,
    }
}

/// Schedules the suspension of a user.
pub async fn suspend_in_an_hour(server: &TestServer, by: &Client, id: UserId) -> ScheduledChange {
    let change = after(server, ScheduledAction::Suspend, HOUR);
    by.schedule_user_change(id, &change).await.unwrap()
}

async fn staged(owner: &Client, email: &str) -> User {
    let new = CreateUser {
        email: email.to_owned(),
        username: email.split('@').next().unwrap().to_owned(),
        state: Some(UserState::Staged),
        ..CreateUser::default()
    };
    owner.create_user(&new, None).await.unwrap()
}

async fn events(owner: &Client, action: EventAction) -> Vec<Event> {
    let filter = EventFilter {
        action: vec![action],
        ..EventFilter::default()
    };
    let query = ListQuery {
        filter: Some(filter.to_string()),
        ..ListQuery::default()
    };
    owner.events(&query).await.unwrap().items
}

async fn state(owner: &Client, id: UserId) -> UserState {
    owner.user(id).await.unwrap().state
}

async fn a_suspension_happens_on_its_date(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let mut change = after(&server, ScheduledAction::Suspend, HOUR);
    change.note = Some("The contract ends".to_owned());
    let scheduled = owner.schedule_user_change(ada.id, &change).await.unwrap();
    assert_eq!(scheduled.user_email.as_deref(), Some(ADA));
    assert_eq!(scheduled.note, change.note);
    let listed = owner.user_scheduled_changes(ada.id).await.unwrap();
    assert_eq!(listed.items, std::slice::from_ref(&scheduled));
    let noted = events(&owner, EventAction::UserChangeScheduled).await;
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0].detail["note"], "The contract ends");

    server.clock.advance(HOUR - Duration::from_secs(60));
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    assert_eq!(state(&owner, ada.id).await, UserState::Active);

    server.clock.advance(Duration::from_secs(60));
    server.perform_scheduled_changes().await;
    assert_eq!(state(&owner, ada.id).await, UserState::Suspended);
    assert_eq!(
        problem_type(portal.me().await),
        ProblemType::Unauthenticated
    );
    let listed = owner.user_scheduled_changes(ada.id).await.unwrap();
    assert_eq!(listed.total, 0);
    let suspended = events(&owner, EventAction::UserSuspended).await;
    assert_eq!(suspended.len(), 1);
    assert_eq!(suspended[0].actor.name, scheduled.scheduled_by);
    let id = scheduled.id.to_string();
    assert_eq!(suspended[0].detail["scheduled_change"], id);
}

async fn an_activation_sends_its_email_where_it_was_told(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (elsewhere, silent, usual) = ("ada@home.example", "bob@example.com", "cy@example.com");
    let (first, second, third) = (
        staged(&owner, ADA).await,
        staged(&owner, silent).await,
        staged(&owner, usual).await,
    );
    let plain = after(&server, ScheduledAction::Activate, HOUR);
    let to = ScheduleChange {
        email_to: Some(elsewhere.to_owned()),
        ..plain.clone()
    };
    let none = ScheduleChange {
        sends_email: false,
        ..plain.clone()
    };
    for (user, change) in [(&first, &to), (&second, &none), (&third, &plain)] {
        owner.schedule_user_change(user.id, change).await.unwrap();
    }
    server.clock.advance(HOUR);
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    for (address, mails) in [(elsewhere, 1), (ADA, 0), (silent, 0), (usual, 1)] {
        assert_eq!(server.mails(address, "activate"), mails, "{address}");
    }
    for user in [&first, &second, &third] {
        assert_eq!(state(&owner, user.id).await, UserState::Active);
    }
    // The other address is used once: it is not the user's, and the next email goes to the user.
    assert_eq!(owner.user(first.id).await.unwrap().email, ADA);
    owner.resend_activation(first.id).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(elsewhere, "activate"), 1);
    assert_eq!(server.mails(ADA, "activate"), 1);
    let activated = events(&owner, EventAction::UserActivated).await;
    let named = |event: &&Event| {
        event
            .detail
            .get("email_to")
            .is_some_and(|it| it == elsewhere)
    };
    assert_eq!(activated.iter().filter(named).count(), 1);
}

async fn a_suspension_and_then_an_activation_are_both_performed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let back = after(&server, ScheduledAction::Activate, 2 * HOUR);
    // She is active until something else is scheduled.
    let refused = owner.schedule_user_change(ada.id, &back).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    suspend_in_an_hour(&server, &owner, ada.id).await;
    owner.schedule_user_change(ada.id, &back).await.unwrap();

    // No server ran for a while: both are due, and happen in their order.
    server.clock.advance(3 * HOUR);
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    assert_eq!(state(&owner, ada.id).await, UserState::Active);
    assert_eq!(events(&owner, EventAction::UserSuspended).await.len(), 1);
    let failed = events(&owner, EventAction::UserScheduledChangeFailed).await;
    assert!(failed.is_empty(), "{failed:?}");
}

async fn administrators_are_reminded_once_a_day_before(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = "manager@example.com";
    let help_desk = "help@example.com";
    server.administrator(&owner, manager, Role::Manager).await;
    server
        .administrator(&owner, help_desk, Role::HelpDesk)
        .await;
    let ada = server.active_user(&owner, ADA).await;
    let bob = server.active_user(&owner, "bob@example.com").await;
    for user in [&ada, &bob] {
        let change = after(&server, ScheduledAction::Suspend, 30 * HOUR);
        owner.schedule_user_change(user.id, &change).await.unwrap();
    }
    server.perform_scheduled_changes().await;
    assert_eq!(server.mails(manager, "scheduled changes"), 0);
    server.clock.advance(7 * HOUR);
    for _ in 0..2 {
        server.perform_scheduled_changes().await;
        // One email about both.
        assert_eq!(server.mails(manager, "scheduled changes"), 1);
        assert_eq!(server.mails(&server.owner_email, "scheduled changes"), 1);
        assert_eq!(server.mails(help_desk, "scheduled changes"), 0);
        assert_eq!(server.mails(ADA, "scheduled changes"), 0);
    }
    // A change of the same day is told at once.
    let owner = server.owner().await;
    let cy = server.active_user(&owner, "cy@example.com").await;
    suspend_in_an_hour(&server, &owner, cy.id).await;
    server.perform_scheduled_changes().await;
    assert_eq!(server.mails(manager, "scheduled changes"), 2);
}

async fn a_canceled_change_does_not_happen(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let bob = server.active_user(&owner, "bob@example.com").await;
    let scheduled = suspend_in_an_hour(&server, &owner, ada.id).await;
    // A change of somebody else is not found below this user.
    let other = owner
        .cancel_scheduled_user_change(bob.id, scheduled.id)
        .await;
    assert_eq!(problem_type(other), ProblemType::NotFound);
    let cancel = || owner.cancel_scheduled_user_change(ada.id, scheduled.id);
    cancel().await.unwrap();
    assert_eq!(problem_type(cancel().await), ProblemType::NotFound);
    let canceled = events(&owner, EventAction::UserScheduledChangeCanceled).await;
    assert_eq!(canceled.len(), 1);
    server.clock.advance(HOUR);
    server.perform_scheduled_changes().await;
    assert_eq!(
        state(&server.owner().await, ada.id).await,
        UserState::Active
    );
}

async fn a_time_is_one_of_the_organization(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let zone = async |name: &str| {
        let now = owner.organization().await.unwrap();
        let update = UpdateOrganization {
            time_zone: Some(TimeZoneName(name.to_owned())),
            ..UpdateOrganization::default()
        };
        owner.update_organization(now.version, &update).await
    };
    assert_eq!(
        problem_type(zone("Mars/X").await),
        ProblemType::InvalidFields
    );
    zone("America/New_York").await.unwrap();
    let mut change = after(&server, ScheduledAction::Suspend, HOUR);
    change.at = "2030-07-01T18:00".to_owned();
    let scheduled = owner.schedule_user_change(ada.id, &change).await.unwrap();
    assert_eq!(scheduled.at.to_string(), "2030-07-01T22:00:00.000Z");
    assert_eq!(scheduled.local_time, "2030-07-01T18:00");
    assert_eq!(scheduled.time_zone, "America/New_York");
    owner
        .cancel_scheduled_user_change(ada.id, scheduled.id)
        .await
        .unwrap();
    // In this night, clocks go from 02:00 to 03:00.
    change.at = "2030-03-10T02:30".to_owned();
    let refused = owner.schedule_user_change(ada.id, &change).await;
    let refused = refused.unwrap_err();
    let error = &refused.problem().unwrap().errors[0];
    assert_eq!((&*error.field, &*error.code), ("at", "skipped"));
}

async fn what_makes_no_sense_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let suspend = after(&server, ScheduledAction::Suspend, HOUR);
    for (at, code) in [
        ("2020-01-01T00:00", "out_of_range"),
        ("2199-01-01T00:00", "out_of_range"),
        ("tomorrow", "malformed"),
        ("2030-03-01", "malformed"),
        ("2030-03-01T18:00+01:00", "malformed"),
    ] {
        let change = ScheduleChange {
            at: at.to_owned(),
            ..suspend.clone()
        };
        let refused = owner.schedule_user_change(ada.id, &change).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].code, code, "{at}");
    }
    let with_address = ScheduleChange {
        email_to: Some("ada@home.example".to_owned()),
        ..suspend.clone()
    };
    let refused = owner.schedule_user_change(ada.id, &with_address).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    suspend_in_an_hour(&server, &owner, ada.id).await;
    let twice = owner.schedule_user_change(ada.id, &suspend).await;
    assert_eq!(problem_type(twice), ProblemType::Conflict);
    let listed = owner.user_scheduled_changes(ada.id).await.unwrap();
    assert_eq!(listed.total, 1);
}

async fn the_list_has_all_users_and_the_next_change_first(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut expected = Vec::new();
    for (name, hours) in [("ada", 3), ("bob", 1), ("cy", 2)] {
        let email = format!("{name}@example.com");
        let user = server.pending_user(&owner, &email).await;
        let change = after(&server, ScheduledAction::Suspend, HOUR * hours);
        owner.schedule_user_change(user.id, &change).await.unwrap();
        expected.push((hours, email));
    }
    expected.sort();
    let mut query = ListQuery {
        limit: Some(2),
        ..ListQuery::default()
    };
    let mut listed = Vec::new();
    loop {
        let page = owner.scheduled_changes(&query).await.unwrap();
        assert_eq!(page.total, 3);
        listed.extend(page.items.into_iter().filter_map(|one| one.user_email));
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            break;
        }
    }
    let expected: Vec<_> = expected.into_iter().map(|(_, email)| email).collect();
    assert_eq!(listed, expected);
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(
            Portal::Admin,
            "other@example.org",
            harness::ADMINISTRATOR_PASSWORD,
        )
        .await;
    let theirs = other.scheduled_changes(&ListQuery::default()).await;
    assert_eq!(theirs.unwrap().total, 0);
}

async fn the_user_does_not_see_what_is_planned(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    suspend_in_an_hour(&server, &owner, ada.id).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let all = ListQuery::default();
    let own = portal.my_activity(&all).await.unwrap().items;
    assert!(!own.is_empty());
    let planned = |event: &Event| event.action.contains("scheduled");
    assert!(!own.iter().any(planned), "{own:?}");
    let shown = owner.user_activity(ada.id, &all).await.unwrap().items;
    assert!(shown.iter().any(planned), "{shown:?}");
    // Who scheduled it sees it, also if somebody else did it in their name.
    let done = owner.my_activity(&all).await.unwrap().items;
    assert!(done.iter().any(planned), "{done:?}");
}

async fn only_who_may_change_users_may_schedule(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let help_desk = server
        .administrator(&owner, "help@example.com", Role::HelpDesk)
        .await;
    let change = after(&server, ScheduledAction::Suspend, HOUR);
    let refused = help_desk.schedule_user_change(ada.id, &change).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let scheduled = owner.schedule_user_change(ada.id, &change).await.unwrap();
    let refused = help_desk
        .cancel_scheduled_user_change(ada.id, scheduled.id)
        .await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let seen = help_desk.user_scheduled_changes(ada.id).await.unwrap();
    assert_eq!(seen.items, [scheduled]);

    // Who may not read users does not learn the name of one.
    let key = CreateApiKey {
        name: "Import".to_owned(),
        scopes: vec![Permission::UsersWrite],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&key).await.unwrap();
    let bob = server.pending_user(&owner, "bob@example.com").await;
    let program = Client::with_api_key(harness::http(), &server.origin, &key.key);
    let scheduled = program.schedule_user_change(bob.id, &change).await.unwrap();
    assert_eq!((scheduled.user_name, scheduled.user_email), (None, None));
}
