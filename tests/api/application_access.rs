//! Who may open an application, and who may ask: every state of a user with every kind of assignment,
//! roles, scopes and organizations.

use std::time::Duration;

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::applications::{AccessCheck, AccessResult, CreateApplication, UpdateApplication};
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::page::{CountQuery, ListQuery};
use contract::problem::ProblemType;
use contract::users::{CreateUser, SetTemporaryPassword};
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, http, on_both_databases,
    problem_type,
};
use rules::access::{Check, Refusal};
use rules::application::OpenTo;
use rules::mfa::MfaRequirement;
use rules::role::{Permission, Role};
use rules::state::UserState;

use crate::applications::{ADDRESS, application, change, live};
use crate::factors::set_policy;
use crate::groups::{events, group};

on_both_databases!(
    each_state_of_a_user_meets_each_assignment,
    a_disabled_application_opens_for_nobody,
    help_desk_and_read_only_see_and_change_nothing,
    a_key_learns_about_users_only_with_both_scopes,
    another_organization_is_not_there,
);

const HOUR: Duration = Duration::from_secs(60 * 60);

/// The ways to assign an application, and a name for each.
const WAYS: [&str; 5] = ["Nobody", "Everyone", "Directly", "Group", "Both"];

struct Tenant {
    server: TestServer,
    owner: Client,
    group: GroupId,
    applications: Vec<ApplicationId>,
}

impl Tenant {
    async fn start(backend: Backend) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let group = group(&owner, "Sales").await.id;
        let mut applications = Vec::new();
        for name in WAYS {
            applications.push(application(&owner, name).await.id);
        }
        let open = UpdateApplication {
            open_to: Some(OpenTo::Everyone),
            ..UpdateApplication::default()
        };
        change(&owner, applications[1], open).await;
        for id in &applications[3..] {
            let assigned = owner.assign_application_to_group(*id, group).await;
            assigned.unwrap();
        }
        Self {
            server,
            owner,
            group,
            applications,
        }
    }

    /// Assigns the applications to a user.
    async fn assign(&self, user: UserId) {
        for id in [self.applications[2], self.applications[4]] {
            let assigned = self.owner.assign_application_to_user(id, user).await;
            assigned.unwrap();
        }
        self.owner.add_group_member(self.group, user).await.unwrap();
    }

    async fn check(&self, id: ApplicationId, user: UserId) -> AccessCheck {
        let checked = self.owner.check_application_access(id, user).await;
        checked.unwrap()
    }

    /// Expects that no assignment helps a user whom the account stops.
    async fn stops(&self, user: UserId, check: Check, reason: Refusal) {
        for (id, way) in self.applications.iter().zip(WAYS) {
            let answer = self.check(*id, user).await;
            let step = |check: Check| answer.steps.iter().find(|step| step.check == check);
            assert_eq!(step(check).unwrap().reason, Some(reason), "{way}");
            let expected = if way == "Nobody" && check == Check::Password {
                Refusal::NotAssigned
            } else {
                reason
            };
            assert_eq!(answer.result, AccessResult::Refuse, "{way}");
            assert_eq!(answer.reason, Some(expected), "{way}");
            let assignment = step(Check::Assignment).unwrap().result;
            assert_eq!(assignment == AccessResult::Refuse, way == "Nobody");
        }
    }
}

