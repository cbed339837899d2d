//! What Home shows over time: numbers by day and week, and who gets which part of them.

use std::time::Duration;

use client::{Client, Portal};
use contract::administrators::InviteAdministrator;
use contract::api_keys::CreateApiKey;
use contract::events::EventAction;
use contract::ids::{OrganizationId, UserId};
use contract::problem::ProblemType;
use contract::reports::{DayReport, FirstStep, HomeReport, PeriodCount};
use entity::{Document, account};
use harness::{
    ADMINISTRATOR_PASSWORD, AuthenticatorApp, Backend, TestServer, USER_PASSWORD,
    on_both_databases, problem_type,
};
use identity::actor::Party;
use identity::events::{NewEvent, record};
use rules::event::{Outcome, PartyKind};
use rules::mfa::MfaRequirement;
use rules::role::{Permission, Role};
use rules::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::{NoContext, Uuid};

use crate::factors::set_policy;

on_both_databases!(
    a_new_organization_has_zeros_and_first_steps,
    each_event_counts_on_its_day,
    what_people_do_counts_today,
    users_count_from_the_day_on_which_they_set_up_mfa,
    a_password_counts_in_the_week_in_which_it_expires,
    each_role_sees_the_whole_report,
    an_api_key_sees_what_its_scopes_allow,
    other_organizations_count_for_themselves,
);

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MOMENT: Duration = Duration::from_millis(1);

/// The report that this client gets.
pub async fn report(client: &Client) -> HomeReport {
    client.home_report().await.unwrap()
}

fn today(report: &HomeReport) -> DayReport {
    *report.days.last().unwrap()
}

/// The numbers alone.
pub fn counts(periods: &[PeriodCount]) -> Vec<u64> {
    periods.iter().map(|period| period.count).collect()
}

/// The owner's organization.
pub async fn organization(owner: &Client) -> OrganizationId {
    owner.organization().await.unwrap().id
}

/// Writes an event of the past. As those of the server, its identifier begins with its time.
pub async fn happened(server: &TestServer, of: OrganizationId, action: EventAction, at: Timestamp) {
    let seconds = u64::try_from(at.unix_seconds()).unwrap();
    let nanos = u32::try_from(at.unix_millis() % 1000 * 1_000_000).unwrap();
    let at_that_time = uuid::Timestamp::from_unix(NoContext, seconds, nanos);
    let row = entity::event::ActiveModel {
        id: Set(Uuid::new_v7(at_that_time)),
        organization_id: Set(of.0),
        position: Set(None),
        at: Set(at),
        action: Set(action.into()),
        outcome: Set(Outcome::Success),
        actor_kind: Set(PartyKind::System.into()),
        actor_id: Set(None),
        actor_name: Set("Latchkey".to_owned()),
        actor_email: Set(None),
        target_kind: Set(None),
        target_id: Set(None),
        target_name: Set(None),
        target_email: Set(None),
        address: Set(None),
        network: Set(None),
        device: Set(None),
        detail: Set(Document::default()),
    };
    entity::event::Entity::insert(row)
        .exec_without_returning(server.running.context.database().write())
        .await
        .unwrap();
}

/// Sets a time of a user's account.
pub async fn set_time(server: &TestServer, user: UserId, column: account::Column, at: Timestamp) {
    account::Entity::update_many()
        .col_expr(column, Expr::value(at))
        .filter(account::Column::Id.eq(user.0))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
}

async fn a_new_organization_has_zeros_and_first_steps(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = report(&owner).await;
    assert_eq!(new.days.len(), 30);
    let now = server.clock_now();
    let midnight = now.to_string().split('T').next().unwrap().to_owned() + "T00:00:00Z";
    let midnight = Timestamp::parse(&midnight).unwrap();
    assert_eq!(new.time_zone, "UTC");
    assert_eq!(today(&new).begins, midnight);
    assert_eq!(new.days[0].begins, midnight.minus(29 * DAY));
    for day in &new.days[..29] {
        let nothing = DayReport {
            begins: day.begins,
            sign_ins: 0,
            wrong_passwords: 0,
            wrong_factors: 0,
            refused: 0,
            lockouts: 0,
            failed_emails: 0,
        };
        assert_eq!(*day, nothing);
    }
    assert_eq!(today(&new).sign_ins, 1, "the owner's own");
    let users = new.users.unwrap();
    assert_eq!((users.total, users.enrolled_before), (0, 0));
    assert_eq!(counts(&users.enrolled), [0; 30]);
    assert_eq!(counts(&users.expiring), [0; 13]);
    let this_week = users.expiring[0].begins;
    assert!(this_week <= midnight && this_week.plus(7 * DAY) > midnight);
    assert_eq!(users.expiring_later, 0);

    let open = async || report(&owner).await.open_steps.unwrap();
    assert_eq!(open().await, FirstStep::ALL);
    server.pending_user(&owner, ADA).await;
    assert_eq!(open().await, FirstStep::ALL[1..]);
    owner.send_test_mail().await.unwrap();
    assert_eq!(open().await, FirstStep::ALL[2..]);
    for (email, role) in [
        ("m@example.com", Role::Manager),
        ("o@example.com", Role::Owner),
    ] {
        assert_eq!(open().await, FirstStep::ALL[2..], "before {email}");
        let invitation = InviteAdministrator {
            email: email.to_owned(),
            name: "Grace Hopper".to_owned(),
            role,
        };
        owner.invite_administrator(&invitation, None).await.unwrap();
    }
    assert_eq!(open().await, FirstStep::ALL[3..]);
    set_policy(&owner, |policy| policy.users = MfaRequirement::Required).await;
    assert_eq!(open().await, [FirstStep::RequireMfa]);
    set_policy(&owner, |policy| {
        policy.administrators = MfaRequirement::Required;
    })
    .await;
    assert_eq!(open().await, []);
}

