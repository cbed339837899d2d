//! The demo organization.

use contract::sign_in::NextStep;
use entity::{group_member, user_group};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::World;
use crate::actor::Client;
use crate::addresses::Portal;
use crate::{Error, demo, sign_in};

super::on_each_database!(it_is_made_once_and_its_passwords_sign_in);

async fn it_is_made_once_and_its_passwords_sign_in(world: World) -> Result<(), Error> {
    let context = &world.context;
    let sample = demo::seed(context).await?.ok_or(Error::NotFound)?;
    assert!(sample.client_secret.starts_with("lks_"));
    assert!(!format!("{sample:?}").contains(&sample.client_secret));
    let seeded = demo::CREDENTIALS;
    assert!(demo::seed(context).await?.is_none());
    let client = Client::default();
    for (portal, email, password) in [
        (Portal::Admin, seeded.owner_email, seeded.owner_password),
        (Portal::Admin, "auditor@example.com", seeded.owner_password),
        (Portal::User, seeded.user_email, seeded.user_password),
        (
            Portal::User,
            "oskar.nowak@example.com",
            seeded.user_password,
        ),
    ] {
        let begun = sign_in::begin(context, portal, email).await?;
        let token = begun.token.reveal();
        let advanced = sign_in::submit_password(context, portal, token, password, &client).await?;
        assert_eq!(advanced.sign_in.next_step, NextStep::Complete, "{email}");
    }
    assert_eq!(world.mails("user_activation").await?, 3);
    let read = context.database().read();
    let groups = user_group::Entity::find().all(read).await?;
    assert_eq!(groups.len(), 5);
    for group in groups {
        let members = group_member::Entity::find()
            .filter(group_member::Column::GroupId.eq(group.id))
            .count(read)
            .await?;
        assert!(members > 0, "{} is empty", group.name);
        assert_eq!(u64::try_from(group.members).ok(), Some(members));
    }
    Ok(())
}
