//! Application passwords, as a service beside the portals verifies them.

use contract::application_passwords::{CreateApplicationPassword, ResourceRefusal};
use contract::ids::{OrganizationId, UserId};
use contract::users::{LockUser, SetTemporaryPassword, User};
use entity::account;
use rules::state::UserState;
use rules::status::PasswordStatus;
use sea_orm::EntityTrait;

use super::World;
use super::world::{KEEP_ALL, Tenant};
use crate::actor::Client;
use crate::application_passwords::{
    Attempt, Resource, Verified, create, may_be_one, revoke_mine, verify,
};
use crate::restoring::{Kept, end_what_was_open};
use crate::{Context, Error, users};

super::on_each_database!(
    wrong_secrets_are_counted_with_wrong_passwords_and_lock,
    a_device_that_repeats_one_secret_locks_nobody_out,
    a_secret_of_another_organization_is_wrong,
    the_newest_of_the_revoked_are_remembered,
    a_restored_backup_has_none_unless_they_are_kept,
);

/// A secret that nobody has.
fn nobodys(number: u8) -> String {
    char::from(b'a' + number % 8).to_string().repeat(28)
}

async fn try_secret(
    context: &Context,
    organization: OrganizationId,
    username: &str,
    secret: &str,
) -> Result<Verified, Error> {
    let attempt = Attempt {
        organization,
        username,
        secret,
        resource: Resource::Device,
        client: &Client::default(),
    };
    let verified = verify(context, &attempt).await?;
    // What follows runs after the answer.
    let background = context.background();
    background.close();
    background.wait().await;
    background.reopen();
    Ok(verified)
}

/// A user with a password, and their application password.
async fn user(world: &World, tenant: &Tenant) -> Result<(User, String), Error> {
    let context = &world.context;
    let user = world.user(tenant, "ann", UserState::Active).await?;
    let typed = SetTemporaryPassword {
        password: Some("for the first day only".to_owned()),
    };
    users::set_temporary_password(context, &tenant.owner.permit()?, user.id, &typed).await?;
    let ann = world.signed_in(tenant, user.id).await?;
    let wanted = CreateApplicationPassword {
        name: "Printer".to_owned(),
        application_id: None,
    };
    let created = create(context, &ann, &wanted).await?;
    Ok((user, created.password))
}

async fn failed_attempts(context: &Context, id: UserId) -> Result<i32, Error> {
    let row = account::Entity::find_by_id(id.0);
    let row = row.one(context.database().read()).await?;
    Ok(row.ok_or(Error::NotFound)?.failed_password_attempts)
}

async fn wrong_secrets_are_counted_with_wrong_passwords_and_lock(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, organization) = (&world.context, tenant.organization);
    let (user, secret) = user(&world, &tenant).await?;
    assert!(may_be_one(&secret) && !may_be_one("for the first day only"));
    for number in 0..5 {
        let wrong = try_secret(context, organization, "ann", &nobodys(number)).await?;
        assert_eq!(wrong, Verified::Wrong);
    }
    assert_eq!(failed_attempts(context, user.id).await?, 5);
    // A correct one works meanwhile, and gives nobody new attempts.
    let right = try_secret(context, organization, "ANN", &secret).await?;
    assert!(matches!(right, Verified::Right(proved) if proved.user == user.id));
    assert_eq!(failed_attempts(context, user.id).await?, 5);
    try_secret(context, organization, "ann", &nobodys(5)).await?;
    let locked = users::get(context, &tenant.owner.permit()?, user.id).await?;
    assert_eq!(locked.password.status, PasswordStatus::Locked);
    assert_eq!(world.mails("account_locked").await?, 1);
    let right = try_secret(context, organization, "ann", &secret).await?;
    assert_eq!(right, Verified::Refused(ResourceRefusal::Locked));
    let wrong = try_secret(context, organization, "ann", &nobodys(6)).await?;
    assert_eq!(wrong, Verified::Wrong);
    users::unlock(context, &tenant.owner.permit()?, user.id).await?;
    let right = try_secret(context, organization, "ann", &secret).await?;
    assert!(matches!(right, Verified::Right(_)));
    let lock = LockUser::default();
    users::lock(context, &tenant.owner.permit()?, user.id, &lock).await?;
    let right = try_secret(context, organization, "ann", &secret).await?;
    assert_eq!(right, Verified::Refused(ResourceRefusal::Locked));
    Ok(())
}

async fn a_device_that_repeats_one_secret_locks_nobody_out(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, organization) = (&world.context, tenant.organization);
    let (user, _) = user(&world, &tenant).await?;
    for _ in 0..20 {
        let wrong = try_secret(context, organization, "ann", &nobodys(0)).await?;
        assert_eq!(wrong, Verified::Wrong);
    }
    assert_eq!(failed_attempts(context, user.id).await?, 1);
    // Something that is not even shaped like one is an attempt, too.
    try_secret(context, organization, "ann", "hunter2").await?;
    assert_eq!(failed_attempts(context, user.id).await?, 2);
    Ok(())
}

async fn a_secret_of_another_organization_is_wrong(world: World) -> Result<(), Error> {
    let (a, b) = (world.tenant("a").await?, world.tenant("b").await?);
    let context = &world.context;
    let (user, secret) = user(&world, &a).await?;
    let theirs = try_secret(context, b.organization, "ann", &secret).await?;
    assert_eq!(theirs, Verified::Wrong);
    assert_eq!(failed_attempts(context, user.id).await?, 0);
    let nobody = try_secret(context, a.organization, "nobody", &secret).await?;
    assert_eq!(nobody, Verified::Wrong);
    let own = try_secret(context, a.organization, "ann", &secret).await?;
    assert!(matches!(own, Verified::Right(_)));
    Ok(())
}

async fn the_newest_of_the_revoked_are_remembered(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, organization) = (&world.context, tenant.organization);
    let (user, kept) = user(&world, &tenant).await?;
    let ann = world.signed_in(&tenant, user.id).await?;
    let wanted = CreateApplicationPassword {
        name: "Phone".to_owned(),
        application_id: None,
    };
    let mut revoked = Vec::new();
    for _ in 0..32 {
        let created = create(context, &ann, &wanted).await?;
        revoke_mine(context, &ann, created.application_password.id).await?;
        revoked.push(created.password);
    }
    for (number, secret) in revoked.iter().enumerate() {
        let expected = match number {
            0 | 1 => Verified::Wrong,
            _ => Verified::Refused(ResourceRefusal::Revoked),
        };
        let found = try_secret(context, organization, "ann", secret).await?;
        assert_eq!(found, expected, "{number}");
    }
    assert_eq!(failed_attempts(context, user.id).await?, 2);
    let right = try_secret(context, organization, "ann", &kept).await?;
    assert!(matches!(right, Verified::Right(_)));
    Ok(())
}

async fn a_restored_backup_has_none_unless_they_are_kept(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, organization) = (&world.context, tenant.organization);
    let (_, secret) = user(&world, &tenant).await?;
    for keep in [true, false] {
        let kept = Kept {
            application_passwords: keep,
            ..KEEP_ALL
        };
        let ended = end_what_was_open(context.database(), context.now(), kept).await?;
        assert_eq!(ended.application_passwords, 1);
        let found = try_secret(context, organization, "ann", &secret).await?;
        assert_eq!(matches!(found, Verified::Right(_)), keep);
    }
    Ok(())
}
