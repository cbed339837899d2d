//! Workers that process one import at the same time.

use std::time::Duration;

use contract::ids::ImportId;
use contract::imports::{ImportState, StopReason, UploadQuery, UserImport};
use contract::page::CountQuery;
use contract::problem::ProblemType;
use entity::{Document, event, user_import, user_import_row};
use rules::import::MOST_KEPT;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::World;
use super::workers::{Worker, wait_for};
use super::world::Tenant;
use crate::{Error, imports, users};

super::on_each_database!(
    workers_that_take_the_lease_from_each_other_process_each_row_once,
    an_import_that_is_leased_is_left_alone,
    large_rows_are_stored_while_the_file_arrives,
    a_long_header_is_not_repeated_in_each_problem,
    an_organization_keeps_only_some_imports,
    uploads_that_begin_at_once_are_counted_one_by_one,
    nothing_is_kept_of_a_file_that_is_refused,
    an_organization_does_not_wait_for_the_imports_of_another,
    results_take_the_places_of_exports,
    an_import_that_always_fails_is_ended,
);

const USERS: u32 = 300;
/// Between two looks at an import.
const PAUSE: Duration = Duration::from_millis(20);

async fn uploaded(world: &World, tenant: &Tenant) -> Result<ImportId, Error> {
    uploaded_rows(world, tenant, USERS).await
}

/// Uploads a file with so many users.
pub(super) async fn uploaded_rows(
    world: &World,
    tenant: &Tenant,
    rows: u32,
) -> Result<ImportId, Error> {
    let query = UploadQuery::default();
    let mut upload =
        imports::Upload::begin(&world.context, &tenant.owner.permit()?, &query).await?;
    upload.push(b"email\n").await?;
    for number in 0..rows {
        let row = format!("user{number}@example.com\n");
        upload.push(row.as_bytes()).await?;
    }
    Ok(upload.finish().await?.id)
}

async fn created(world: &World, tenant: &Tenant) -> Result<u64, Error> {
    let permitted = tenant.owner.permit()?;
    let counts = users::counts(&world.context, &permitted, CountQuery::default()).await?;
    Ok(counts.total)
}

async fn workers_that_take_the_lease_from_each_other_process_each_row_once(
    world: World,
) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let id = uploaded(&world, &tenant).await?;
    let workers = [(); 2].map(|()| Worker::start(|stop| imports::run(context.clone(), stop)));
    imports::begin(context, &tenant.owner.permit()?, id).await?;
    let counts = wait_for("the import did not finish", PAUSE, async || {
        let import = imports::get(context, &tenant.owner.permit()?, id).await?;
        if import.state == ImportState::Finished {
            return Ok(Some(import.counts));
        }
        // Each lease expires while its worker is in the middle of a row.
        world.clock.advance(Duration::from_secs(60));
        context.import_waits().notify_waiters();
        Ok::<_, Error>(None)
    })
    .await?;
    for worker in workers {
        worker.stop().await?;
    }
    assert_eq!((counts.create, counts.waiting), (USERS, 0));
    assert_eq!(created(&world, &tenant).await?, u64::from(USERS));
    let events = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(tenant.organization.0))
        .filter(event::Column::Action.eq("user.created"))
        .count(context.database().read())
        .await?;
    assert_eq!(events, u64::from(USERS));
    Ok(())
}

async fn an_import_that_is_leased_is_left_alone(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let id = uploaded(&world, &tenant).await?;
    imports::begin(context, &tenant.owner.permit()?, id).await?;
    let leased = user_import::ActiveModel {
        id: sea_orm::Unchanged(id.0),
        leased_until: sea_orm::Set(Some(context.now().plus(Duration::from_secs(30)))),
        leased_by: sea_orm::Set(Some(context.new_id())),
        ..Default::default()
    };
    user_import::Entity::update(leased)
        .exec(context.database().write())
        .await?;
    let worker = Worker::start(|stop| imports::run(context.clone(), stop));
    tokio::time::sleep(Duration::from_millis(300)).await;
    worker.stop().await?;
    assert_eq!(created(&world, &tenant).await?, 0);
    Ok(())
}

