//! Passwords that expire soon, and those that have expired.

use contract::organization::UpdateOrganization;
use contract::users::SetTemporaryPassword;
use ldap::control::{PasswordPolicyError, PasswordPolicyWarning};
use ldap::response::ResultCode;
use rules::directory::DirectoryPolicy;
use rules::password_aging::{AgingPolicy, days};

use super::{
    ADA, PASSWORD, SUFFIX, World, bound, internal, refused, set_policy, tenant, try_bind, user,
};
use crate::actor::Client;
use crate::directory::{BindAnswer, PasswordChange, change_password};
use crate::{Context, Error, organization, users};

crate::tests::on_each_database!(
    a_password_that_expires_soon_is_announced,
    an_expired_password_is_replaced_without_authentication,
    an_organization_can_refuse_to_replace_expired_passwords_here,
);

/// What a password is replaced with.
const NEW: &str = "quite another passphrase";

async fn a_password_that_expires_soon_is_announced(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    user(&world, &tenant, "ada").await?;
    let aging = AgingPolicy {
        has_maximum_age: true,
        maximum_age_days: 90,
        ..AgingPolicy::default()
    };
    let request = UpdateOrganization {
        aging_policy: Some(aging.into()),
        ..UpdateOrganization::default()
    };
    organization::update(context, &tenant.owner.permit()?, 2, &request).await?;
    world.clock.advance(days(70));
    assert_eq!(warning(context, PASSWORD).await?, None);
    world.clock.advance(days(10));
    let soon = warning(context, PASSWORD).await?;
    let Some(PasswordPolicyWarning::TimeBeforeExpiration(seconds)) = soon else {
        return Err(Error::internal("no warning"));
    };
    // The clock runs, too.
    let ten_days = i32::try_from(days(10).as_secs()).map_err(internal)?;
    assert!((ten_days - 300..=ten_days).contains(&seconds), "{seconds}");
    world.clock.advance(days(10));
    let (_, text, state) = refused(context, ADA, PASSWORD).await?;
    assert!(text.contains("data 532,"), "{text}");
    assert_eq!(state, Some(PasswordPolicyError::PasswordExpired));
    Ok(())
}

/// What the client is warned of after the right password.
async fn warning(
    context: &Context,
    password: &str,
) -> Result<Option<PasswordPolicyWarning>, Error> {
    match try_bind(context, ADA, password).await? {
        BindAnswer::Bound { warning, .. } => Ok(warning),
        BindAnswer::Refused { .. } => Err(Error::internal("refused")),
    }
}

/// Replaces Ada's password without authentication. The error has the result and the state of the password.
async fn try_change(
    context: &Context,
    old: &str,
    new: &str,
) -> Result<(), (ResultCode, Option<PasswordPolicyError>)> {
    let client = Client::default();
    let change = PasswordChange {
        identity: Some(ADA),
        old: Some(old),
        new: Some(new),
        client: &client,
    };
    let changed = change_password(context, None, &change).await;
    changed.map_err(|it| (it.outcome().code, it.password_policy()))
}

async fn an_expired_password_is_replaced_without_authentication(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    users::expire_password(context, &tenant.owner.permit()?, ada.id).await?;
    let wrong = try_change(context, "wrong", NEW).await;
    assert_eq!(wrong, Err((ResultCode::InvalidCredentials, None)));
    let short = try_change(context, PASSWORD, "short").await;
    let too_short = Some(PasswordPolicyError::PasswordTooShort);
    assert_eq!(short, Err((ResultCode::ConstraintViolation, too_short)));
    assert_eq!(try_change(context, PASSWORD, NEW).await, Ok(()));
    assert_eq!(warning(context, NEW).await?, None);
    Ok(())
}

async fn an_organization_can_refuse_to_replace_expired_passwords_here(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    let policy = |expired_password_changes| DirectoryPolicy {
        enabled: true,
        suffix: SUFFIX.to_owned(),
        expired_password_changes,
        ..DirectoryPolicy::default()
    };
    set_policy(&world, &tenant, 2, policy(false)).await?;
    // One that is neither expired nor temporary is changed as before.
    assert_eq!(try_change(context, PASSWORD, NEW).await, Ok(()));
    let in_portal = Err((ResultCode::UnwillingToPerform, None));
    users::expire_password(context, &tenant.owner.permit()?, ada.id).await?;
    assert_eq!(try_change(context, NEW, PASSWORD).await, in_portal);
    // Who does not know the password learns nothing.
    let wrong = try_change(context, "wrong", PASSWORD).await;
    assert_eq!(wrong, Err((ResultCode::InvalidCredentials, None)));
    let first = "for the second day only";
    let temporary = SetTemporaryPassword {
        password: Some(first.to_owned()),
    };
    users::set_temporary_password(context, &tenant.owner.permit()?, ada.id, &temporary).await?;
    assert_eq!(try_change(context, first, PASSWORD).await, in_portal);
    set_policy(&world, &tenant, 3, policy(true)).await?;
    assert_eq!(try_change(context, first, PASSWORD).await, Ok(()));
    bound(context, ADA, PASSWORD).await?;
    Ok(())
}