async fn each_state_of_a_user_meets_each_assignment(backend: Backend) {
    let tenant = Tenant::start(backend).await;
    let (server, owner) = (&tenant.server, &tenant.owner);
    let user = server.active_user(owner, "ada@example.com").await.id;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    tenant.assign(user).await;

    // Active: the assignment decides.
    for (id, way) in tenant.applications.iter().zip(WAYS) {
        let answer = tenant.check(*id, user).await;
        let opened = ada.open_application(*id).await;
        let assignment = &answer.assignment;
        let because = (
            assignment.everyone,
            assignment.directly,
            assignment.groups.len(),
        );
        let expected = match way {
            "Nobody" => (false, false, 0),
            "Everyone" => (true, false, 0),
            "Directly" => (false, true, 0),
            "Group" => (false, false, 1),
            _ => (false, true, 1),
        };
        assert_eq!(because, expected, "{way}");
        if way == "Nobody" {
            assert_eq!(answer.reason, Some(Refusal::NotAssigned));
            let refused = opened.unwrap_err();
            let problem = refused.problem().unwrap();
            assert_eq!(problem.kind, ProblemType::ApplicationRefused);
            assert_eq!(problem.reason, Some(Refusal::NotAssigned));
        } else {
            assert_eq!(answer.result, AccessResult::Open, "{way}");
            assert_eq!(opened.unwrap().address, ADDRESS);
        }
    }
    let hers = owner.user_applications(user).await.unwrap();
    let names: Vec<_> = hers.items.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["Both", "Directly", "Everyone", "Group"]);
    assert!(hers.items.iter().all(|one| one.last_opened_at.is_some()));
    assert_eq!(hers.items[3].assignment.groups[0].name, "Sales");

    // Whatever stops the account ends what is open.
    let is_out = async |ada: &Client| {
        for id in &tenant.applications {
            assert_eq!(live(server, *id).await, 0);
            let refused = ada.open_application(*id).await;
            assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
        }
    };
    owner.suspend_user(user).await.unwrap();
    is_out(&ada).await;
    let reason = Refusal::AccountSuspended;
    tenant.stops(user, Check::Account, reason).await;
    owner.activate_user(user).await.unwrap();

    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    ada.open_application(tenant.applications[3]).await.unwrap();
    owner.expire_user_password(user).await.unwrap();
    is_out(&ada).await;
    let reason = Refusal::PasswordExpired;
    tenant.stops(user, Check::Password, reason).await;
    let temporary = SetTemporaryPassword::default();
    owner
        .set_temporary_password(user, &temporary)
        .await
        .unwrap();
    let reason = Refusal::PasswordTemporary;
    tenant.stops(user, Check::Password, reason).await;

    // Not activated yet.
    let pending = server.pending_user(owner, "bob@example.com").await.id;
    tenant.assign(pending).await;
    let reason = Refusal::AccountPending;
    tenant.stops(pending, Check::Account, reason).await;
    let staged = CreateUser {
        email: "cyd@example.com".to_owned(),
        username: "cyd".to_owned(),
        state: Some(UserState::Staged),
        ..CreateUser::default()
    };
    let staged = owner.create_user(&staged, None).await.unwrap().id;
    tenant.assign(staged).await;
    let reason = Refusal::AccountStaged;
    tenant.stops(staged, Check::Account, reason).await;

    // Strangers can lock an account with wrong passwords, so that must not stop its owner.
    let user = server.active_user(owner, "dan@example.com").await.id;
    tenant.assign(user).await;
    let dan = server
        .sign_in(Portal::User, "dan@example.com", USER_PASSWORD)
        .await;
    server
        .guess_until_locked(Portal::User, "dan@example.com")
        .await;
    let open = tenant.check(tenant.applications[3], user).await;
    assert_eq!((open.result, open.lock), (AccessResult::Open, None));
    dan.open_application(tenant.applications[3]).await.unwrap();
    // A lock that stops the owner stops everything.
    set_policy(owner, |mfa| {
        mfa.users = MfaRequirement::Required;
        mfa.enrollment_days = 1;
    })
    .await;
    server.clock.advance(HOUR * 23);
    dan.refresh().await.unwrap();
    dan.open_application(tenant.applications[3]).await.unwrap();
    server.clock.advance(HOUR * 2);
    let owner = server.owner().await;
    let answer = owner.check_application_access(tenant.applications[3], user);
    let answer = answer.await.unwrap();
    assert_eq!(answer.reason, Some(Refusal::AccountLocked));
    assert!(answer.lock.is_some());
    let refused = dan.open_application(tenant.applications[3]).await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
}

async fn a_disabled_application_opens_for_nobody(backend: Backend) {
    let tenant = Tenant::start(backend).await;
    let (server, owner) = (&tenant.server, &tenant.owner);
    let user = server.active_user(owner, "ada@example.com").await.id;
    tenant.assign(user).await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let disable = UpdateApplication {
        enabled: Some(false),
        ..UpdateApplication::default()
    };
    for id in &tenant.applications[1..] {
        ada.open_application(*id).await.unwrap();
        assert_eq!(live(server, *id).await, 1);
        change(owner, *id, disable.clone()).await;
        assert_eq!(live(server, *id).await, 0);
        let refused = ada.open_application(*id).await.unwrap_err();
        let reason = Some(Refusal::ApplicationDisabled);
        assert_eq!(refused.problem().unwrap().reason, reason);
        assert_eq!(tenant.check(*id, user).await.reason, reason);
    }
    assert!(ada.my_applications().await.unwrap().items.is_empty());
    let hers = owner.user_applications(user).await.unwrap().items;
    assert!(hers.iter().all(|one| !one.enabled));
    assert_eq!(hers.len(), 4);
    let refused = events(owner, "application.refused").await;
    assert_eq!(refused.len(), 4);
    assert_eq!(refused[0].detail["reason"], "application_disabled");
    assert_eq!(refused[0].actor.email.as_deref(), Some("ada@example.com"));
}

