//! API keys and scheduled jobs.

use std::time::Duration;

use contract::api_keys::CreateApiKey;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use rules::role::{Permission, Role};
use rules::state::UserState::Active;
use sea_orm::EntityTrait;

use super::World;
use super::world::{administrator, fields, new_user, refused};
use crate::actor::Client;
use crate::permitted::{ApiKeysWrite, OrganizationWrite, UsersAssist};
use crate::{Error, api_keys, housekeeping, mail_deliveries, sessions, users};

super::on_each_database!(
    a_key_opens_what_its_scopes_say_until_it_is_revoked,
    a_key_is_asked_for_by_a_person_within_limits,
    the_last_use_of_a_key_is_noted_once_a_minute,
    the_sweep_leaves_what_still_counts,
);

fn key(scopes: &[Permission], days: u16) -> CreateApiKey {
    CreateApiKey {
        name: "import".to_owned(),
        scopes: scopes.to_vec(),
        expires_in_days: days,
    }
}

async fn a_key_opens_what_its_scopes_say_until_it_is_revoked(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let scopes = [Permission::UsersWrite, Permission::UsersRead];
    let made = api_keys::create(context, &tenant.owner.permit()?, &key(&scopes, 1), None).await?;
    assert!(made.key.starts_with(&made.api_key.prefix) && made.api_key.prefix.len() == 11);
    let program = sessions::admin_principal(context, &made.key, Client::default()).await?;
    let request = new_user("ann", Active);
    users::create(context, &program.permit()?, &request, None).await?;
    let forbidden = Some(ProblemType::Forbidden);
    assert_eq!(refused(program.permit::<UsersAssist>()), forbidden);
    assert_eq!(refused(program.permit::<ApiKeysWrite>()), forbidden);
    assert_eq!(refused(program.permit::<OrganizationWrite>()), forbidden);
    api_keys::revoke(context, &tenant.owner.permit()?, made.api_key.id).await?;
    let gone = api_keys::revoke(context, &tenant.owner.permit()?, made.api_key.id).await;
    assert_eq!(refused(gone), Some(ProblemType::NotFound));
    let closed = Some(ProblemType::Unauthenticated);
    let program = sessions::admin_principal(context, &made.key, Client::default()).await;
    assert_eq!(refused(program), closed);
    let made = api_keys::create(context, &tenant.owner.permit()?, &key(&scopes, 1), None).await?;
    world.clock.advance(Duration::from_secs(24 * 60 * 60));
    let program = sessions::admin_principal(context, &made.key, Client::default()).await;
    assert_eq!(refused(program), closed);
    Ok(())
}

async fn a_key_is_asked_for_by_a_person_within_limits(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let owner = &tenant.owner;
    let nothing = api_keys::create(context, &owner.permit()?, &key(&[], 0), None).await;
    assert_eq!(
        fields(nothing),
        ["scopes:required", "expiresInDays:out_of_range"]
    );
    let beyond = key(&[Permission::AdministratorsWrite], 366);
    let beyond = api_keys::create(context, &owner.permit()?, &beyond, None).await;
    assert_eq!(
        fields(beyond),
        ["scopes:not_allowed", "expiresInDays:out_of_range"]
    );
    let desk = administrator(tenant.organization, tenant.owner_id, Role::HelpDesk);
    let refusal = desk.permit::<ApiKeysWrite>();
    assert_eq!(refused(refusal), Some(ProblemType::Forbidden));
    Ok(())
}

async fn the_last_use_of_a_key_is_noted_once_a_minute(world: World) -> Result<(), Error> {
    world.clock.stop();
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let scopes = [Permission::UsersRead];
    let made = api_keys::create(context, &tenant.owner.permit()?, &key(&scopes, 1), None).await?;
    let noted = async || {
        sessions::admin_principal(context, &made.key, Client::default()).await?;
        let row = entity::api_key::Entity::find_by_id(made.api_key.id.0);
        let row = row.one(context.database().read()).await?;
        Ok::<_, Error>(row.ok_or(Error::NotFound)?.last_used_at)
    };
    let first = context.now();
    assert_eq!(noted().await?, Some(first));
    let last = Duration::from_millis(1);
    world.clock.advance(Duration::from_secs(60) - last);
    assert_eq!(noted().await?, Some(first));
    world.clock.advance(last);
    assert_eq!(noted().await?, Some(context.now()));
    Ok(())
}

async fn the_sweep_leaves_what_still_counts(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let request = new_user("ann", Active);
    let user = users::create(context, &tenant.owner.permit()?, &request, Some("key")).await?;
    let portal = crate::addresses::Portal::User;
    crate::sign_in::begin(context, portal, &request.email).await?;
    assert_eq!(housekeeping::sweep(context).await?, 0);
    world.clock.advance(Duration::from_secs(2 * 24 * 60 * 60));
    assert_eq!(housekeeping::sweep(context).await?, 2);
    let user = users::get(context, &tenant.owner.permit()?, user.id).await?;
    assert!(user.activation.is_some());
    let sent = mail_deliveries::send_test(context, &tenant.owner.permit()?, None).await?;
    assert_eq!(sent.to, "boss@a.example.com");
    world.clock.advance(Duration::from_secs(60 * 24 * 60 * 60));
    // The link and the owner's session.
    assert_eq!(housekeeping::sweep(context).await?, 2);
    let query = ListQuery {
        filter: Some("kind:test_message;state:queued".to_owned()),
        ..ListQuery::default()
    };
    let mails = mail_deliveries::list(context, &tenant.owner.permit()?, &query).await?;
    assert_eq!(mails.total, 1);
    Ok(())
}