async fn each_event_counts_on_its_day(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let of = organization(&owner).await;
    let before = report(&owner).await;
    let (first, last) = (before.days[0].begins, today(&before).begins);
    let numbers = |day: &DayReport| {
        [
            day.sign_ins,
            day.wrong_passwords,
            day.wrong_factors,
            day.refused,
            day.lockouts,
            day.failed_emails,
        ]
    };
    let actions = [
        EventAction::SignInSucceeded,
        EventAction::SignInFailed,
        EventAction::SignInFactorFailed,
        EventAction::SignInRefused,
        EventAction::AccountLocked,
        EventAction::MailFailed,
    ];
    for (at, action) in actions.into_iter().enumerate() {
        // The day before the first one, and both ends of the first one and of yesterday.
        for moment in [
            first.minus(MOMENT),
            first,
            first.plus(DAY).minus(MOMENT),
            last.minus(DAY),
            last.minus(MOMENT),
            last,
        ] {
            happened(&server, of, action, moment).await;
        }
        let after = report(&owner).await;
        let added: Vec<u64> = (0..30)
            .map(|day| numbers(&after.days[day])[at] - numbers(&before.days[day])[at])
            .collect();
        let mut expected = vec![0; 30];
        expected[0] = 2;
        expected[28] = 2;
        expected[29] = 1;
        assert_eq!(added, expected, "{}", action.as_str());
    }
    happened(&server, of, EventAction::UserCreated, last).await;
    let after = report(&owner).await;
    assert_eq!(numbers(&after.days[0]), [2; 6], "of each kind its own");
    assert_eq!(after.days[0].failed_sign_ins(), 6);

    // Events of this server have the same identifiers.
    let context = &server.running.context;
    let tx = context.database().begin().await.unwrap();
    let event = NewEvent::new(EventAction::MailFailed, Party::system());
    record(context, &tx, of, event).await.unwrap();
    tx.commit().await.unwrap();
    let failed = |report: &HomeReport| report.days.iter().map(|day| day.failed_emails).sum::<u64>();
    let (all_before, all_now) = (failed(&after), failed(&report(&owner).await));
    assert_eq!(all_now, all_before + 1);
}

async fn what_people_do_counts_today(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let bob = server.active_user(&owner, BOB).await;
    let before = today(&report(&owner).await);
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    AuthenticatorApp::add(&server, &ada).await;
    // The right password of a suspended user.
    owner.suspend_user(bob.id).await.unwrap();
    let refused = server.anonymous(Portal::User);
    refused.begin_sign_in(BOB).await.unwrap();
    refused.submit_password(USER_PASSWORD).await.unwrap_err();
    // Six wrong passwords from one network are one event, and then the account is locked.
    server.guess_until_locked(Portal::User, ADA).await;
    let after = report(&owner).await;
    let now = today(&after);
    assert_eq!(now.sign_ins, before.sign_ins + 1);
    assert_eq!(now.refused, before.refused + 1);
    assert_eq!(now.wrong_passwords, before.wrong_passwords + 1);
    assert_eq!(now.lockouts, before.lockouts + 1);
    let users = after.users.unwrap();
    assert_eq!((users.total, users.enrolled_before), (2, 0));
    assert_eq!(users.enrolled.last().unwrap().count, 1);
}

