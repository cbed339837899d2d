//! What a row does. The dry run and the run decide this with the same functions that create and update
//! single users.

use contract::ids::OrganizationId;
use contract::problem::FieldError;
use contract::profile::Profile;
use entity::Version;
use entity::account::{self, Column};
use entity::{user_import, user_import_row};
use import::Row;
use rules::account::AccountKind;
use rules::email::EmailAddress;
use rules::import::{ExistingUsers, MatchBy, RowOutcome};
use rules::username::Username;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, Select,
};
use uuid::Uuid;

use super::attributes::changes;
use crate::accounts::{UniqueKeys, check_unique};
use crate::fields::Fields;
use crate::lists::{employee_number_key, unindexed};
use crate::user_attributes::{AttributeEdits, Editor};
use crate::users::{Names, NewUser, find_profile};
use crate::{Context, Error};

/// The longest key, in bytes. PostgreSQL does not put longer ones into an index, and no employee number is
/// as long, so such a row has a problem anyway.
const LONGEST_KEY: usize = 2000;

/// A row that was evaluated.
pub(super) struct PlannedRow {
    pub keys: Keys,
    pub plan: Plan,
}

/// The normalized values in a row that no two users may have.
#[derive(Default)]
pub(super) struct Keys {
    pub email: Option<String>,
    pub username: Option<String>,
    pub employee_number: Option<String>,
}

/// What a row does.
pub(super) enum Plan {
    Create(Box<NewUser>),
    Change(Box<UserChange>),
    Unchanged(Uuid),
    Problem(Vec<FieldError>),
}

/// A change of a user.
pub(super) struct UserChange {
    pub user: Uuid,
    /// The version of the user that was evaluated.
    pub version: Version,
    pub names: Names,
    pub before: Profile,
    pub after: Profile,
}

/// The values of a row, and what is wrong with them so far.
struct Values {
    row: Row,
    email: Option<EmailAddress>,
    username: Option<Username>,
    derived: Option<Username>,
    wrong: Fields,
    keys: Keys,
}

/// Evaluates a row. Earlier rows must already have been evaluated.
///
/// # Errors
/// If the database fails.
pub(super) async fn plan_row(
    context: &Context,
    db: &impl ConnectionTrait,
    import: &user_import::Model,
    row: &user_import_row::Model,
) -> Result<PlannedRow, Error> {
    let mut values = read(import, row);
    let found = match key(import.match_by, &mut values) {
        Some(key) => existing(import, key).one(db).await?,
        None => None,
    };
    if found.is_none() && values.row.username.is_none() {
        values.keys.username = values.derived.as_ref().map(Username::key);
    }
    if let Some(twin) = twin(db, import, row.number, &values.keys).await? {
        name_twin(&mut values, &twin);
    }
    let keys = std::mem::take(&mut values.keys);
    let evaluated = match found {
        Some(account) => change(db, import, account, values).await,
        None => create(context, db, import, values).await,
    };
    let plan = match evaluated {
        Ok(plan) => plan,
        Err(Error::InvalidFields(errors) | Error::Taken(errors)) => Plan::Problem(errors),
        Err(error) => return Err(error),
    };
    Ok(PlannedRow { keys, plan })
}

fn read(import: &user_import::Model, row: &user_import_row::Model) -> Values {
    let mut wrong = Fields::default();
    let columns = import.headers.len();
    let mut beyond = row.cells.iter().skip(columns);
    if beyond.any(|cell| !cell.trim().is_empty()) {
        let message = "The row has more cells than the header. Check its quotation marks and \
                       delimiters";
        wrong.refuse("", "too_many", message);
    }
    let fields = import.fields.iter();
    let fields: Vec<_> = fields
        .map(|field| Some(field.clone()).filter(|field| !field.is_empty()))
        .collect();
    let row = Row::of(&fields, &row.cells);
    let email = row.email.as_deref();
    let email = email.and_then(|text| wrong.email("email", text));
    let username = row.username.as_deref();
    let username = username.and_then(|text| wrong.username("username", text));
    let derived = row.derived_username.as_deref();
    let derived = derived.and_then(|text| Username::parse(text).ok());
    let number = row.value("employeeNumber").map(employee_number_key);
    let number = number.filter(|key| key.len() <= LONGEST_KEY);
    let keys = Keys {
        email: email.as_ref().map(EmailAddress::key),
        username: username.as_ref().map(Username::key),
        employee_number: number,
    };
    Values {
        row,
        email,
        username,
        derived,
        wrong,
        keys,
    }
}

/// The value by which the row is matched. If it has none, that is a problem.
fn key(match_by: MatchBy, values: &mut Values) -> Option<String> {
    let key = match match_by {
        MatchBy::Email => values.keys.email.clone(),
        MatchBy::Username => {
            if values.keys.username.is_none() {
                values.keys.username = values.derived.as_ref().map(Username::key);
            }
            values.keys.username.clone()
        }
        MatchBy::EmployeeNumber => values.keys.employee_number.clone(),
    };
    let is_there = match match_by {
        MatchBy::Email => values.row.email.is_some(),
        MatchBy::Username => values.row.username.is_some(),
        MatchBy::EmployeeNumber => values.row.value("employeeNumber").is_some(),
    };
    if key.is_none() && !is_there {
        let message = "Enter a value. It matches rows to users";
        values.wrong.refuse(match_by.field(), "required", message);
    }
    key
}

/// The user of the import's organization with this key.
fn existing(import: &user_import::Model, key: String) -> Select<account::Entity> {
    let column = match import.match_by {
        MatchBy::Email => Column::EmailKey,
        MatchBy::Username => Column::UsernameKey,
        MatchBy::EmployeeNumber => Column::EmployeeNumberKey,
    };
    account::Entity::find()
        .filter(Column::OrganizationId.eq(import.organization_id))
        .filter(Column::Kind.eq(AccountKind::User))
        .filter(column.eq(key))
}

