//! The lifecycle of users.

use std::time::Duration;

use contract::change::Change;
use contract::company_email::ChangeUserEmail;
use contract::ids::UserId;
use contract::links::SetPasswordByLink;
use contract::page::CountQuery;
use contract::problem::ProblemType;
use contract::users::{CreateUser, ProfileChanges, SetTemporaryPassword, UpdateUser};
use entity::session::EndReason;
use rules::links::LinkPurpose;
use rules::state::UserState::{Active, Staged, Suspended};
use rules::status::PasswordStatus;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::World;
use super::world::{Tenant, fields, new_user, refused};
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::addresses::Portal;
use crate::{Error, company_email, links, me, organization, sessions, sign_in, users};

super::on_each_database!(
    everything_wrong_with_a_new_user_is_said_at_once,
    email_and_username_are_taken_whatever_their_case,
    of_parallel_changes_to_one_version_one_wins,
    a_changed_address_voids_the_link_that_went_to_the_old_one,
    states_move_as_the_rules_say_and_mail_what_is_due,
    counts_follow_every_move,
    a_suspended_user_gets_in_nowhere,
    a_session_that_ends_while_its_owner_waits_is_over,
    a_suspension_voids_links_for_good,
    a_temporary_password_is_generated_checked_and_short_lived,
    users_edit_their_profile_unless_the_organization_forbids_it,
);

async fn everything_wrong_with_a_new_user_is_said_at_once(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let request = CreateUser {
        email: "nobody".to_owned(),
        username: "-".to_owned(),
        state: Some(Suspended),
        first_name: Some("x".repeat(101)),
        job_title: Some("a\u{202E}b".to_owned()),
        ..CreateUser::default()
    };
    let create = users::create(&world.context, &tenant.owner.permit()?, &request, None).await;
    let expected = [
        "email:malformed",
        "username:malformed",
        "firstName:too_long",
        "jobTitle:unprintable",
        "state:not_allowed",
    ];
    assert_eq!(fields(create), expected);
    Ok(())
}

async fn email_and_username_are_taken_whatever_their_case(world: World) -> Result<(), Error> {
    let (a, b) = (world.tenant("a").await?, world.tenant("b").await?);
    world.user(&a, "ann", Staged).await?;
    let email = CreateUser {
        email: "ANN@people.example.com".to_owned(),
        ..new_user("other", Staged)
    };
    let create = users::create(&world.context, &a.owner.permit()?, &email, None).await;
    assert_eq!(fields(create), ["email:taken"]);
    let username = CreateUser {
        username: "ANN".to_owned(),
        ..new_user("other", Staged)
    };
    let create = users::create(&world.context, &a.owner.permit()?, &username, None).await;
    assert_eq!(fields(create), ["username:taken"]);
    users::create(&world.context, &b.owner.permit()?, &username, None).await?;
    Ok(())
}

async fn of_parallel_changes_to_one_version_one_wins(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let user = world.user(&tenant, "ann", Staged).await?;
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..8 {
        let (context, owner) = (world.context.clone(), tenant.owner.clone());
        calls.spawn(async move {
            let request = UpdateUser {
                location: Change::Set(format!("Room {number}")),
                ..UpdateUser::default()
            };
            users::update(&context, &owner.permit()?, user.id, user.version, request).await
        });
    }
    let mut won = 0;
    while let Some(done) = calls.join_next().await {
        match done.map_err(|error| Error::internal(error.to_string()))? {
            Ok(changed) => {
                won += 1;
                assert_eq!(changed.version, user.version + 1);
            }
            refusal => assert_eq!(refused(refusal), Some(ProblemType::StaleVersion)),
        }
    }
    assert_eq!(won, 1);
    let nothing = UpdateUser::default();
    let version = user.version + 1;
    let same = users::update(
        &world.context,
        &tenant.owner.permit()?,
        user.id,
        version,
        nothing,
    )
    .await?;
    assert_eq!(same.version, version);
    Ok(())
}

async fn a_changed_address_voids_the_link_that_went_to_the_old_one(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let user = world.user(&tenant, "ann", Active).await?;
    assert!(user.activation.is_some());
    let request = ChangeUserEmail {
        email: "ann@new.example.com".to_owned(),
    };
    let (context, owner) = (&world.context, &tenant.owner);
    let (permit, version) = (owner.permit()?, user.version);
    let changed = company_email::change(context, &permit, user.id, version, &request).await?;
    assert_eq!(changed.email, "ann@new.example.com");
    // The activation was sent again, to the new address.
    assert!(changed.activation.is_some());
    assert_eq!(world.mails("user_activation").await?, 2);
    let links = entity::link::Entity::find()
        .filter(entity::link::Column::AccountId.eq(user.id.0))
        .filter(entity::link::Column::VoidedAt.is_null())
        .all(context.database().read())
        .await?;
    let sent_to = links.iter().map(|link| link.email.as_deref());
    assert_eq!(sent_to.collect::<Vec<_>>(), [Some("ann@new.example.com")]);
    Ok(())
}

