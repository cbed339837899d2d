//! Inserts many users directly into the database, all of them active and with the same password.

use contract::profile::Profile;
use entity::{Document, Version, account, account_word, factor, user_profile};
use harness::{Installation, USER_PASSWORD};
use identity::crypto::{Asker, HashCost, MasterKey, PasswordHasher, PasswordHashing, Seal};
use identity::{Database, ListKeys};
use rules::account::AccountKind;
use rules::mfa::FactorKind;
use rules::state::UserState;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use uuid::Uuid;

/// The syllables of names: 200 first names and 1,000 last names, about as many as most people of a
/// country share.
const FIRST: [&str; 20] = [
    "Ad", "Al", "Bar", "Car", "Den", "Ed", "Fran", "Gra", "Hed", "Iv", "Jo", "Kar", "Lin", "Mar",
    "Nik", "Ol", "Pet", "Rad", "Sof", "Tim",
];
const FIRST_END: [&str; 10] = ["a", "an", "e", "en", "i", "ina", "is", "o", "on", "us"];
const LAST: [&str; 40] = [
    "Ander", "Ben", "Brook", "Carl", "Clark", "David", "Edward", "Erik", "Ferr", "Fisch", "Garc",
    "Green", "Hend", "Hugh", "Ivan", "Jens", "John", "Kim", "Kov", "Lind", "Lop", "Mart", "Mill",
    "Mor", "Nels", "Nov", "Ols", "Pat", "Pet", "Ross", "San", "Schm", "Smith", "Tan", "Tayl",
    "Thom", "Vog", "Wagn", "Wil", "Zim",
];
const LAST_END: [&str; 25] = [
    "a", "ado", "ak", "ar", "berg", "ell", "er", "erman", "es", "ez", "field", "i", "ia", "ik",
    "in", "itt", "man", "ner", "o", "ova", "s", "sen", "son", "ton", "wood",
];
const DEPARTMENTS: [&str; 8] = [
    "Sales",
    "Finance",
    "Research",
    "Support",
    "Legal",
    "Production",
    "Logistics",
    "People",
];

/// Rows for each statement, limited by SQLite's number of parameters.
const BATCH: usize = 500;
/// Batches for each transaction.
const BATCHES: usize = 20;

/// What all users have in common.
pub struct Filled {
    /// The hash of every user's password, [`USER_PASSWORD`], at the default cost.
    pub hash: String,
}

/// The email address of the user with this number.
pub fn email(number: usize) -> String {
    format!("{}@example.com", username(number))
}

/// The username of the user with this number.
pub fn username(number: usize) -> String {
    let (first, last) = names(number);
    format!(
        "{}.{}.{number:06}",
        first.to_lowercase(),
        last.to_lowercase()
    )
}

/// Consecutive numbers have names that are not neighbors.
fn names(number: usize) -> (String, String) {
    let firsts = FIRST.len() * FIRST_END.len();
    let lasts = LAST.len() * LAST_END.len();
    let name = number * 7919 % (firsts * lasts);
    let (first, last) = (name % firsts, name / firsts);
    (
        [FIRST[first % FIRST.len()], FIRST_END[first / FIRST.len()]].concat(),
        [LAST[last % LAST.len()], LAST_END[last / LAST.len()]].concat(),
    )
}

/// Adds `users` users to the organization of a stopped installation.
pub async fn fill(installation: &Installation, users: usize) -> Filled {
    let database = Database::open(&installation.database_url()).await.unwrap();
    let hasher = PasswordHasher::new(PasswordHashing {
        cost: HashCost::default(),
        threads: 1,
        queue: 1,
    });
    let mut place = hasher.unwrap().place(Asker::default()).unwrap();
    let hash = place.hash(USER_PASSWORD.to_owned()).await.unwrap();
    drop(place);
    let key = MasterKey::from_base64(&installation.master_key()).unwrap();
    let organization = entity::organization::Entity::find();
    let organization = organization.one(database.read()).await.unwrap().unwrap();
    let numbers: Vec<usize> = (0..users).collect();
    for batches in numbers.chunks(BATCH * BATCHES) {
        let tx = database.begin().await.unwrap();
        for batch in batches.chunks(BATCH) {
            insert(&tx, organization.id, (&hash, &key), batch).await;
        }
        tx.commit().await.unwrap();
    }
    tidy(&database).await;
    database.close().await.unwrap();
    Filled { hash }
}

/// Does what PostgreSQL does automatically, some time after many rows were inserted.
pub async fn tidy(database: &Database) {
    if let sea_orm::DbBackend::Postgres = database.write().get_database_backend() {
        let tidy = database.write().execute_unprepared("VACUUM ANALYZE").await;
        tidy.unwrap();
    }
}