async fn users_count_from_the_day_on_which_they_set_up_mfa(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let days = report(&owner).await.days;
    let (first, last) = (days[0].begins, days[29].begins);
    let enrolled = [
        first.minus(DAY),
        first.minus(MOMENT),
        first,
        last.minus(MOMENT),
        last,
    ];
    for (number, at) in enrolled.into_iter().enumerate() {
        let email = format!("u{number}@example.com");
        let user = server.pending_user(&owner, &email).await;
        set_time(&server, user.id, account::Column::MfaEnrolledAt, at).await;
    }
    server.pending_user(&owner, ADA).await;
    let users = report(&owner).await.users.unwrap();
    assert_eq!((users.total, users.enrolled_before), (6, 2));
    let mut expected = vec![3; 30];
    expected[28] = 4;
    expected[29] = 5;
    assert_eq!(counts(&users.enrolled), expected);
    let begins: Vec<_> = users.enrolled.iter().map(|day| day.begins).collect();
    let days: Vec<_> = days.iter().map(|day| day.begins).collect();
    assert_eq!(begins, days);
}

async fn a_password_counts_in_the_week_in_which_it_expires(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let weeks = report(&owner).await.users.unwrap().expiring;
    for pair in weeks.windows(2) {
        assert_eq!(pair[0].begins.plus(7 * DAY), pair[1].begins);
    }
    let end = weeks[12].begins.plus(7 * DAY);
    let now = server.clock_now();
    let expiries = [
        now.minus(DAY),
        weeks[1].begins.minus(MOMENT),
        weeks[1].begins,
        weeks[2].begins.minus(MOMENT),
        end.minus(MOMENT),
        end,
        end.plus(300 * DAY),
    ];
    for (number, at) in expiries.into_iter().enumerate() {
        let email = format!("u{number}@example.com");
        let user = server.active_user(&owner, &email).await;
        set_time(&server, user.id, account::Column::PasswordExpiresAt, at).await;
    }
    let users = report(&owner).await.users.unwrap();
    let mut expected = vec![0; 13];
    expected[0] = 1;
    expected[1] = 2;
    expected[12] = 1;
    assert_eq!(counts(&users.expiring), expected);
    assert_eq!(users.expiring_later, 2);
}

async fn each_role_sees_the_whole_report(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    for role in [Role::Manager, Role::HelpDesk, Role::ReadOnly] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        let client = server.administrator(&owner, &email, role).await;
        assert_eq!(report(&client).await, report(&owner).await, "{role:?}");
    }
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let refused = ada.home_report().await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
}

async fn an_api_key_sees_what_its_scopes_allow(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let whole = report(&owner).await;
    let with = async |scopes: &[Permission]| {
        let new = CreateApiKey {
            name: "Program".to_owned(),
            scopes: scopes.to_vec(),
            expires_in_days: 1,
        };
        let key = owner.create_api_key(&new).await.unwrap().key;
        let program = Client::with_api_key(harness::http(), &server.origin, key);
        program.home_report().await
    };
    let all = [
        Permission::EventsRead,
        Permission::UsersRead,
        Permission::AdministratorsRead,
        Permission::OrganizationRead,
    ];
    for (scopes, users, steps) in [
        (&all[..1], false, false),
        (&all[..2], true, false),
        (&all[..3], true, false),
        (&all[..], true, true),
    ] {
        let shown = with(scopes).await.unwrap();
        assert_eq!(shown.days, whole.days);
        assert_eq!(shown.users, whole.users.clone().filter(|_| users));
        assert_eq!(shown.open_steps, whole.open_steps.clone().filter(|_| steps));
    }
    let without_events = with(&all[1..]).await;
    assert_eq!(problem_type(without_events), ProblemType::Forbidden);
}

async fn other_organizations_count_for_themselves(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let now = server.clock_now();
    set_time(&server, ada.id, account::Column::MfaEnrolledAt, now).await;
    let later = now.plus(8 * DAY);
    set_time(&server, ada.id, account::Column::PasswordExpiresAt, later).await;
    let of = organization(&owner).await;
    happened(&server, of, EventAction::AccountLocked, now).await;
    happened(&server, of, EventAction::MailFailed, now).await;
    owner.send_test_mail().await.unwrap();
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let theirs = report(&other).await;
    let day = today(&theirs);
    assert_eq!((day.sign_ins, day.failed_sign_ins()), (1, 0));
    assert_eq!((day.lockouts, day.failed_emails), (0, 0));
    let users = theirs.users.unwrap();
    assert_eq!(users.total, 0);
    assert_eq!(counts(&users.enrolled), [0; 30]);
    assert_eq!(counts(&users.expiring), [0; 13]);
    assert_eq!(theirs.open_steps.unwrap(), FirstStep::ALL);
    let ours = report(&owner).await;
    assert_eq!((today(&ours).lockouts, today(&ours).failed_emails), (1, 1));
    assert_eq!(ours.users.unwrap().total, 1);
}
