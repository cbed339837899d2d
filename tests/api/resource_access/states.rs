//! Each state of an account and of the settings.

use client::Portal;
use contract::hosts::UpdateHost;
use contract::radius::{AdmitGroup, UpdateRadiusClient};
use contract::resource_access::{ResourceCredential, ResourceObstacleKind as Kind, ResourceRemedy};
use contract::users::{CreateUser, LockUser, SetTemporaryPassword};
use harness::{AuthenticatorApp, Backend, USER_PASSWORD, on_both_databases};
use rules::mfa::MfaRequirement;
use rules::resource::AfterLoss;
use rules::state::UserState;

use super::{ADA, MINUTE, OPEN, World, kinds};
use crate::factors::set_policy;
use crate::radius;
use crate::ssh_keys::{key, named};

on_both_databases!(
    an_account_that_may_not_sign_in_is_refused_everywhere,
    access_is_maintained_where_the_settings_say_so,
    a_staged_user_is_activated,
    a_user_in_no_group_is_added_to_one,
    a_due_factor_requires_an_application_password,
    an_enrollment_period_that_is_over_is_extended,
    a_temporary_password_is_replaced_first,
    a_directory_is_switched_on,
    a_user_without_a_key_needs_one,
    a_password_that_is_not_verified_is_explained,
);

async fn an_account_that_may_not_sign_in_is_refused_everywhere(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let (owner, id) = (&world.owner, world.user.id);
    assert_eq!(world.agreed().await, OPEN);

    owner.suspend_user(id).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Suspended); 5]);
    let offered = world.offered(owner).await;
    assert!(offered.iter().all(|one| *one == [ResourceRemedy::Activate]));
    owner.activate_user(id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);

    owner.lock_user(id, &LockUser::default()).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Locked); 5]);
    let offered = world.offered(owner).await;
    assert!(offered.iter().all(|one| *one == [ResourceRemedy::Unlock]));
    owner.unlock_user(id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);

    owner.expire_user_password(id).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::PasswordExpired); 5]);
    let remedies = [
        ResourceRemedy::SendPasswordReset,
        ResourceRemedy::SetTemporaryPassword,
    ];
    let offered = world.offered(owner).await;
    assert!(offered.iter().all(|one| *one == remedies), "{offered:?}");
}

async fn access_is_maintained_where_the_settings_say_so(backend: Backend) {
    let world = World::new(backend, AfterLoss::Maintain).await;
    let (owner, id) = (&world.owner, world.user.id);
    world.server.guess_until_locked(Portal::User, ADA).await;
    assert_eq!(world.agreed().await, OPEN);
    owner.unlock_user(id).await.unwrap();
    // No setting maintains the access of a user whom an administrator has locked.
    owner.lock_user(id, &LockUser::default()).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Locked); 5]);
    let offered = world.offered(owner).await;
    assert!(offered.iter().all(|one| *one == [ResourceRemedy::Unlock]));
    owner.unlock_user(id).await.unwrap();
    owner.expire_user_password(id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);
    owner.suspend_user(id).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Suspended); 5]);
}

async fn a_staged_user_is_activated(backend: Backend) {
    let mut world = World::new(backend, AfterLoss::Remove).await;
    let new = CreateUser {
        email: "bob@example.com".to_owned(),
        username: "bob".to_owned(),
        state: Some(UserState::Staged),
        ..CreateUser::default()
    };
    let bob = world.owner.create_user(&new, None).await.unwrap();
    let owner = &world.owner;
    let desktop = named("Desktop", &key(7));
    owner.add_user_ssh_key(bob.id, &desktop).await.unwrap();
    let generated = SetTemporaryPassword::default();
    let set = owner.set_temporary_password(bob.id, &generated).await;
    world.password = set.unwrap().password.unwrap();
    world.user = bob;
    let staged = Some(Kind::Staged);
    // He could not create one yet.
    let none = Some(Kind::NoApplicationPassword);
    let expected = [staged, staged, none, staged, none];
    assert_eq!(world.agreed().await, expected);
    let offered = world.offered(&world.owner).await;
    assert!(offered.iter().all(|one| *one == [ResourceRemedy::Activate]));

    world.owner.activate_user(world.user.id).await.unwrap();
    let temporary = Some(Kind::TemporaryPassword);
    let expected = [None, temporary, none, temporary, none];
    assert_eq!(world.agreed().await, expected);
}

async fn a_user_in_no_group_is_added_to_one(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let (owner, id) = (&world.owner, world.user.id);
    let staff = crate::groups::group(owner, "Staff").await.id;
    let (host, network) = (&world.host.host, &world.network.radius_client);
    let update = UpdateHost {
        everyone: Some(false),
        groups: Some(vec![staff]),
        ..UpdateHost::default()
    };
    let changed = owner.update_host(host.id, host.version, &update).await;
    changed.unwrap();
    let update = UpdateRadiusClient {
        everyone: Some(false),
        groups: Some(vec![AdmitGroup {
            group_id: staff,
            vlan: None,
        }]),
        ..UpdateRadiusClient::default()
    };
    let changed = owner.update_radius_client(network.id, network.version, &update);
    changed.await.unwrap();
    let none = Some(Kind::NotInGroup);
    assert_eq!(world.agreed().await, [none, none, none, None, None]);
    let [host, network, _] = world.offered(owner).await;
    let remedies = [ResourceRemedy::AddToGroup, ResourceRemedy::AdmitGroup];
    assert_eq!((&host[..], &network[..]), (&remedies[..], &remedies[..]));
    // Groups are asked last.
    owner.suspend_user(id).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Suspended); 5]);
    owner.activate_user(id).await.unwrap();
    owner.add_group_member(staff, id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);
}