/// The first row before this one that has one of its values, unless it has a problem.
async fn twin(
    db: &impl ConnectionTrait,
    import: &user_import::Model,
    number: i32,
    keys: &Keys,
) -> Result<Option<user_import_row::Model>, Error> {
    use user_import_row::Column;
    let mut same = Condition::any();
    for (column, key) in [
        (Column::EmailKey, &keys.email),
        (Column::UsernameKey, &keys.username),
        (Column::EmployeeNumberKey, &keys.employee_number),
    ] {
        if let Some(key) = key {
            // Each alternative has all columns of its index, because SQLite considers them one by one.
            let in_import = Condition::all().add(Column::ImportId.eq(import.id));
            same = same.add(in_import.add(column.eq(key.as_str())));
        }
    }
    if same.is_empty() {
        return Ok(None);
    }
    let good = [
        RowOutcome::Create,
        RowOutcome::Change,
        RowOutcome::Unchanged,
    ];
    // PostgreSQL takes the outcomes from when it last analyzed the table, when hardly any row had one of these. So it
    // would read all earlier rows of the import in the index of the outcome.
    let tested = |column: Column| unindexed(Expr::col((user_import_row::Entity, column)));
    let twin = user_import_row::Entity::find()
        .filter(same)
        .filter(Column::OrganizationId.eq(import.organization_id))
        .filter(tested(Column::Number).lt(number))
        .filter(tested(Column::Outcome).is_in(good))
        .order_by(tested(Column::Number), Order::Asc)
        .one(db)
        .await?;
    Ok(twin)
}

fn name_twin(values: &mut Values, twin: &user_import_row::Model) {
    let Values { keys, wrong, .. } = values;
    for (field, what, mine, other) in [
        ("email", "email", &keys.email, &twin.email_key),
        ("username", "username", &keys.username, &twin.username_key),
        (
            "employeeNumber",
            "employee number",
            &keys.employee_number,
            &twin.employee_number_key,
        ),
    ] {
        if mine.is_some() && mine == other {
            let message = format!("Row {} has the same {what}", twin.number);
            wrong.refuse(field, "duplicate", message);
        }
    }
}

async fn change(
    db: &impl ConnectionTrait,
    import: &user_import::Model,
    account: account::Model,
    values: Values,
) -> Result<Plan, Error> {
    let Values {
        row,
        email,
        username,
        mut wrong,
        ..
    } = values;
    if import.existing_users == ExistingUsers::Leave {
        wrong.finish()?;
        return Ok(Plan::Unchanged(account.id));
    }
    if email.is_some_and(|email| email.key() != account.email_key) {
        let message = format!(
            "The user has the email {}. An import does not change it: change it in the user's panel",
            account.email
        );
        wrong.refuse("email", "not_allowed", message);
    }
    let before = find_profile(db, account.id).await?;
    let after = wrong.profile(row.apply(before.clone()));
    let organization = OrganizationId(import.organization_id);
    let values = changes(db, organization, &row).await?;
    let values = (values, Editor::Administrator);
    let attributes =
        AttributeEdits::of_existing(db, organization, account.id, values, &mut wrong).await?;
    wrong.finish()?;
    let names = Names {
        username: username.filter(|username| username.as_str() != account.username),
        attributes,
        ..Names::default()
    };
    if names.username.is_none() && names.attributes.is_empty() && after == before {
        return Ok(Plan::Unchanged(account.id));
    }
    let number = after.employee_number.as_deref().map(employee_number_key);
    let username_key = names.username.as_ref().map(Username::key);
    let unique = UniqueKeys {
        id: account.id,
        organization: account.organization_id,
        email: &account.email_key,
        username: username_key.as_deref().unwrap_or(&account.username_key),
        employee_number: number.as_deref(),
    };
    check_unique(db, &unique).await?;
    Ok(Plan::Change(Box::new(UserChange {
        user: account.id,
        version: account.version,
        names,
        before,
        after,
    })))
}

async fn create(
    context: &Context,
    db: &impl ConnectionTrait,
    import: &user_import::Model,
    values: Values,
) -> Result<Plan, Error> {
    let Values {
        row,
        email,
        username,
        derived,
        mut wrong,
        ..
    } = values;
    if row.email.is_none() && import.match_by != MatchBy::Email {
        wrong.refuse("email", "required", "Enter an email for the new user");
    }
    if row.username.is_none() && derived.is_none() && row.email.is_some() {
        let message = match row.derived_username.as_deref() {
            Some(name) => format!(
                "The user cannot have the username {name:?}, the part of the email before the @: \
                 enter another one"
            ),
            None => "Enter a username".to_owned(),
        };
        // A malformed email is a separate problem.
        if email.is_some() {
            wrong.refuse("username", "required", message);
        }
    }
    let profile = wrong.profile(row.apply(Profile::default()));
    let organization = OrganizationId(import.organization_id);
    let values = changes(db, organization, &row).await?;
    let attributes = AttributeEdits::of_new(db, organization, values, &mut wrong).await?;
    let names = email.zip(username.or(derived));
    let (email, username) = wrong.finish_with(names)?;
    let number = profile.employee_number.as_deref().map(employee_number_key);
    let new = NewUser {
        id: context.new_id(),
        organization: import.organization_id,
        email,
        username,
        profile,
        attributes,
        state: import.new_user_state,
    };
    let unique = UniqueKeys {
        id: new.id,
        organization: new.organization,
        email: &new.email.key(),
        username: &new.username.key(),
        employee_number: number.as_deref(),
    };
    check_unique(db, &unique).await?;
    Ok(Plan::Create(Box::new(new)))
}