async fn help_desk_and_read_only_see_and_change_nothing(backend: Backend) {
    let tenant = Tenant::start(backend).await;
    let (server, owner) = (&tenant.server, &tenant.owner);
    let user = server.pending_user(owner, "ada@example.com").await.id;
    tenant.assign(user).await;
    let id = tenant.applications[4];
    let before = owner.application(id).await.unwrap();
    for role in [Role::HelpDesk, Role::ReadOnly] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        let reader = server.administrator(owner, &email, role).await;
        assert_eq!(reader.application(id).await.unwrap(), before);
        let checked = reader.check_application_access(id, user).await.unwrap();
        assert_eq!(checked.reason, Some(Refusal::AccountPending));
        assert_eq!(reader.user_applications(user).await.unwrap().total, 4);
        let update = UpdateApplication::default();
        let new = CreateApplication::bookmark("Mine", ADDRESS);
        for refused in [
            reader.create_application(&new, None).await.map(drop),
            reader.update_application(id, 1, &update).await.map(drop),
            reader.delete_application(id, 1).await,
            reader.assign_application_to_user(id, user).await,
            reader.unassign_application_from_user(id, user).await,
            reader.assign_application_to_group(id, tenant.group).await,
            reader
                .unassign_application_from_group(id, tenant.group)
                .await,
        ] {
            assert_eq!(problem_type(refused), ProblemType::Forbidden);
        }
        // Administrators open no applications.
        let opened = reader.open_application(id).await;
        assert_eq!(problem_type(opened), ProblemType::Unauthenticated);
    }
    assert_eq!(owner.application(id).await.unwrap(), before);
}

async fn a_key_learns_about_users_only_with_both_scopes(backend: Backend) {
    use Permission::{ApplicationsRead, ApplicationsWrite, UsersRead};
    let tenant = Tenant::start(backend).await;
    let (server, owner) = (&tenant.server, &tenant.owner);
    let user = server.pending_user(owner, "ada@example.com").await.id;
    tenant.assign(user).await;
    let id = tenant.applications[4];
    let key = async |scopes: &[Permission]| {
        let new = CreateApiKey {
            name: "Program".to_owned(),
            scopes: scopes.to_vec(),
            expires_in_days: 1,
        };
        let key = owner.create_api_key(&new).await.unwrap().key;
        Client::with_api_key(http(), &server.origin, &key)
    };
    let all = ListQuery::default();
    let both = key(&[ApplicationsRead, UsersRead]).await;
    assert_eq!(both.application_users(id, &all).await.unwrap().total, 1);
    both.check_application_access(id, user).await.unwrap();
    assert_eq!(both.user_applications(user).await.unwrap().total, 4);

    let applications = key(&[ApplicationsRead]).await;
    assert_eq!(applications.application(id).await.unwrap().users, 1);
    let users = key(&[UsersRead]).await;
    for refused in [
        applications.application_users(id, &all).await.map(drop),
        applications
            .check_application_access(id, user)
            .await
            .map(drop),
        applications.user_applications(user).await.map(drop),
        users.user_applications(user).await.map(drop),
        users.application(id).await.map(drop),
    ] {
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
    // A key with the sensitive scope needs no confirmation, and sees nothing that it may not read.
    let writes = key(&[ApplicationsWrite]).await;
    let taken = writes.unassign_application_from_user(id, user).await;
    taken.unwrap();
    assert_eq!(owner.application(id).await.unwrap().users, 0);
    let read = writes.application(id).await;
    assert_eq!(problem_type(read), ProblemType::Forbidden);
}

async fn another_organization_is_not_there(backend: Backend) {
    let tenant = Tenant::start(backend).await;
    let (server, victim) = (&tenant.server, &tenant.owner);
    let ada = server.active_user(victim, "ada@example.com").await.id;
    tenant.assign(ada).await;
    server.organization("Other Ltd", "other@example.org").await;
    let attacker = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let own = application(&attacker, "Group").await;
    let eve = server.active_user(&attacker, "eve@example.org").await.id;
    let theirs = group(&attacker, "Sales").await.id;
    let hers = tenant.applications[1];

    for (id, user, group) in [
        (hers, eve, theirs),
        (hers, ada, tenant.group),
        (own.id, ada, tenant.group),
    ] {
        for refused in [
            attacker.assign_application_to_user(id, user).await,
            attacker.unassign_application_from_user(id, user).await,
            attacker.assign_application_to_group(id, group).await,
            attacker.unassign_application_from_group(id, group).await,
            attacker.check_application_access(id, user).await.map(drop),
        ] {
            assert_eq!(problem_type(refused), ProblemType::NotFound);
        }
    }
    let refused = attacker
        .application_access(hers, CountQuery::default())
        .await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    let all = attacker.applications(&ListQuery::default()).await.unwrap();
    assert_eq!(all.items, std::slice::from_ref(&own));

    // "Everyone" is everyone of the organization, and an identifier alone gives no access.
    let eve = server
        .sign_in(Portal::User, "eve@example.org", USER_PASSWORD)
        .await;
    assert!(eve.my_applications().await.unwrap().items.is_empty());
    for id in &tenant.applications {
        let opened = eve.open_application(*id).await.map(drop);
        for refused in [opened, eve.pin_application(*id).await] {
            assert_eq!(problem_type(refused), ProblemType::NotFound);
        }
        let unpinned = eve.unpin_application(*id).await;
        assert_eq!(problem_type(unpinned), ProblemType::NotFound);
        assert_eq!(live(server, *id).await, 0);
    }
    assert!(events(victim, "application.refused").await.is_empty());
    assert_eq!(victim.application(hers).await.unwrap().users, 0);
}
