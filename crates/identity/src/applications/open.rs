use contract::applications::OpenedApplication;
use contract::events::EventAction;
use contract::ids::ApplicationId;
use entity::{application, application_session, application_use, session};
use rules::access::{Decision, RequestFacts, may_open};
use rules::lifetimes::WAIT_FOR_FACTOR;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::assignment::Assignments;
use super::gate::{Person, proved};
use super::held_application::share;
use super::show::party;
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::{Context, Error};

/// Opens an application, if the gate lets the caller: records it, and returns the address to open. A
/// refusal is recorded too.
///
/// If the application requires a factor for each opening, only one counts that is given within some
/// minutes after it was asked for here, and only for the next opening.
///
/// # Errors
/// `application-refused`; `proof-required` or `factor-required` if the caller has to give or enroll a
/// factor first; `not-found`, `unauthenticated`.
pub async fn open(
    context: &Context,
    user: &SignedInUser,
    id: ApplicationId,
) -> Result<OpenedApplication, Error> {
    let held = user.hold(context).await?;
    let application = share(held.tx(), held.organization_id(), id).await?;
    let session = session::Entity::find_by_id(user.session)
        .one(held.tx())
        .await?
        .ok_or(Error::NotFound)?;
    let assignments = Assignments::read(held.tx(), held.account.id, Some(application.id)).await?;
    let assigned = assignments.of(&application).applies();
    let person = Person::read(held.tx(), &held).await?;
    let now = context.now();
    let waits = session.opening_application_id == Some(application.id);
    let request = RequestFacts {
        asked_at: session
            .opening_asked_at
            .filter(|asked| waits && now < asked.plus(WAIT_FOR_FACTOR)),
        ..RequestFacts::default()
    };
    let facts = person.facts(
        &application,
        assigned,
        Some(proved(&session)),
        (request, now),
    );
    match may_open(&facts) {
        Decision::Open => {
            let address = application.launch_url.clone();
            let address = address.ok_or_else(|| Error::internal("a bookmark has no address"))?;
            if waits {
                waits_for(&held, session.id, None).await?;
            }
            write(&held, session.id, &application).await?;
            let event = user.event(EventAction::ApplicationOpened);
            held.record(event.to(party(&application))).await?;
            held.commit().await?;
            Ok(OpenedApplication { address })
        }
        Decision::StepUp(step_up) => {
            waits_for(&held, session.id, Some((application.id, now))).await?;
            held.commit().await?;
            Err(Error::StepUp(step_up))
        }
        Decision::Refuse(reason) => {
            let event = user.event(EventAction::ApplicationRefused).failed();
            let event = event.to(party(&application));
            held.record(event.with("reason", reason.as_str())).await?;
            held.commit().await?;
            Err(Error::DoesNotOpen(reason))
        }
    }
}

/// Records for which application, and when, the owner of the session was asked for a factor.
async fn waits_for(
    held: &HeldAccount<'_>,
    session: Uuid,
    asked: Option<(Uuid, Timestamp)>,
) -> Result<(), Error> {
    let (application, at) = asked.unzip();
    session::Entity::update_many()
        .col_expr(
            session::Column::OpeningApplicationId,
            Expr::value(application),
        )
        .col_expr(session::Column::OpeningAskedAt, Expr::value(at))
        .filter(session::Column::Id.eq(session))
        .exec(held.tx())
        .await?;
    Ok(())
}

/// Writes the session of the application, and when the user last opened it. The held account makes sure
/// that there is one session of an application in a session.
async fn write(
    held: &HeldAccount<'_>,
    session: Uuid,
    application: &application::Model,
) -> Result<(), Error> {
    use application_session::{ActiveModel, Column, Entity};
    let (tx, now, account) = (held.tx(), held.context().now(), &held.account);
    let again = Entity::update_many()
        .col_expr(Column::LastAt, Expr::value(now))
        .filter(Column::SessionId.eq(session))
        .filter(Column::ApplicationId.eq(application.id))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    if again.rows_affected == 0 {
        let row = ActiveModel {
            id: Set(held.context().new_id()),
            organization_id: Set(account.organization_id),
            application_id: Set(application.id),
            account_id: Set(account.id),
            session_id: Set(session),
            opened_at: Set(now),
            last_at: Set(now),
            ..Default::default()
        };
        Entity::insert(row).exec_without_returning(tx).await?;
    }
    let last = application_use::ActiveModel {
        application_id: Set(application.id),
        account_id: Set(account.id),
        organization_id: Set(account.organization_id),
        last_opened_at: Set(Some(now)),
        ..Default::default()
    };
    let key = [
        application_use::Column::ApplicationId,
        application_use::Column::AccountId,
    ];
    let existing = OnConflict::columns(key)
        .update_column(application_use::Column::LastOpenedAt)
        .to_owned();
    application_use::Entity::insert(last)
        .on_conflict(existing)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
