//! Passwords that expire soon, and those that have expired.

use contract::organization::UpdateOrganization;
use ldap::control::{PasswordPolicyError, PasswordPolicyWarning};
use ldap::response::ResultCode;
use rules::aging::{AgingPolicy, days};

use super::{ADA, PASSWORD, World, internal, refused, tenant, try_bind, user};
use crate::actor::Client;
use crate::directory::{BindAnswer, PasswordChange, change_password};
use crate::{Context, Error, organization, users};

crate::tests::on_each_database!(
    a_password_that_expires_soon_is_announced,
    an_expired_password_is_replaced_without_authentication,
);

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

async fn an_expired_password_is_replaced_without_authentication(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    users::expire_password(context, &tenant.owner.permit()?, ada.id).await?;
    let try_change = async |old: &'static str, new: &'static str| {
        let client = Client::default();
        let change = PasswordChange {
            identity: Some(ADA),
            old: Some(old),
            new: Some(new),
            client: &client,
        };
        let changed = change_password(context, None, &change).await;
        changed.map_err(|it| (it.outcome().code, it.password_policy()))
    };
    let wrong = try_change("wrong", "quite another passphrase").await;
    assert_eq!(wrong, Err((ResultCode::InvalidCredentials, None)));
    let short = try_change(PASSWORD, "short").await;
    let too_short = Some(PasswordPolicyError::PasswordTooShort);
    assert_eq!(short, Err((ResultCode::ConstraintViolation, too_short)));
    assert_eq!(
        try_change(PASSWORD, "quite another passphrase").await,
        Ok(())
    );
    assert_eq!(warning(context, "quite another passphrase").await?, None);
    Ok(())
}
