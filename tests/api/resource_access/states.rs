//! Each state of an account and of the settings.

use client::Portal;
use contract::hosts::{CreateHost, UpdateHost};
use contract::radius::{AdmitGroup, UpdateRadiusClient};
use contract::resource_access::{ResourceCredential, ResourceObstacleKind as Kind, ResourceRemedy};
use contract::users::{CreateUser, LockUser, SetTemporaryPassword, UpdateUser};
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
    a_host_accepts_passwords_of_unix_accounts_only,
    a_host_counts_with_those_of_the_same_name,
    a_user_without_a_key_needs_one,
    a_password_that_is_not_verified_is_explained,
);

async fn an_account_that_may_not_sign_in_is_refused_everywhere(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let (owner, id) = (&world.owner, world.user.id);
    assert_eq!(world.agreed().await, OPEN);

    owner.suspend_user(id).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Suspended); 7]);
    let offered = world.offered(owner).await;
    assert!(offered.iter().all(|one| *one == [ResourceRemedy::Activate]));
    owner.activate_user(id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);

    owner.lock_user(id, &LockUser::default()).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Locked); 7]);
    let offered = world.offered(owner).await;
    assert!(offered.iter().all(|one| *one == [ResourceRemedy::Unlock]));
    owner.unlock_user(id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);

    owner.expire_user_password(id).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::PasswordExpired); 7]);
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
    assert_eq!(world.agreed().await, [Some(Kind::Locked); 7]);
    let offered = world.offered(owner).await;
    assert!(offered.iter().all(|one| *one == [ResourceRemedy::Unlock]));
    owner.unlock_user(id).await.unwrap();
    owner.expire_user_password(id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);
    owner.suspend_user(id).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Suspended); 7]);
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
    let expected = [staged, staged, none, staged, none, staged, none];
    assert_eq!(world.agreed().await, expected);
    let offered = world.offered(&world.owner).await;
    assert!(offered.iter().all(|one| *one == [ResourceRemedy::Activate]));

    world.owner.activate_user(world.user.id).await.unwrap();
    let temporary = Some(Kind::TemporaryPassword);
    let expected = [None, temporary, none, temporary, none, temporary, none];
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
    let expected = [none, none, none, none, none, None, None];
    assert_eq!(world.agreed().await, expected);
    let [host, network, _] = world.offered(owner).await;
    let remedies = [ResourceRemedy::AddToGroup, ResourceRemedy::AdmitGroup];
    assert_eq!((&host[..], &network[..]), (&remedies[..], &remedies[..]));
    // Groups are asked last.
    owner.suspend_user(id).await.unwrap();
    assert_eq!(world.agreed().await, [Some(Kind::Suspended); 7]);
    owner.activate_user(id).await.unwrap();
    owner.add_group_member(staff, id).await.unwrap();
    assert_eq!(world.agreed().await, OPEN);
}

async fn a_due_factor_requires_an_application_password(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let portal = world.server.sign_in(Portal::User, ADA, USER_PASSWORD);
    AuthenticatorApp::add(&world.server, &portal.await).await;
    let due = Some(Kind::FactorDue);
    let expected = [None, due, None, due, None, due, None];
    assert_eq!(world.agreed().await, expected);
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
    let expected = [None, due, none, due, none, due, none];
    assert_eq!(world.agreed().await, expected);
    // With MFA off, enrolled factors are not required, as at sign-in.
    set_policy(owner, |policy| policy.users = MfaRequirement::Off).await;
    let expected = [None, None, none, None, none, None, none];
    assert_eq!(world.agreed().await, expected);
}