async fn large_rows_are_stored_while_the_file_arrives(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, query) = (&world.context, UploadQuery::default());
    let mut upload = imports::Upload::begin(context, &tenant.owner.permit()?, &query).await?;
    upload.push(b"email,title\n").await?;
    // Control characters are six times as long in JSON.
    let row = format!("ada@example.com,{}\n", "\u{1}".repeat(60_000));
    for _ in 0..40 {
        upload.push(row.as_bytes()).await?;
    }
    let read = context.database().read();
    let stored = user_import_row::Entity::find().count(read).await?;
    assert!(stored >= 20, "{stored} of 40 rows");
    upload.finish().await?;
    let stored = user_import_row::Entity::find().count(read).await?;
    assert_eq!(stored, 40);
    Ok(())
}

async fn a_long_header_is_not_repeated_in_each_problem(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, query) = (&world.context, UploadQuery::default());
    let mut upload = imports::Upload::begin(context, &tenant.owner.permit()?, &query).await?;
    let file = format!("email,{} password\na@example.com,x\n", "x".repeat(60_000));
    upload.push(file.as_bytes()).await?;
    let import = upload.finish().await?;
    assert_eq!(import.columns[1].header, "x".repeat(200));
    // The whole header says what the column contains.
    assert!(import.columns[1].examples.is_empty());
    Ok(())
}

async fn an_organization_keeps_only_some_imports(world: World) -> Result<(), Error> {
    let [tenant, other] = [world.tenant("a").await?, world.tenant("b").await?];
    let context = &world.context;
    let foreign = uploaded(&world, &other).await?;
    let mut ids = Vec::new();
    for _ in 0..MOST_KEPT {
        ids.push(uploaded(&world, &tenant).await?);
    }
    // What is in progress stays.
    imports::begin(context, &tenant.owner.permit()?, ids[0]).await?;
    ids.push(uploaded(&world, &tenant).await?);
    let kept = async || {
        let kept = user_import::Entity::find()
            .filter(user_import::Column::OrganizationId.eq(tenant.organization.0))
            .order_by_asc(user_import::Column::Id)
            .all(context.database().read())
            .await?;
        let kept = kept.into_iter().map(|row| ImportId(row.id));
        Ok::<_, Error>(kept.collect::<Vec<_>>())
    };
    ids.remove(1);
    assert_eq!(kept().await?, ids);
    // What can be resumed goes after everything else.
    imports::stop(context, &tenant.owner.permit()?, ids[0]).await?;
    ids.push(uploaded(&world, &tenant).await?);
    ids.remove(1);
    assert_eq!(kept().await?, ids);
    imports::begin(context, &tenant.owner.permit()?, ids[0]).await?;
    for id in &ids[1..] {
        imports::check(context, &tenant.owner.permit()?, *id).await?;
    }
    let query = UploadQuery::default();
    let refused = imports::Upload::begin(context, &tenant.owner.permit()?, &query).await;
    let refused = refused.err().map(|error| error.problem().kind);
    assert_eq!(refused, Some(ProblemType::Conflict));
    assert_eq!(kept().await?, ids);
    // Other organizations are not affected.
    imports::get(context, &other.owner.permit()?, foreign).await?;
    uploaded(&world, &other).await?;
    Ok(())
}

async fn uploads_that_begin_at_once_are_counted_one_by_one(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let mut uploads = tokio::task::JoinSet::new();
    for _ in 0..2 * MOST_KEPT {
        let (context, permitted) = (world.context.clone(), tenant.owner.permit()?);
        uploads.spawn(async move {
            let query = UploadQuery::default();
            let begun = imports::Upload::begin(&context, &permitted, &query).await;
            begun.is_ok()
        });
    }
    let begun = uploads.join_all().await;
    assert_eq!(begun.iter().filter(|ok| **ok).count(), MOST_KEPT);
    Ok(())
}

async fn nothing_is_kept_of_a_file_that_is_refused(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, query) = (&world.context, UploadQuery::default());
    let mut upload = imports::Upload::begin(context, &tenant.owner.permit()?, &query).await?;
    upload.push(b"email\n").await?;
    let refused = upload.finish().await;
    assert!(refused.is_err());
    let mut upload = imports::Upload::begin(context, &tenant.owner.permit()?, &query).await?;
    upload.push(b"email\nada@example.com\n").await?;
    upload.discard().await;
    let read = context.database().read();
    assert_eq!(user_import::Entity::find().count(read).await?, 0);
    Ok(())
}