/// The TOTP secret of every user, in base32.
pub const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// Gives every user an authenticator app, directly in the database of a stopped server.
pub async fn enroll(installation: &Installation) {
    let key = MasterKey::from_base64(&installation.master_key()).unwrap();
    let database = Database::open(&installation.database_url()).await.unwrap();
    let users = account::Entity::find()
        .filter(account::Column::Kind.eq("user"))
        .all(database.read())
        .await
        .unwrap();
    for batch in users.chunks(BATCH) {
        let rows = batch.iter().map(|user| {
            let id = Uuid::now_v7();
            let purpose = Seal::Factor(id.as_bytes());
            let secret = key.seal(purpose, b"12345678901234567890").unwrap();
            factor::ActiveModel {
                id: Set(id),
                organization_id: Set(user.organization_id),
                account_id: Set(user.id),
                kind: Set(FactorKind::Totp),
                name: Set("Phone".to_owned()),
                secret_encrypted: Set(secret),
                counter: Set(0),
                synced: Set(false),
                created_at: Set(Timestamp::from_unix_millis(0)),
                ..Default::default()
            }
        });
        let rows = factor::Entity::insert_many(rows);
        let tx = database.begin().await.unwrap();
        rows.exec_without_returning(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    account::Entity::update_many()
        .col_expr(account::Column::MfaEnrolledAt, Expr::value(0))
        .filter(account::Column::Kind.eq("user"))
        .exec(database.write())
        .await
        .unwrap();
    database.close().await.unwrap();
}

async fn insert(
    tx: &impl ConnectionTrait,
    organization: Uuid,
    (hash, key): (&str, &MasterKey),
    batch: &[usize],
) {
    let (mut accounts, mut profiles, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for &number in batch {
        let id = Uuid::now_v7();
        let profile = profile(number);
        let stored = key.seal_hash(id, hash).unwrap();
        let (account, keys) = account(number, id, organization, &stored, &profile);
        words.extend(keys.word_rows(&account));
        profiles.push(user_profile::ActiveModel {
            account_id: Set(id),
            organization_id: Set(organization),
            fields: Set(Document(profile)),
        });
        accounts.push(account.into_active_model());
    }
    let accounts = account::Entity::insert_many(accounts);
    accounts.exec_without_returning(tx).await.unwrap();
    let profiles = user_profile::Entity::insert_many(profiles);
    profiles.exec_without_returning(tx).await.unwrap();
    let words = account_word::Entity::insert_many(words);
    words.exec_without_returning(tx).await.unwrap();
}

fn account(
    number: usize,
    id: Uuid,
    organization: Uuid,
    hash: &str,
    profile: &Profile,
) -> (account::Model, ListKeys) {
    let (first, last) = names(number);
    let name = format!("{first} {last}");
    let keys = ListKeys::of(&name, &email(number), &username(number), profile);
    let created = 1_700_000_000_000 + i64::try_from(number).unwrap() * 1000;
    let created = Timestamp::from_unix_millis(created);
    let account = account::Model {
        id,
        organization_id: organization,
        kind: AccountKind::User,
        email: email(number),
        email_key: email(number),
        username: username(number),
        username_key: username(number),
        name_key: keys.name.clone(),
        department_key: keys.department.clone(),
        employee_type_key: keys.employee_type.clone(),
        manager_key: keys.manager.clone(),
        employee_number_key: keys.employee_number.clone(),
        search_words: keys.search_words(),
        name,
        email_unverified: false,
        state: UserState::Active,
        state_changed_at: created,
        role: None,
        terms_accepted_at: None,
        terms_version: 0,
        password_hash: Some(hash.to_owned()),
        password_set_at: Some(created),
        password_expires_at: None,
        password_expiry_reason: None,
        password_never_expires: false,
        password_notice_days: None,
        password_temporary: false,
        recovery_email: None,
        recovery_email_entered_at: None,
        recovery_email_verified_at: None,
        mfa_override: None,
        mfa_enrolled_at: None,
        mfa_enroll_by: None,
        mfa_notice: None,
        failed_password_attempts: 0,
        wrong_passwords: 0,
        password_locks: 0,
        failed_factor_attempts: 0,
        wrong_factors: 0,
        factor_locks: 0,
        last_attempt_at: None,
        verified_while_locked: 0,
        lock_reason: None,
        locked_at: None,
        locked_until: None,
        lock_note: None,
        profile_editable: None,
        last_sign_in_at: None,
        created_at: created,
        updated_at: created,
        version: Version::FIRST,
    };
    (account, keys)
}

fn profile(number: usize) -> Profile {
    let (first, last) = names(number);
    let some = |text: &str| Some(text.to_owned());
    Profile {
        first_name: Some(first),
        last_name: Some(last),
        mobile_phone: some("+44 20 7946 0958"),
        language: some("en-GB"),
        time_zone: some("Europe/London"),
        job_title: some("Engineer"),
        department: some(DEPARTMENTS[number % DEPARTMENTS.len()]),
        company: some("Example Ltd"),
        employee_number: Some(format!("{number:06}")),
        location: some("London"),
        ..Profile::default()
    }
}