async fn an_enrollment_period_that_is_over_is_extended(backend: Backend) {
    let mut world = World::new(backend, AfterLoss::Remove).await;
    set_policy(&world.owner, |policy| {
        policy.users = MfaRequirement::Required;
    })
    .await;
    world.server.clock.advance(7 * 24 * 60 * MINUTE);
    world.owner = world.server.owner().await;
    assert_eq!(world.agreed().await, [Some(Kind::Locked); 7]);
    let offered = world.offered(&world.owner).await;
    let remedies = [ResourceRemedy::ExtendEnrollment];
    assert!(offered.iter().all(|one| *one == remedies), "{offered:?}");
    let extended = world.owner.extend_user_enrollment(world.user.id, 3);
    extended.await.unwrap();
    let [host, _, _] = world.said(&world.owner).await;
    assert_eq!(kinds(&host)[0], None);
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
    let expected = [None, temporary, None, temporary, None, temporary, None];
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
    let expected = [None, off, off, None, None, off, off];
    assert_eq!(world.agreed().await, expected);
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
    let expected = [None, passwords, None, None, None, passwords, None];
    assert_eq!(world.agreed().await, expected);
    let [_, _, directory] = world.offered(&world.owner).await;
    let remedies = [
        ResourceRemedy::CreateApplicationPassword,
        ResourceRemedy::AllowAccountPasswords,
    ];
    assert_eq!(directory, remedies);
    only(false).await;
    assert_eq!(world.agreed().await, OPEN);
}

async fn a_host_accepts_passwords_of_unix_accounts_only(backend: Backend) {
    let mut world = World::new(backend, AfterLoss::Remove).await;
    let only_at_host = |kind| [None, Some(kind), Some(kind), None, None, None, None];
    // The key would work.
    let offered = async |world: &World| {
        let [host, _, _] = world.offered(&world.owner).await;
        host
    };
    world.set_directory(|policy| policy.posix = false).await;
    assert_eq!(world.agreed().await, only_at_host(Kind::PosixOff));
    let change = [ResourceRemedy::ChangeUnixAccounts];
    assert_eq!(offered(&world).await, change);

    // Somebody else gets the only number.
    world
        .server
        .active_user(&world.owner, "bob@example.com")
        .await;
    world
        .set_directory(|policy| {
            policy.posix = true;
            (policy.first_uid, policy.last_uid) = (5_000, 5_000);
            (policy.first_gid, policy.last_gid) = (5_000, 5_001);
        })
        .await;
    assert!(world.is_found("(&(uid=bob)(uidNumber=5000))").await);
    assert_eq!(world.agreed().await, only_at_host(Kind::NumbersUsedUp));
    assert_eq!(offered(&world).await, change);
    world.set_directory(|policy| policy.last_uid = 5_001).await;
    assert_eq!(world.agreed().await, OPEN);

    let update = UpdateUser {
        username: Some("1815".to_owned()),
        ..UpdateUser::default()
    };
    let user = world.owner.user(world.user.id).await.unwrap();
    let renamed = world.owner.update_user(user.id, user.version, &update);
    world.user = renamed.await.unwrap();
    assert_eq!(world.agreed().await, only_at_host(Kind::UsernameOfDigits));
    assert_eq!(offered(&world).await, [ResourceRemedy::ChangeUsername]);
}

async fn a_host_counts_with_those_of_the_same_name(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let staff = crate::groups::group(&world.owner, "Staff").await.id;
    let same = CreateHost {
        name: "BUILD".to_owned(),
        groups: vec![staff],
        ..CreateHost::default()
    };
    world.owner.create_host(&same).await.unwrap();
    // The key of the host says which one it is, but the filter of SSSD does not.
    let none = Some(Kind::NotInGroup);
    let expected = [None, none, none, None, None, None, None];
    assert_eq!(world.agreed().await, expected);
    let added = world.owner.add_group_member(staff, world.user.id).await;
    added.unwrap();
    assert_eq!(world.agreed().await, OPEN);
}

async fn a_user_without_a_key_needs_one(backend: Backend) {
    let world = World::new(backend, AfterLoss::Remove).await;
    let (owner, id) = (&world.owner, world.user.id);
    let keys = owner.user_ssh_keys(id).await.unwrap();
    let removed = owner.remove_user_ssh_key(id, keys.items[0].id);
    removed.await.unwrap();
    let none = Some(Kind::NoSshKey);
    let expected = [none, None, None, None, None, None, None];
    assert_eq!(world.agreed().await, expected);
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
    let not_verified = Some(Kind::PasswordNotVerified);
    assert_eq!(kinds(&host), [None, not_verified, None]);
    assert_eq!(kinds(&network), [not_verified, None]);
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
