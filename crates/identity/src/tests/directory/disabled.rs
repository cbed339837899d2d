//! Passwords that are disabled, because somebody has undone a change of the email.

use std::time::Duration;

use contract::ids::UserId;
use ldap::response::ResultCode;

use super::{PASSWORD, SUFFIX, World, failed_attempts, refused, tenant, try_bind, user};
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::directory::{BindAnswer, PasswordChange, change_password};
use crate::tests::workers::wait_for;
use crate::{Context, Error, passwords};

crate::tests::on_each_database!(a_password_that_is_disabled_while_it_is_verified_is_wrong,);

/// What somebody would replace the password with.
const NEW: &str = "quite another passphrase";

async fn disable(context: &Context, user: UserId) -> Result<(), Error> {
    let held = HeldAccount::by_id(context, user.0).await?;
    let held = held.ok_or(Error::NotFound)?;
    passwords::disable(&held).await?;
    held.commit().await
}

/// What is done with the password.
#[derive(Clone, Copy, Debug)]
enum Use {
    Bind,
    Change,
}

impl Use {
    /// The result if it is refused.
    async fn refusal(self, context: &Context, name: &str) -> Result<Option<ResultCode>, Error> {
        let client = Client::default();
        match self {
            Self::Bind => Ok(match try_bind(context, name, PASSWORD).await? {
                BindAnswer::Bound { .. } => None,
                BindAnswer::Refused { outcome, .. } => Some(outcome.code),
            }),
            Self::Change => {
                let change = PasswordChange {
                    identity: Some(name),
                    old: Some(PASSWORD),
                    new: Some(NEW),
                    client: &client,
                };
                let changed = change_password(context, None, &change).await;
                Ok(changed.err().map(|failed| failed.outcome().code))
            }
        }
    }
}

async fn a_password_that_is_disabled_while_it_is_verified_is_wrong(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let wrong = Some(ResultCode::InvalidCredentials);
    for (username, made) in [("ada", Use::Bind), ("bob", Use::Change)] {
        let name = format!("uid={username},ou=people,{SUFFIX}");
        let id = user(&world, &tenant, username).await?.id;
        world.clock.advance(Duration::from_secs(1));
        let occupied = world.occupy_pool().await?;
        let meanwhile = async {
            // The attempt was counted, so the stored hash was read.
            let pause = Duration::from_millis(2);
            wait_for("the attempt is not counted", pause, async || {
                let counted = failed_attempts(context, id).await? == 1;
                Ok::<_, Error>(counted.then_some(()))
            })
            .await?;
            disable(context, id).await?;
            drop(occupied);
            Ok::<_, Error>(())
        };
        let (refusal, disabled) = tokio::join!(made.refusal(context, &name), meanwhile);
        disabled?;
        assert_eq!(refusal?, wrong, "{made:?}");
        // Nor is it remembered as correct, or replaced.
        for password in [PASSWORD, NEW] {
            let (code, _, _) = refused(context, &name, password).await?;
            assert_eq!(Some(code), wrong, "{made:?}");
        }
    }
    Ok(())
}
