//! Tenant boundaries: no access to another organization.

use contract::administrators::UpdateAdministrator;
use contract::api_keys::CreateApiKey;
use contract::groups::{CreateGroup, UpdateGroup};
use contract::page::{CountQuery, ListQuery};
use contract::problem::ProblemType;
use contract::users::{SetTemporaryPassword, UpdateUser};
use rules::role::Permission;
use rules::state::UserState::Active;

use super::World;
use super::world::refused;
use crate::{Error, administrators, api_keys, events, groups, mail_deliveries, users};

super::on_each_database!(another_organizations_things_are_not_there);

async fn another_organizations_things_are_not_there(world: World) -> Result<(), Error> {
    let (a, b) = (world.tenant("a").await?, world.tenant("b").await?);
    let context = &world.context;
    let user = world.user(&b, "ben", Active).await?;
    let key = CreateApiKey {
        name: "theirs".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    let key = api_keys::create(context, &b.owner.permit()?, &key, None)
        .await?
        .api_key;
    let new = CreateGroup {
        name: "Theirs".to_owned(),
        description: None,
    };
    let theirs = groups::create(context, &b.owner.permit()?, &new, None).await?;
    let own = groups::create(context, &a.owner.permit()?, &new, None).await?;
    let (group, own) = (theirs.id, own.id);
    let (owner, id, them) = (&a.owner, user.id, b.owner_id);
    let temporary = SetTemporaryPassword::default();
    let query = ListQuery::default();
    let refusals = [
        refused(users::get(context, &owner.permit()?, id).await),
        refused(users::update(context, &owner.permit()?, id, 1, UpdateUser::default()).await),
        refused(users::delete(context, &owner.permit()?, id).await),
        refused(users::activate(context, &owner.permit()?, id).await),
        refused(users::suspend(context, &owner.permit()?, id).await),
        refused(users::unlock(context, &owner.permit()?, id).await),
        refused(users::resend_activation(context, &owner.permit()?, id).await),
        refused(users::send_password_reset(context, &owner.permit()?, id).await),
        refused(users::set_temporary_password(context, &owner.permit()?, id, &temporary).await),
        refused(users::activity(context, &owner.permit()?, id, &query).await),
        refused(administrators::get(context, &owner.permit()?, them).await),
        refused(
            administrators::update(
                context,
                &owner.permit()?,
                them,
                1,
                &UpdateAdministrator::default(),
            )
            .await,
        ),
        refused(administrators::suspend(context, &owner.permit()?, them, Default::default()).await),
        refused(administrators::activate(context, &owner.permit()?, them).await),
        refused(administrators::unlock(context, &owner.permit()?, them).await),
        refused(administrators::remove(context, &owner.permit()?, them, Default::default()).await),
        refused(administrators::resend_invitation(context, &owner.permit()?, them).await),
        refused(administrators::send_password_reset(context, &owner.permit()?, them).await),
        refused(api_keys::revoke(context, &owner.permit()?, key.id).await),
        refused(groups::get(context, &owner.permit()?, group).await),
        refused(groups::update(context, &owner.permit()?, group, 1, UpdateGroup::default()).await),
        refused(groups::delete(context, &owner.permit()?, group, 1).await),
        refused(groups::add_member(context, &owner.permit()?, group, id).await),
        refused(groups::add_member(context, &owner.permit()?, own, id).await),
        refused(groups::remove_member(context, &owner.permit()?, group, id).await),
        refused(groups::of_user(context, &owner.permit()?, id, &query).await),
    ];
    for (number, refusal) in refusals.iter().enumerate() {
        assert_eq!(*refusal, Some(ProblemType::NotFound), "{number}");
    }
    assert_eq!(
        users::list(context, &owner.permit()?, &query).await?.total,
        0
    );
    assert_eq!(
        groups::list(context, &owner.permit()?, &query).await?.total,
        1
    );
    assert_eq!(
        users::counts(context, &owner.permit()?, CountQuery::default())
            .await?
            .total,
        0
    );
    assert_eq!(
        administrators::list(context, &owner.permit()?, &query)
            .await?
            .total,
        1
    );
    assert_eq!(
        api_keys::list(context, &owner.permit()?, &query)
            .await?
            .total,
        0
    );
    assert_eq!(
        events::list(context, &owner.permit()?, &query).await?.total,
        2
    );
    assert_eq!(
        mail_deliveries::list(context, &owner.permit()?, &query)
            .await?
            .total,
        1
    );
    Ok(())
}
