use std::time::Instant;

use super::World;
use super::world::Backend;
use crate::{Error, users};
use contract::page::ListQuery;
use sea_orm::ConnectionTrait;
use sea_orm::{ActiveValue::Set, EntityTrait, TransactionTrait};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore]
async fn speed() -> Result<(), Error> {
    let backend = if std::env::var_os("LATCHKEY_TEST_POSTGRES").is_some() {
        Backend::Postgres
    } else {
        Backend::Sqlite
    };
    for n in [1_000, 100_000u32] {
        let world = World::new(backend).await?;
        let t = world.tenant("a").await?;
        let org = t.organization.0;
        let now = world.context.now().unix_millis();
        let firsts = [
            "Anna", "Ben", "Carla", "Dirk", "Eva", "Frank", "Gina", "Hugo", "Ida", "Jan", "Kim",
            "Lea", "Max", "Nora", "Otto", "Pia", "Rob", "Sara", "Tom", "Ute",
        ];
        let tx = world.context.database().write().begin().await?;
        let mut i = 0;
        while i < n {
            let ids: Vec<_> = (i..(i + 500).min(n)).collect();
            i += 500;
            let rows: Vec<_> = ids
                .iter()
                .map(|k| {
                    let name = format!(
                        "{} Surname{:06}",
                        firsts[(*k as usize) % 20],
                        (k.wrapping_mul(2654435761)) % n
                    );
                    let id = uuid::Uuid::now_v7();
                    (id, *k, name)
                })
                .collect();
            entity::account::Entity::insert_many(rows.iter().map(|(id, k, name)| {
                entity::account::ActiveModel {
                    id: Set(*id),
                    organization_id: Set(org),
                    kind: Set("user".into()),
                    email: Set(format!("user{k}@example.com")),
                    email_key: Set(format!("user{k}@example.com")),
                    username: Set(format!("user{k}")),
                    username_key: Set(format!("user{k}")),
                    name_key: Set(rules::text::fold(name)),
                    name: Set(name.clone()),
                    state: Set(if k % 10 == 0 { "staged" } else { "active" }.into()),
                    state_changed_at: Set(now),
                    role: Set(None),
                    terms_accepted_at: Set(None),
                    password_hash: Set(if k % 3 == 0 { None } else { Some("x".into()) }),
                    password_set_at: Set(if k % 3 == 0 { None } else { Some(now) }),
                    password_expires_at: Set(None),
                    password_temporary: Set(false),
                    failed_password_attempts: Set(0),
                    last_attempt_at: Set(None),
                    lock_reason: Set(if k % 50 == 1 {
                        Some("administrator".into())
                    } else {
                        None
                    }),
                    locked_at: Set(if k % 50 == 1 { Some(now) } else { None }),
                    locked_until: Set(None),
                    last_sign_in_at: Set(if k % 2 == 0 {
                        Some(now - i64::from(*k))
                    } else {
                        None
                    }),
                    created_at: Set(now - i64::from(*k)),
                    updated_at: Set(now),
                    version: Set(1),
                }
            }))
            .exec_without_returning(&tx)
            .await?;
            entity::user_profile::Entity::insert_many(rows.iter().map(|(id, k, _)| {
                entity::user_profile::ActiveModel {
                    account_id: Set(*id),
                    organization_id: Set(org),
                    first_name: Set(Some("x".into())),
                    middle_name: Set(None),
                    last_name: Set(None),
                    display_name: Set(None),
                    home_address: Set(None),
                    mobile_phone: Set(None),
                    home_phone: Set(None),
                    language: Set(None),
                    time_zone: Set(None),
                    job_title: Set(None),
                    department: Set(Some(format!("D{}", k % 12))),
                    company: Set(None),
                    cost_center: Set(None),
                    employee_number: Set(None),
                    employee_type: Set(None),
                    location: Set(None),
                    manager: Set(None),
                    work_address: Set(None),
                    work_phone: Set(None),
                    work_mobile_phone: Set(None),
                }
            }))
            .exec_without_returning(&tx)
            .await?;
            for (id, k, name) in &rows {
                let words = crate::lists::words_of([
                    name.as_str(),
                    &format!("user{k}@example.com"),
                    &format!("user{k}"),
                ]);
                entity::account_word::Entity::insert_many(words.into_iter().map(|w| {
                    entity::account_word::ActiveModel {
                        organization_id: Set(org),
                        word: Set(w),
                        account_id: Set(*id),
                    }
                }))
                .exec_without_returning(&tx)
                .await?;
            }
        }
        tx.commit().await?;
        if std::env::var_os("ANALYZE").is_some() {
            world
                .context
                .database()
                .write()
                .execute_unprepared("ANALYZE")
                .await?;
        }
        for (what, query) in [
            ("first", ListQuery::default()),
            (
                "search surname0042",
                ListQuery {
                    search: Some("surname00042".into()),
                    ..Default::default()
                },
            ),
            (
                "search anna",
                ListQuery {
                    search: Some("anna".into()),
                    ..Default::default()
                },
            ),
            (
                "search anna surname0",
                ListQuery {
                    search: Some("anna surname0".into()),
                    ..Default::default()
                },
            ),
            (
                "search u",
                ListQuery {
                    search: Some("u".into()),
                    ..Default::default()
                },
            ),
            (
                "state:active",
                ListQuery {
                    filter: Some("state:active".into()),
                    ..Default::default()
                },
            ),
            (
                "locked",
                ListQuery {
                    filter: Some("passwordStatus:locked".into()),
                    ..Default::default()
                },
            ),
            (
                "department",
                ListQuery {
                    filter: Some("department:D3".into()),
                    ..Default::default()
                },
            ),
            (
                "-lastSignInAt",
                ListQuery {
                    sort: Some("-lastSignInAt".into()),
                    ..Default::default()
                },
            ),
            (
                "lastSignInAt",
                ListQuery {
                    sort: Some("lastSignInAt".into()),
                    ..Default::default()
                },
            ),
            (
                "username",
                ListQuery {
                    sort: Some("-username".into()),
                    ..Default::default()
                },
            ),
        ] {
            let mut query = query;
            let mut times = Vec::new();
            let mut total = 0;
            for _ in 0..20 {
                let start = Instant::now();
                let page = users::list(&world.context, &t.owner, &query).await?;
                total = page.total;
                times.push(start.elapsed().as_micros());
            }
            times.sort();
            // deep
            for _ in 0..3 {
                let p = users::list(&world.context, &t.owner, &query).await?;
                if p.next_cursor.is_some() {
                    query.cursor = p.next_cursor;
                }
            }
            let start = Instant::now();
            users::list(&world.context, &t.owner, &query).await?;
            println!(
                "{n:7} {what:25} total {total:6} median {:7} µs p95 {:7} µs   4th page {} µs",
                times[10],
                times[18],
                start.elapsed().as_micros()
            );
        }
        let start = Instant::now();
        users::counts(&world.context, &t.owner).await?;
        println!("{n:7} counts {} µs", start.elapsed().as_micros());
    }
    Ok(())
}