async fn an_organization_does_not_wait_for_the_imports_of_another(
    world: World,
) -> Result<(), Error> {
    let [busy, other] = [world.tenant("a").await?, world.tenant("b").await?];
    let context = &world.context;
    for _ in 0..6 {
        let id = uploaded(&world, &busy).await?;
        imports::begin(context, &busy.owner.permit()?, id).await?;
    }
    let query = UploadQuery::default();
    let mut upload = imports::Upload::begin(context, &other.owner.permit()?, &query).await?;
    upload.push(b"email\nada@b.example.com\n").await?;
    let small = upload.finish().await?.id;
    imports::begin(context, &other.owner.permit()?, small).await?;
    let worker = Worker::start(|stop| imports::run(context.clone(), stop));
    let pause = Duration::from_millis(1);
    let first = wait_for("no import finished", pause, async || {
        let finished = user_import::Entity::find()
            .filter(user_import::Column::State.eq(ImportState::Finished))
            .order_by_asc(user_import::Column::FinishedAt)
            .all(context.database().read())
            .await?;
        Ok::<_, Error>(finished.first().map(|first| ImportId(first.id)))
    })
    .await;
    worker.stop().await?;
    assert_eq!(first?, small);
    Ok(())
}

async fn results_take_the_places_of_exports(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let id = uploaded(&world, &tenant).await?;
    let open = async || -> Result<imports::ResultFile, Error> {
        imports::ResultFile::open(context, &tenant.owner.permit()?, id).await
    };
    let [first, second] = [open().await?, open().await?];
    let refused = open().await.err();
    assert!(
        matches!(refused, Some(Error::TooManyExports(_))),
        "{refused:?}"
    );
    drop(first);
    // A file whose import is deleted meanwhile does not look complete.
    let mut file = open().await?;
    assert!(file.next().await?.is_some());
    user_import::Entity::delete_by_id(id.0)
        .exec(context.database().write())
        .await?;
    assert!(matches!(file.next().await, Err(Error::NotFound)));
    drop(second);
    Ok(())
}

/// Writes the cells of row 60, which is read after another page of rows.
async fn write_row(world: &World, cells: Expr) -> Result<(), Error> {
    user_import_row::Entity::update_many()
        .col_expr(user_import_row::Column::Cells, cells)
        .filter(user_import_row::Column::Number.eq(60))
        .exec(world.context.database().write())
        .await?;
    Ok(())
}

/// Waits until an import has failed six times, and ends the pauses in between.
async fn failed(world: &World, tenant: &Tenant, id: ImportId) -> Result<UserImport, Error> {
    let context = &world.context;
    let pause = Duration::from_millis(2);
    for failures in 1..=6 {
        let import = wait_for("the import is not tried again", pause, async || {
            let found = user_import::Entity::find_by_id(id.0);
            let found = found.one(context.database().read()).await?;
            let import = found.ok_or(Error::NotFound)?;
            let has_failed = import.failures == failures || !import.state.is_working();
            Ok::<_, Error>(has_failed.then_some(import))
        })
        .await?;
        if !import.state.is_working() {
            assert_eq!(failures, 6);
            break;
        }
        world.clock.advance(Duration::from_secs(170));
        context.import_waits().notify_one();
    }
    imports::get(context, &tenant.owner.permit()?, id).await
}

async fn an_import_that_always_fails_is_ended(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let context = &world.context;
    let id = uploaded(&world, &tenant).await?;
    // The server cannot read it.
    write_row(&world, Expr::value("broken")).await?;
    let worker = Worker::start(|stop| imports::run(context.clone(), stop));

    imports::check(context, &tenant.owner.permit()?, id).await?;
    let checked = failed(&world, &tenant, id).await?;
    assert_eq!(checked.state, ImportState::Ready);
    assert_eq!(checked.stop_reason, Some(StopReason::Failed));
    assert_eq!(checked.counts.waiting, USERS);

    imports::begin(context, &tenant.owner.permit()?, id).await?;
    let stopped = failed(&world, &tenant, id).await?;
    assert_eq!(stopped.state, ImportState::Stopped);
    assert_eq!(stopped.stop_reason, Some(StopReason::Failed));
    assert_eq!(stopped.counts.create, 50);

    // Once it is mended, the run goes on where it stopped.
    let cells = Document(vec!["user58@example.com".to_owned()]);
    write_row(&world, Expr::value(cells)).await?;
    imports::begin(context, &tenant.owner.permit()?, id).await?;
    let finished = wait_for("the import did not finish", PAUSE, async || {
        let import = imports::get(context, &tenant.owner.permit()?, id).await?;
        Ok::<_, Error>((import.state == ImportState::Finished).then_some(import))
    })
    .await?;
    worker.stop().await?;
    assert_eq!(
        (finished.counts.create, finished.stop_reason),
        (USERS, None)
    );
    Ok(())
}
