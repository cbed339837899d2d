//! Columns that store enums by name: each value is read as it was written. A name that only a newer server knows is
//! kept in columns whose enum almost every version extends, and is an error where decisions depend on it.

use contract::applications::CreateApplication;
use contract::events::EventAction;
use contract::page::ListQuery;
use contract::webhooks::{CreateWebhook, PayloadType, TEST_TYPE, UpdateWebhook};
use entity::{consent, event, oidc_grant, webhook, webhook_delivery};
use rules::extensible::Extensible;
use rules::name_list::NameList;
use rules::openid::{Acr, Amr, Scope};
use rules::state::UserState::Active;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::World;
use super::event_chain::{exported, key, tenant, verify};
use crate::actor::Party;
use crate::events::{self, NewEvent, record};
use crate::{Error, applications, webhooks};

super::on_each_database!(
    each_action_is_stored_by_its_name,
    an_event_of_a_newer_server_is_shown_and_hashed_as_it_is,
    a_webhook_keeps_the_actions_of_a_newer_server,
    a_webhook_for_actions_of_a_newer_server_is_not_one_for_all,
    what_was_granted_is_read_as_it_was_stored_or_is_an_error,
);

/// An action that this version does not know.
const NEWER: &str = "moon.landed";

async fn each_action_is_stored_by_its_name(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let tx = context.database().begin().await?;
    for action in EventAction::ALL {
        let event = NewEvent::new(action, Party::system());
        record(context, &tx, tenant.organization, event).await?;
    }
    tx.commit().await?;
    for action in EventAction::ALL {
        let rows = event::Entity::find()
            .filter(event::Column::Action.eq(action.as_str()))
            .all(context.database().read())
            .await?;
        assert!(!rows.is_empty(), "{}", action.as_str());
        assert!(rows.iter().all(|row| row.action.known() == Some(action)));
    }
    Ok(())
}

async fn an_event_of_a_newer_server_is_shown_and_hashed_as_it_is(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world).await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let write = context.database().write();
    write
        .execute_unprepared(
            "UPDATE event SET action = 'moon.landed', actor_kind = 'rover', target_kind = 'moon'",
        )
        .await?;
    let listed = events::list(context, &owner.permit()?, &ListQuery::default()).await?;
    assert!(!listed.items.is_empty());
    assert!(listed.items.iter().all(|event| event.action == NEWER));
    assert!(listed.items.iter().all(|event| event.actor.kind == "rover"));
    let targets: Vec<_> = listed
        .items
        .iter()
        .filter_map(|event| event.target.as_ref())
        .collect();
    assert!(!targets.is_empty());
    assert!(targets.iter().all(|target| target.kind == "moon"));
    let lines = exported(&world, &tenant).await?;
    for stored in [NEWER, r#""kind":"rover""#, r#""kind":"moon""#] {
        assert!(lines.iter().any(|line| line.contains(stored)), "{stored}");
    }
    verify(&key(&world, &tenant).await?, &lines, Vec::new()).unwrap();
    Ok(())
}

async fn a_webhook_keeps_the_actions_of_a_newer_server(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let new = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: "https://hooks.example.com/latchkey".to_owned(),
        events: EventAction::ALL.map(Extensible::Known).to_vec(),
    };
    let made = webhooks::create(context, &owner.permit()?, &new, None).await?;
    let hook = made.webhook;
    assert_eq!(hook.events, EventAction::ALL.map(Extensible::Known));
    world.user(&tenant, "ann", Active).await?;
    let write = context.database().write();
    let sent = webhook_delivery::Entity::find().all(write).await?;
    let created = PayloadType::Event(EventAction::UserCreated);
    assert!(sent.iter().any(|row| row.event.known() == Some(created)));
    let test = webhooks::send_test(context, &owner.permit()?, hook.id, None).await?;
    assert_eq!(test.value.event, TEST_TYPE);

    write
        .execute_unprepared(r#"UPDATE webhook SET events = '["moon.landed","user.created"]'"#)
        .await?;
    write
        .execute_unprepared("UPDATE webhook_delivery SET event = 'moon.landed'")
        .await?;
    let renamed = UpdateWebhook {
        name: Some("Archive".to_owned()),
        ..UpdateWebhook::default()
    };
    let permitted = owner.permit()?;
    let hook = webhooks::update(context, &permitted, hook.id, hook.version, &renamed).await?;
    let kept = [
        Extensible::Unknown(NEWER.to_owned()),
        Extensible::Known(EventAction::UserCreated),
    ];
    assert_eq!(hook.events, kept);
    let row = webhook::Entity::find_by_id(hook.id.0).one(write).await?;
    assert_eq!(*row.ok_or(Error::NotFound)?.events, kept);
    let query = ListQuery::default();
    let sent = webhooks::list_deliveries(context, &owner.permit()?, &query).await?;
    assert!(!sent.items.is_empty());
    assert!(sent.items.iter().all(|one| one.event == NEWER));
    Ok(())
}