async fn a_due_factor_requires_an_application_password(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let portal = world.server.sign_in(Portal::User, ADA, USER_PASSWORD);
    AuthenticatorApp::add(&world.server, &portal.await).await;
    let due = Some(Kind::FactorDue);
    assert_eq!(world.agreed().await, [None, due, None, due, None]);
    let [_, network, directory] = world.offered(&world.owner).await;
    let remedies = [ResourceRemedy::CreateApplicationPassword];
    assert_eq!(
        (&network[..], &directory[..]),
        (&remedies[..], &remedies[..])
    );

    let (owner, id) = (&world.owner, world.user.id);
    let all = owner.user_application_passwords(id).await.unwrap();
    let revoked = owner.revoke_user_application_password(id, all.items[0].id);
    revoked.await.unwrap();
    let none = Some(Kind::NoApplicationPassword);
    assert_eq!(world.agreed().await, [None, due, none, due, none]);
    // With MFA off, enrolled factors are not required, as at sign-in.
    set_policy(owner, |policy| policy.users = MfaRequirement::Off).await;
    assert_eq!(world.agreed().await, [None, None, none, None, none]);
}

async fn an_enrollment_period_that_is_over_is_extended(backend: Backend) {
    let mut world = World::new(backend, AfterLoss::Remove).await;
    set_policy(&world.owner, |policy| {
        policy.users = MfaRequirement::Required;
    })
    .await;
    world.server.clock.advance(7 * 24 * 60 * MINUTE);
    world.owner = world.server.owner().await;
    assert_eq!(world.agreed().await, [Some(Kind::Locked); 5]);
    let offered = world.offered(&world.owner).await;
    let remedies = [ResourceRemedy::ExtendEnrollment];
    assert!(offered.iter().all(|one| *one == remedies), "{offered:?}");
    let extended = world.owner.extend_user_enrollment(world.user.id, 3);
    extended.await.unwrap();
    let [host, _, _] = world.said(&world.owner).await;
    assert_eq!(kinds(&host), [None]);
}

async fn a_temporary_password_is_replaced_first(backend: Backend) {
    let mut world = World::new(backend, AfterLoss::Remove).await;
    let set = SetTemporaryPassword {
        password: Some("quiet orchard lantern".to_owned()),
    };
    let set = world.owner.set_temporary_password(world.user.id, &set);
    set.await.unwrap();
    world.password = "quiet orchard lantern".to_owned();
    let temporary = Some(Kind::TemporaryPassword);
    let expected = [None, temporary, None, temporary, None];
    assert_eq!(world.agreed().await, expected);
    // Another temporary password would be refused, too.
    let [_, network, directory] = world.offered(&world.owner).await;
    let remedies = [ResourceRemedy::SendPasswordReset];
    assert_eq!(
        (&network[..], &directory[..]),
        (&remedies[..], &remedies[..])
    );
}

async fn a_directory_is_switched_on(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    world.set_directory(|policy| policy.enabled = false).await;
    let off = Some(Kind::DirectoryOff);
    assert_eq!(world.agreed().await, [None, None, None, off, off]);
    let [_, _, directory] = world.offered(&world.owner).await;
    assert_eq!(directory, [ResourceRemedy::EnableDirectory]);

    let only = |is_on: bool| {
        world.set_directory(move |policy| {
            policy.enabled = true;
            policy.account_passwords = !is_on;
        })
    };
    only(true).await;
    let passwords = Some(Kind::AccountPasswordsOff);
    assert_eq!(world.agreed().await, [None, None, None, passwords, None]);
    let [_, _, directory] = world.offered(&world.owner).await;
    let remedies = [
        ResourceRemedy::CreateApplicationPassword,
        ResourceRemedy::AllowAccountPasswords,
    ];
    assert_eq!(directory, remedies);
    only(false).await;
    assert_eq!(world.agreed().await, OPEN);
}

async fn a_user_without_a_key_needs_one(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let (owner, id) = (&world.owner, world.user.id);
    let keys = owner.user_ssh_keys(id).await.unwrap();
    let removed = owner.remove_user_ssh_key(id, keys.items[0].id);
    removed.await.unwrap();
    let none = Some(Kind::NoSshKey);
    assert_eq!(world.agreed().await, [none, None, None, None, None]);
    let [host, _, _] = world.offered(owner).await;
    assert_eq!(host, [ResourceRemedy::AddSshKey]);
    let desktop = named("Desktop", &key(7));
    owner.add_user_ssh_key(id, &desktop).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);
}

async fn a_password_that_is_not_verified_is_explained(backend: Backend) {
    let world = World::new(backend, AfterLoss::Maintain).await;
    let owner = &world.owner;
    world.server.guess_until_locked(Portal::User, ADA).await;
    let [host, network, _] = world.said(owner).await;
    assert_eq!(kinds(&host), [None]);
    assert_eq!(kinds(&network), [Some(Kind::PasswordNotVerified), None]);
    let way = &network.ways[0];
    assert_eq!(way.credential, ResourceCredential::Password);
    let obstacle = way.obstacle.as_ref().unwrap();
    assert!(obstacle.lock.is_some(), "{obstacle:?}");
    assert_eq!(obstacle.remedies, [ResourceRemedy::Unlock]);
    let secret = &world.network.secret;
    let (status, answer) = radius::ask(&world.server, secret, "ada", USER_PASSWORD).await;
    let reason = radius::attribute(&answer, "Reply-Message").unwrap();
    assert!(status == 401 && reason.contains("incorrect"), "{answer}");
    // A minute later, one is verified.
    world.server.clock.advance(MINUTE);
    let [_, network, _] = world.said(owner).await;
    world.try_network(&network).await;
    assert_eq!(kinds(&network), [None, None]);
    owner.unlock_user(world.user.id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);
}