async fn states_move_as_the_rules_say_and_mail_what_is_due(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let user = world.user(&tenant, "ann", Staged).await?;
    assert_eq!(world.mails("user_activation").await?, 0);
    let conflict = Some(ProblemType::Conflict);
    assert_eq!(
        refused(users::unlock(context, &owner.permit()?, user.id).await),
        conflict
    );
    assert_eq!(
        refused(users::resend_activation(context, &owner.permit()?, user.id).await),
        conflict
    );
    assert_eq!(
        refused(users::send_password_reset(context, &owner.permit()?, user.id).await),
        conflict
    );
    let user = users::activate(context, &owner.permit()?, user.id).await?;
    assert_eq!(
        (user.state, user.password.status),
        (Active, PasswordStatus::Pending)
    );
    assert_eq!(world.mails("user_activation").await?, 1);
    assert_eq!(
        refused(users::activate(context, &owner.permit()?, user.id).await),
        conflict
    );
    users::suspend(context, &owner.permit()?, user.id).await?;
    assert_eq!(
        refused(users::suspend(context, &owner.permit()?, user.id).await),
        conflict
    );
    let typed = SetTemporaryPassword {
        password: Some("for the first day only".to_owned()),
    };
    users::set_temporary_password(context, &owner.permit()?, user.id, &typed).await?;
    users::activate(context, &owner.permit()?, user.id).await?;
    assert_eq!(world.mails("user_welcome").await?, 1);
    assert_eq!(
        refused(users::resend_activation(context, &owner.permit()?, user.id).await),
        conflict
    );
    users::delete(context, &owner.permit()?, user.id).await?;
    let gone = users::get(context, &owner.permit()?, user.id).await;
    assert_eq!(refused(gone), Some(ProblemType::NotFound));
    Ok(())
}

async fn counts_follow_every_move(world: World) -> Result<(), Error> {
    let (a, b) = (world.tenant("a").await?, world.tenant("b").await?);
    let (context, owner) = (&world.context, &a.owner);
    let counted = async || -> Result<[u64; 4], Error> {
        let counts = users::counts(context, &owner.permit()?, CountQuery::default()).await?;
        let states = counts.states;
        Ok([counts.total, states.staged, states.active, states.suspended])
    };
    world.user(&b, "ben", Active).await?;
    let ann = world.user(&a, "ann", Staged).await?;
    world.user(&a, "amy", Active).await?;
    assert_eq!(counted().await?, [2, 1, 1, 0]);
    users::activate(context, &owner.permit()?, ann.id).await?;
    assert_eq!(counted().await?, [2, 0, 2, 0]);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (context, owner) = (context.clone(), owner.permit()?);
        calls.spawn(async move {
            let suspended = users::suspend(&context, &owner, ann.id).await;
            let activated = users::activate(&context, &owner, ann.id).await;
            for refusal in [refused(suspended), refused(activated)] {
                assert!(matches!(refusal, None | Some(ProblemType::Conflict)));
            }
        });
    }
    calls.join_all().await;
    let moved = users::get(context, &owner.permit()?, ann.id).await?.state;
    let expected = match moved {
        Suspended => [2, 0, 1, 1],
        _ => [2, 0, 2, 0],
    };
    assert_eq!(counted().await?, expected);
    users::delete(context, &owner.permit()?, ann.id).await?;
    assert_eq!(counted().await?, [1, 0, 1, 0]);
    Ok(())
}

/// By a password, a link, or a session that was open before.
async fn a_suspended_user_gets_in_nowhere(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let user = world.user(&tenant, "ann", Active).await?;
    let typed = SetTemporaryPassword {
        password: Some("for the first day only".to_owned()),
    };
    users::set_temporary_password(context, &owner.permit()?, user.id, &typed).await?;
    let client = Client::default();
    let sign_in = async || {
        let begun = sign_in::begin(context, Portal::User, &user.email).await?;
        let (token, password) = (begun.token.reveal(), "for the first day only");
        sign_in::submit_password(context, Portal::User, token, password, &client).await
    };
    assert_eq!(refused(sign_in().await), None);
    let link = link_of(&world, &tenant, user.id).await?;
    let me = world.signed_in(&tenant, user.id).await?;
    me.hold(context).await?.commit().await?;

    users::suspend(context, &owner.permit()?, user.id).await?;
    assert_eq!(
        refused(sign_in().await),
        Some(ProblemType::AccountSuspended)
    );
    let used = links::set_password(context, &link, &client).await;
    assert_eq!(refused(used), Some(ProblemType::LinkNotUsable));
    assert_eq!(
        refused(me.hold(context).await),
        Some(ProblemType::Unauthenticated)
    );
    Ok(())
}

