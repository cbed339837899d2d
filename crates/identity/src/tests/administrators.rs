//! Administrators: roles, and the last owner.

use contract::administrators::{InviteAdministrator, UpdateAdministrator};
use contract::ids::AdministratorId;
use contract::links::SetPasswordByLink;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use rules::links::LinkPurpose;
use rules::role::Role;
use rules::state::UserState;
use rules::status::PasswordStatus;

use super::World;
use super::world::{Tenant, administrator, fields, refused};
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::permitted::AdministratorsWrite;
use crate::{Error, administrators, links, mail_deliveries};

super::on_each_database!(
    the_last_owner_who_can_sign_in_stays,
    of_two_owners_who_demote_each_other_one_stays,
    only_owners_change_administrators,
    an_invitation_is_mailed_accepted_and_over,
    the_operator_of_the_server_gets_a_reset_link,
    an_administrator_gets_no_email_that_is_declared_for_users_only,
);

async fn invite(
    world: &World,
    tenant: &Tenant,
    name: &str,
    role: Role,
) -> Result<AdministratorId, Error> {
    let request = InviteAdministrator {
        email: format!("{name}@admins.example.com"),
        name: name.to_owned(),
        role,
    };
    let one =
        administrators::invite(&world.context, &tenant.owner.permit()?, &request, None).await?;
    Ok(one.id)
}

/// Accepts an invitation with its link, and returns the administrator as a caller.
async fn accept(world: &World, tenant: &Tenant, id: AdministratorId) -> Result<(), Error> {
    let context = &world.context;
    let portal = crate::addresses::Portal::Admin;
    let held = HeldAccount::begin(context, tenant.organization, portal, id.0).await?;
    let link = held
        .issue_link(LinkPurpose::AdministratorInvitation)
        .await?;
    held.commit().await?;
    let token = link.address.as_str().split('#').nth(1).unwrap_or_default();
    let by_link = SetPasswordByLink {
        purpose: LinkPurpose::AdministratorInvitation,
        token: token.to_owned(),
        new_password: "a long enough password".to_owned(),
        terms_accepted: true,
        factor: None,
    };
    links::set_password(context, &by_link, &Client::default()).await?;
    Ok(())
}

fn role(role: Role) -> UpdateAdministrator {
    UpdateAdministrator {
        role: Some(role),
        ..UpdateAdministrator::default()
    }
}

async fn the_last_owner_who_can_sign_in_stays(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner, me) = (&world.context, &tenant.owner, tenant.owner_id);
    let second = invite(&world, &tenant, "second", Role::Owner).await?;
    let last = Some(ProblemType::LastOwner);
    let demote = role(Role::Manager);
    assert_eq!(
        refused(administrators::update(context, &owner.permit()?, me, 1, &demote).await),
        last
    );
    assert_eq!(
        refused(administrators::suspend(context, &owner.permit()?, me, Default::default()).await),
        last
    );
    assert_eq!(
        refused(administrators::remove(context, &owner.permit()?, me, Default::default()).await),
        last
    );
    accept(&world, &tenant, second).await?;
    administrators::suspend(context, &owner.permit()?, second, Default::default()).await?;
    assert_eq!(
        refused(administrators::remove(context, &owner.permit()?, me, Default::default()).await),
        last
    );
    administrators::activate(context, &owner.permit()?, second).await?;
    let demoted = administrators::update(context, &owner.permit()?, me, 1, &demote).await?;
    assert_eq!(demoted.role, Role::Manager);
    // The old session loses its permissions immediately.
    let again = administrators::remove(context, &owner.permit()?, second, Default::default()).await;
    assert_eq!(refused(again), Some(ProblemType::Forbidden));
    Ok(())
}

