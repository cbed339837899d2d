//! Who may ask, and what is offered to whom.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::ids::UserId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::resource_access::ResourceRemedy;
use contract::users::LockUser;
use harness::{ADMINISTRATOR_PASSWORD, Backend, http, on_both_databases, problem_type};
use rules::resource::AfterLoss;
use rules::role::{Permission, Role};

use super::{ADA, World};

on_both_databases!(
    a_role_is_offered_what_it_may_do,
    a_key_needs_each_scope,
    membership_is_not_revealed_without_groups_read,
    another_organization_finds_nobody,
    asking_leaves_no_trace,
);

/// The problems of the three questions.
async fn refusals(world: &World, by: &Client, user: UserId) -> [ProblemType; 3] {
    let (host, network) = (world.host.host.id, world.network.radius_client.id);
    [
        problem_type(by.check_host_access(host, user).await),
        problem_type(by.check_network_access(network, user).await),
        problem_type(by.check_directory_access(user).await),
    ]
}

/// A program with these scopes.
async fn key(world: &World, scopes: &[Permission]) -> Client {
    let new = CreateApiKey {
        name: "Program".to_owned(),
        scopes: scopes.to_vec(),
        expires_in_days: 1,
    };
    let key = world.owner.create_api_key(&new).await.unwrap().key;
    Client::with_api_key(http(), &world.server.origin, &key)
}

async fn a_role_is_offered_what_it_may_do(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let (server, owner, id) = (&world.server, &world.owner, world.user.id);
    let reader = server.administrator(owner, "reader@example.com", Role::ReadOnly);
    let reader = reader.await;
    let helper = server.administrator(owner, "helper@example.com", Role::HelpDesk);
    let helper = helper.await;
    server.guess_until_locked(Portal::User, ADA).await;
    let unlock = [ResourceRemedy::Unlock];
    for (by, expected) in [
        (&reader, &unlock[..0]),
        (&helper, &unlock[..]),
        (owner, &unlock[..]),
    ] {
        let offered = world.offered(by).await;
        assert!(offered.iter().all(|one| one == expected), "{offered:?}");
    }
    helper.unlock_user(id).await.unwrap();
    // Only an administrator who may set such a lock may end it.
    owner.lock_user(id, &LockUser::default()).await.unwrap();
    let offered = world.offered(&helper).await;
    assert!(offered.iter().all(Vec::is_empty), "{offered:?}");
    owner.unlock_user(id).await.unwrap();
    world.set_directory(|policy| policy.enabled = false).await;
    let [_, _, directory] = world.offered(&helper).await;
    assert_eq!(directory, []);
    let [_, _, directory] = world.offered(owner).await;
    assert_eq!(directory, [ResourceRemedy::EnableDirectory]);
}

async fn a_key_needs_each_scope(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let all = [
        Permission::UsersRead,
        Permission::OrganizationRead,
        Permission::GroupsRead,
    ];
    let said = world.said(&key(&world, &all).await).await;
    assert!(said.iter().all(|access| access.allowed), "{said:?}");
    for missing in [Permission::UsersRead, Permission::OrganizationRead] {
        let others: Vec<_> = all.into_iter().filter(|one| *one != missing).collect();
        let refused = refusals(&world, &key(&world, &others).await, world.user.id).await;
        assert_eq!(refused, [ProblemType::Forbidden; 3], "without {missing:?}");
    }
}

async fn membership_is_not_revealed_without_groups_read(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let scopes = [Permission::UsersRead, Permission::OrganizationRead];
    let key = key(&world, &scopes).await;
    let id = world.user.id;
    let host = key.check_host_access(world.host.host.id, id).await;
    assert_eq!(problem_type(host), ProblemType::Forbidden);
    let network = world.network.radius_client.id;
    let network = key.check_network_access(network, id).await;
    assert_eq!(problem_type(network), ProblemType::Forbidden);
    // No group has access to the directory.
    let directory = key.check_directory_access(id).await.unwrap();
    assert!(directory.allowed, "{directory:?}");
}

async fn another_organization_finds_nobody(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let email = "other@example.com";
    world.server.organization("Other Ltd", email).await;
    let other = world
        .server
        .sign_in(Portal::Admin, email, ADMINISTRATOR_PASSWORD);
    let refused = refusals(&world, &other.await, world.user.id).await;
    assert_eq!(refused, [ProblemType::NotFound; 3]);
    let nobody = world.server.anonymous(Portal::Admin);
    let refused = refusals(&world, &nobody, world.user.id).await;
    assert_eq!(refused, [ProblemType::Unauthenticated; 3]);
    // An administrator is not a user.
    let me = world.owner.administrator_me().await.unwrap().id;
    let refused = refusals(&world, &world.owner, UserId(me.0)).await;
    assert_eq!(refused, [ProblemType::NotFound; 3]);
}

async fn asking_leaves_no_trace(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let owner = &world.owner;
    owner.suspend_user(world.user.id).await.unwrap();
    world.server.mail_settled().await;
    let events = async || {
        let all = owner.events(&ListQuery::default()).await;
        all.unwrap().items
    };
    let before = events().await;
    world.said(owner).await;
    world.server.mail_settled().await;
    assert_eq!(events().await, before);
    let host = owner.host(world.host.host.id).await.unwrap();
    assert_eq!(host.last_used_at, None);
    let network = owner.radius_client(world.network.radius_client.id).await;
    assert_eq!(network.unwrap().last_used_at, None);
}