/// The owner waits for the account, which is locked while the session ends or continues under another identifier.
async fn a_session_that_ends_while_its_owner_waits_is_over(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    for (username, renewed) in [("ann", false), ("bob", true)] {
        let user = world.user(&tenant, username, Active).await?;
        let me = world.signed_in(&tenant, user.id).await?;
        let held = me.hold(context).await?;
        if renewed {
            sessions::renew(&held, &me, None).await?;
        } else {
            let reason = EndReason::EndedByAdministrator;
            held.end_sessions(reason, None).await?;
        }
        let ending = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            held.commit().await
        };
        let (waited, ended) = tokio::join!(me.hold(context), ending);
        ended?;
        assert_eq!(refused(waited), Some(ProblemType::Unauthenticated));
    }
    Ok(())
}

async fn a_suspension_voids_links_for_good(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let user = world.user(&tenant, "ann", Active).await?;
    let link = link_of(&world, &tenant, user.id).await?;
    users::suspend(context, &owner.permit()?, user.id).await?;
    users::activate(context, &owner.permit()?, user.id).await?;
    let used = links::set_password(context, &link, &Client::default()).await;
    assert_eq!(refused(used), Some(ProblemType::LinkNotUsable));
    Ok(())
}

/// Issues an activation link, and makes the request that uses it.
async fn link_of(world: &World, tenant: &Tenant, user: UserId) -> Result<SetPasswordByLink, Error> {
    let (context, organization) = (&world.context, tenant.organization);
    let held = HeldAccount::begin(context, organization, Portal::User, user.0).await?;
    let link = held.issue_link(LinkPurpose::UserActivation).await?;
    held.commit().await?;
    let token = link.address.as_str().split_once('#');
    Ok(SetPasswordByLink {
        purpose: LinkPurpose::UserActivation,
        token: token.map_or_else(String::new, |(_, token)| token.to_owned()),
        new_password: "a long enough password".to_owned(),
        terms_accepted: false,
        factor: None,
    })
}

async fn a_temporary_password_is_generated_checked_and_short_lived(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let user = world.user(&tenant, "annabel", Active).await?;
    let typed = SetTemporaryPassword {
        password: Some("annabel".to_owned()),
    };
    let set = users::set_temporary_password(context, &owner.permit()?, user.id, &typed).await;
    assert_eq!(
        fields(set),
        ["password:too_short", "password:contains_own_name"]
    );
    let asked = SetTemporaryPassword::default();
    let set = users::set_temporary_password(context, &owner.permit()?, user.id, &asked).await?;
    assert!(set.password.is_some_and(|password| password.len() == 23));
    let user = users::get(context, &owner.permit()?, user.id).await?;
    assert!(user.password.temporary && user.activation.is_none());
    assert_eq!(user.password.status, PasswordStatus::Active);
    assert_eq!(world.mails("temporary_password_set").await?, 1);
    world.clock.advance(Duration::from_secs(24 * 60 * 60 + 1));
    let user = users::get(context, &owner.permit()?, user.id).await?;
    assert_eq!(user.password.status, PasswordStatus::Expired);
    Ok(())
}

async fn users_edit_their_profile_unless_the_organization_forbids_it(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let user = world.user(&tenant, "ann", Active).await?;
    let me = world.signed_in(&tenant, user.id).await?;
    let changes = || ProfileChanges {
        first_name: Change::Set("Ann".to_owned()),
        last_name: Change::Set(" ".to_owned()),
        ..ProfileChanges::default()
    };
    let mine = me::update_profile(context, &me, user.version, changes()).await?;
    assert_eq!((mine.name.as_str(), mine.profile.last_name), ("Ann", None));
    let stale = me::update_profile(context, &me, user.version, changes()).await;
    assert_eq!(refused(stale), Some(ProblemType::StaleVersion));
    let forbid = contract::organization::UpdateOrganization {
        users_may_edit_profile: Some(false),
        contact_email: Change::Set("help@example.com".to_owned()),
        ..Default::default()
    };
    let changed = organization::update(context, &owner.permit()?, 1, &forbid).await?;
    assert_eq!(changed.contact_email.as_deref(), Some("help@example.com"));
    let stale = organization::update(context, &owner.permit()?, 1, &forbid).await;
    assert_eq!(refused(stale), Some(ProblemType::StaleVersion));
    let kept = me::update_profile(context, &me, mine.version, changes()).await;
    assert_eq!(refused(kept), Some(ProblemType::Forbidden));
    Ok(())
}