async fn of_two_owners_who_demote_each_other_one_stays(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    for round in 0..5 {
        let second = invite(&world, &tenant, &format!("second{round}"), Role::Owner).await?;
        accept(&world, &tenant, second).await?;
        let other = administrator(tenant.organization, second, Role::Owner);
        let demote = role(Role::ReadOnly);
        let first =
            administrators::get(&world.context, &tenant.owner.permit()?, tenant.owner_id).await?;
        let (this, that) = (tenant.owner.permit()?, other.permit()?);
        let (one, two) = tokio::join!(
            administrators::update(&world.context, &this, second, 1, &demote),
            administrators::update(&world.context, &that, first.id, first.version, &demote),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        if two.is_ok() {
            let back = role(Role::Owner);
            let version = first.version + 1;
            administrators::update(&world.context, &other.permit()?, first.id, version, &back)
                .await?;
        }
    }
    Ok(())
}

async fn only_owners_change_administrators(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let target = invite(&world, &tenant, "target", Role::HelpDesk).await?;
    let forbidden = Some(ProblemType::Forbidden);
    for lesser in [Role::Manager, Role::HelpDesk, Role::ReadOnly] {
        let id = invite(&world, &tenant, lesser.as_str(), lesser).await?;
        accept(&world, &tenant, id).await?;
        let one = administrator(tenant.organization, id, lesser);
        // Every change of an administrator requires this permission.
        assert_eq!(refused(one.permit::<AdministratorsWrite>()), forbidden);
        assert!(
            administrators::get(context, &one.permit()?, target)
                .await
                .is_ok()
        );
    }
    Ok(())
}

async fn an_invitation_is_mailed_accepted_and_over(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let id = invite(&world, &tenant, "grace", Role::HelpDesk).await?;
    let taken = InviteAdministrator {
        email: "GRACE@admins.example.com".to_owned(),
        name: String::new(),
        role: Role::Owner,
    };
    let again = administrators::invite(context, &owner.permit()?, &taken, None).await;
    assert_eq!(fields(again), ["name:required"]);
    let taken = InviteAdministrator {
        name: "Grace".to_owned(),
        ..taken
    };
    let again = administrators::invite(context, &owner.permit()?, &taken, None).await;
    assert_eq!(fields(again), ["email:taken"]);
    let conflict = Some(ProblemType::Conflict);
    let reset = administrators::send_password_reset(context, &owner.permit()?, id).await;
    assert_eq!(refused(reset), conflict);
    administrators::resend_invitation(context, &owner.permit()?, id).await?;
    assert_eq!(world.mails("administrator_invitation").await?, 2);
    accept(&world, &tenant, id).await?;
    let grace = administrators::get(context, &owner.permit()?, id).await?;
    assert_eq!(grace.password_status, PasswordStatus::Active);
    assert_eq!(
        (grace.state, grace.invitation_expires_at),
        (UserState::Active, None)
    );
    let again = administrators::resend_invitation(context, &owner.permit()?, id).await;
    assert_eq!(refused(again), conflict);
    administrators::send_password_reset(context, &owner.permit()?, id).await?;
    let query = ListQuery {
        search: Some("gra".to_owned()),
        filter: Some("role:help_desk".to_owned()),
        sort: Some("-lastSignInAt".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(
        administrators::list(context, &owner.permit()?, &query)
            .await?
            .total,
        1
    );
    Ok(())
}

async fn the_operator_of_the_server_gets_a_reset_link(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let email = "BOSS@a.example.com";
    let link = administrators::reset_link_for_operator(&world.context, email).await?;
    let (page, token) = link.split_once('#').unwrap_or_default();
    assert_eq!(page, "https://id.example.com/admin/reset-password-sent");
    let by_link = SetPasswordByLink {
        purpose: LinkPurpose::AdministratorPasswordResetByAdministrator,
        token: token.to_owned(),
        new_password: "a long enough password".to_owned(),
        terms_accepted: true,
        factor: None,
    };
    let started = links::set_password(&world.context, &by_link, &Client::default()).await?;
    assert!(started.is_none());
    let nobody = administrators::reset_link_for_operator(&world.context, "no@example.com").await;
    assert_eq!(refused(nobody), Some(ProblemType::NotFound));
    assert!(
        administrators::get(&world.context, &tenant.owner.permit()?, tenant.owner_id)
            .await
            .is_ok()
    );
    Ok(())
}

async fn an_administrator_gets_no_email_that_is_declared_for_users_only(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let held = HeldAccount::by_id(&world.context, tenant.owner_id.0).await?;
    let held = held.ok_or(Error::NotFound)?;
    for message in mail_deliveries::samples(&world.context)? {
        let sent = held.enqueue(&message).await;
        if message.reaches_administrators() {
            sent?;
        } else {
            let kind = message.kind();
            assert_eq!(refused(sent), Some(ProblemType::Internal), "{kind}");
        }
    }
    Ok(())
}
