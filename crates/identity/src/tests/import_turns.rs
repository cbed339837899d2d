//! When an import gives its place to others, and when it is deleted.

use std::time::Duration;

use contract::ids::ImportId;
use contract::imports::{ImportState, UpdateImport, UploadQuery, UserImport};
use entity::{mail, user_import, user_import_row};
use rules::mail::MailState;
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, PaginatorTrait};
use tokio_util::sync::CancellationToken;

use super::World;
use super::imports::uploaded_rows;
use super::workers::{Worker, wait_for};
use super::world::Tenant;
use crate::{Error, housekeeping, imports};

super::on_each_database!(
    long_imports_of_others_do_not_delay_a_short_one,
    an_import_waits_for_the_emails_of_its_organization,
    old_imports_and_broken_uploads_are_deleted,
);

/// Moves the clock by `step` until `is` is true of an import.
async fn until(
    world: &World,
    (tenant, id): (&Tenant, ImportId),
    step: Duration,
    is: impl Fn(&UserImport) -> bool,
) -> Result<UserImport, Error> {
    let (context, owner) = (&world.context, tenant.owner.permit()?);
    let pause = Duration::from_millis(5);
    wait_for("the import makes no progress", pause, async || {
        let import = imports::get(context, &owner, id).await?;
        if is(&import) {
            return Ok(Some(import));
        }
        world.clock.advance(step);
        context.import_waits().notify_one();
        Ok::<_, Error>(None)
    })
    .await
}

async fn long_imports_of_others_do_not_delay_a_short_one(world: World) -> Result<(), Error> {
    let context = &world.context;
    // They take all places of the server.
    let mut long = Vec::new();
    for name in ["a", "b"] {
        let tenant = world.tenant(name).await?;
        for _ in 0..2 {
            let id = uploaded_rows(&world, &tenant, 1100).await?;
            imports::check(context, &tenant.owner.permit()?, id).await?;
            long.push(id);
        }
    }
    let tenant = world.tenant("c").await?;
    let short = uploaded_rows(&world, &tenant, 1).await?;
    imports::check(context, &tenant.owner.permit()?, short).await?;
    let worker = Worker::start(|stop| imports::run(context.clone(), stop));
    let pause = Duration::from_millis(1);
    let checked = wait_for("no dry run is complete", pause, async || {
        let imports = user_import::Entity::find();
        let imports = imports.all(context.database().read()).await?;
        let checked = imports
            .iter()
            .filter(|import| import.state == ImportState::Checked);
        let checked: Vec<_> = checked.map(|import| ImportId(import.id)).collect();
        Ok::<_, Error>((!checked.is_empty()).then_some(checked))
    })
    .await;
    worker.stop().await?;
    assert_eq!(checked?, [short]);
    Ok(())
}

async fn an_import_waits_for_the_emails_of_its_organization(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let id = uploaded_rows(&world, &tenant, 700).await?;
    let active = UpdateImport {
        new_user_state: Some(UserState::Active),
        ..UpdateImport::default()
    };
    imports::update(context, &owner.permit()?, id, active).await?;
    let worker = Worker::start(|stop| imports::run(context.clone(), stop));
    imports::begin(context, &owner.permit()?, id).await?;
    // Nobody delivers the emails.
    let has_begun = |import: &UserImport| import.counts.create >= 450;
    until(&world, (&tenant, id), Duration::ZERO, has_begun).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let waits = imports::get(context, &owner.permit()?, id).await?;
    assert_eq!(waits.state, ImportState::Running);
    // It looks before each batch.
    assert!(waits.counts.create <= 550, "{:?}", waits.counts);

    mail::Entity::update_many()
        .col_expr(mail::Column::State, Expr::value(MailState::Sent))
        .exec(context.database().write())
        .await?;
    let is_over = |import: &UserImport| import.state == ImportState::Finished;
    let finished = until(&world, (&tenant, id), Duration::from_secs(2), is_over).await?;
    worker.stop().await?;
    assert_eq!(finished.counts.create, 700);
    Ok(())
}

async fn old_imports_and_broken_uploads_are_deleted(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, owner) = (&world.context, &tenant.owner);
    let id = uploaded_rows(&world, &tenant, 1100).await?;
    let query = UploadQuery::default();
    let broken = imports::Upload::begin(context, &owner.permit()?, &query).await?;
    drop(broken);
    let read = context.database().read();
    assert_eq!(user_import::Entity::find().count(read).await?, 2);
    world.clock.advance(Duration::from_secs(2 * 60 * 60));
    let (goes_on, stop) = (CancellationToken::new(), CancellationToken::new());
    stop.cancel();
    assert_eq!(housekeeping::sweep_imports(context, &goes_on).await?, 1);
    assert_eq!(user_import::Entity::find().count(read).await?, 1);
    let rows = user_import_row::Entity::find().count(read).await?;
    assert_eq!(rows, 1100);

    // If the server stops after a batch, the import is over all the same: it has lost rows.
    world.clock.advance(Duration::from_secs(30 * 24 * 60 * 60));
    assert_eq!(housekeeping::sweep_imports(context, &stop).await?, 0);
    let rows = user_import_row::Entity::find().count(read).await?;
    assert_eq!(rows, 100);
    let begun = imports::begin(context, &owner.permit()?, id).await;
    assert!(matches!(begun, Err(Error::Refused(..))), "{begun:?}");
    assert_eq!(housekeeping::sweep_imports(context, &goes_on).await?, 1);
    assert_eq!(user_import::Entity::find().count(read).await?, 0);
    assert_eq!(user_import_row::Entity::find().count(read).await?, 0);
    Ok(())
}