async fn a_webhook_for_actions_of_a_newer_server_is_not_one_for_all(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, permitted) = (&world.context, tenant.owner.permit()?);
    let new = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: "https://hooks.example.com/latchkey".to_owned(),
        events: vec![EventAction::UserSuspended.into()],
    };
    let made = webhooks::create(context, &permitted, &new, None).await?;
    let (id, version) = (made.webhook.id, made.webhook.version);
    let write = context.database().write();
    write
        .execute_unprepared(r#"UPDATE webhook SET events = '["moon.landed"]'"#)
        .await?;
    let shown = webhooks::get(context, &tenant.owner.permit()?, id).await?;
    assert_eq!(shown.events, [Extensible::Unknown(NEWER.to_owned())]);

    // What is shown can be sent back, as the form does.
    let same = UpdateWebhook {
        name: Some("Archive".to_owned()),
        events: Some(shown.events.clone()),
        ..UpdateWebhook::default()
    };
    let after = webhooks::update(context, &permitted, id, version, &same).await?;
    assert_eq!(after.events, shown.events);
    world.user(&tenant, "ann", Active).await?;
    assert!(
        webhook_delivery::Entity::find()
            .all(write)
            .await?
            .is_empty()
    );

    let other = UpdateWebhook {
        events: Some(vec![Extensible::Unknown("mars.landed".to_owned())]),
        ..UpdateWebhook::default()
    };
    let refused = webhooks::update(context, &permitted, id, after.version, &other).await;
    assert!(matches!(refused, Err(Error::InvalidFields(_))));
    Ok(())
}

async fn what_was_granted_is_read_as_it_was_stored_or_is_an_error(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let user = world.user(&tenant, "ann", Active).await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let new = CreateApplication::bookmark("Wiki", "https://wiki.example.com");
    let application = applications::create(context, &owner.permit()?, &new, None).await?;
    let application = application.value.id;
    let (write, now) = (context.database().write(), context.now());
    let scopes = NameList(Scope::ALL.to_vec());
    let allowed = consent::ActiveModel {
        account_id: Set(user.id.0),
        application_id: Set(application.0),
        organization_id: Set(tenant.organization.0),
        scopes: Set(scopes.clone()),
        given_at: Set(now),
    };
    consent::Entity::insert(allowed)
        .exec_without_returning(write)
        .await?;
    let signed_in = world.signed_in(&tenant, user.id).await?;
    let listed = applications::my_grants(context, &signed_in).await?;
    assert_eq!(listed.items[0].scopes, Scope::NAMES);
    write
        .execute_unprepared("UPDATE consent SET scopes = 'openid moon'")
        .await?;
    let listed = applications::my_grants(context, &signed_in).await;
    assert!(listed.is_err_and(|error| error.is_internal()));

    for acr in Acr::ALL {
        let id = context.new_id();
        let amr = NameList(Amr::ALL.to_vec());
        let granted = oidc_grant::ActiveModel {
            id: Set(id),
            organization_id: Set(tenant.organization.0),
            application_id: Set(application.0),
            account_id: Set(user.id.0),
            application_session_id: Set(context.new_id()),
            scopes: Set(scopes.clone()),
            acr: Set(acr),
            amr: Set(amr.clone()),
            authenticated_at: Set(now),
            redirect_uri: Set(String::new()),
            code_hash: Set(id.as_bytes().to_vec()),
            code_expires_at: Set(now),
            offline: Set(false),
            created_at: Set(now),
            expires_at: Set(now),
            ..Default::default()
        };
        oidc_grant::Entity::insert(granted)
            .exec_without_returning(write)
            .await?;
        let stored = oidc_grant::Entity::find_by_id(id).one(write).await?;
        let stored = stored.ok_or(Error::NotFound)?;
        assert_eq!(
            (stored.scopes, stored.acr, stored.amr),
            (scopes.clone(), acr, amr)
        );
    }
    for (column, known) in [("scopes", "openid"), ("acr", "mfa"), ("amr", "pwd otp mfa")] {
        for (value, is_known) in [("moon", false), (known, true)] {
            let statement = format!("UPDATE oidc_grant SET {column} = '{value}'");
            write.execute_unprepared(&statement).await?;
            let read = oidc_grant::Entity::find().all(write).await;
            assert_eq!(read.is_ok(), is_known, "{column}");
        }
    }
    Ok(())
}
