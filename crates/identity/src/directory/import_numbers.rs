use std::collections::{HashMap, HashSet};

use contract::directory::{ImportPosixNumbers, MOST_POSIX_NUMBERS, PosixNumbersImported};
use contract::events::EventAction;
use contract::problem::ProblemType;
use entity::posix_number::{ActiveModel, Column, Entity, Model};
use entity::{account, user_group};
use rules::account::AccountKind;
use rules::directory::{LARGEST_NUMBER, NumberRange, PosixKind, SMALLEST_NUMBER};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QuerySelect, SqlErr,
};
use uuid::Uuid;

use crate::events::record;
use crate::fields::Fields;
use crate::lists::group_name_key;
use crate::permitted::{Permitted, PosixNumbersWrite};
use crate::{Context, Error};

/// The numbers that can be given.
const POSSIBLE: NumberRange = NumberRange {
    first: SMALLEST_NUMBER,
    last: LARGEST_NUMBER,
};

/// A number that a user or a group is to have.
struct Wanted {
    /// The field of the request.
    field: String,
    kind: PosixKind,
    number: i64,
    owner: Uuid,
}

/// Gives users and groups the numbers that they have elsewhere. Either all are given or none.
///
/// # Errors
/// `invalid-fields` with each number that cannot be given, `conflict` if others were given at the same time,
/// `forbidden`.
pub async fn import_numbers(
    context: &Context,
    principal: &Permitted<PosixNumbersWrite>,
    request: &ImportPosixNumbers,
) -> Result<PosixNumbersImported, Error> {
    let organization = principal.organization();
    let mut fields = Fields::default();
    if request.users.len() + request.groups.len() > MOST_POSIX_NUMBERS {
        let mend = "Send at most 1000 users and groups in one request";
        return Err(Error::field("users", "too_many", mend));
    }
    let tx = context.database().begin().await?;
    let wanted = wanted(&tx, organization.0, request, &mut fields).await?;
    let given = given(&tx, organization.0, &wanted).await?;
    let new = check(wanted, &given, &mut fields);
    fields.finish()?;
    let count = new.len() as u64;
    if new.is_empty() {
        return Ok(PosixNumbersImported { given: count });
    }
    let rows = new.into_iter().map(|wanted| ActiveModel {
        id: Set(context.new_id()),
        organization_id: Set(organization.0),
        kind: Set(wanted.kind),
        number: Set(wanted.number),
        owner_id: Set(wanted.owner),
    });
    Entity::insert_many(rows)
        .exec_without_returning(&tx)
        .await
        .map_err(given_meanwhile)?;
    let event = principal
        .event(EventAction::LdapPosixNumbersImported)
        .with("count", count.to_string());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(PosixNumbersImported { given: count })
}

/// The numbers of the request, with who they are for.
async fn wanted(
    tx: &impl ConnectionTrait,
    organization: Uuid,
    request: &ImportPosixNumbers,
    fields: &mut Fields,
) -> Result<Vec<Wanted>, Error> {
    let username = |text: &str| text.trim().to_ascii_lowercase();
    let keys = request.users.iter().map(|user| username(&user.username));
    let people: Vec<(String, Uuid)> = account::Entity::find()
        .select_only()
        .columns([account::Column::UsernameKey, account::Column::Id])
        .filter(account::Column::OrganizationId.eq(organization))
        .filter(account::Column::Kind.eq(AccountKind::User))
        .filter(account::Column::UsernameKey.is_in(keys))
        .into_tuple()
        .all(tx)
        .await?;
    let people: HashMap<String, Uuid> = people.into_iter().collect();
    let keys = request
        .groups
        .iter()
        .map(|group| group_name_key(&group.name));
    let groups: Vec<(String, Uuid)> = user_group::Entity::find()
        .select_only()
        .columns([user_group::Column::NameKey, user_group::Column::Id])
        .filter(user_group::Column::OrganizationId.eq(organization))
        .filter(user_group::Column::NameKey.is_in(keys))
        .into_tuple()
        .all(tx)
        .await?;
    let groups: HashMap<String, Uuid> = groups.into_iter().collect();
    let mut wanted = Vec::new();
    let mut want = |fields: &mut Fields, field: String, (kind, number): (PosixKind, u32), owner| {
        if POSSIBLE.contains(number) {
            let number = i64::from(number);
            wanted.push(Wanted {
                field,
                kind,
                number,
                owner,
            });
        } else {
            let mend = "Choose a number from 1000 to 2147483646";
            fields.refuse(&field, "out_of_range", mend);
        }
    };
    for (index, user) in request.users.iter().enumerate() {
        let field = |name: &str| format!("users[{index}].{name}");
        let Some(owner) = people.get(&username(&user.username)) else {
            fields.refuse(&field("username"), "not_found", "There is no such user");
            continue;
        };
        let uid = (PosixKind::User, user.uid_number);
        want(fields, field("uidNumber"), uid, *owner);
        let gid = (PosixKind::Group, user.gid_number);
        want(fields, field("gidNumber"), gid, *owner);
    }
    for (index, group) in request.groups.iter().enumerate() {
        let field = |name: &str| format!("groups[{index}].{name}");
        let Some(owner) = groups.get(&group_name_key(&group.name)) else {
            fields.refuse(&field("name"), "not_found", "There is no such group");
            continue;
        };
        let gid = (PosixKind::Group, group.gid_number);
        want(fields, field("gidNumber"), gid, *owner);
    }
    Ok(wanted)
}

/// The numbers that were given before, to these owners or with these values.
async fn given(
    tx: &impl ConnectionTrait,
    organization: Uuid,
    wanted: &[Wanted],
) -> Result<Vec<Model>, Error> {
    let either = Condition::any()
        .add(Column::OwnerId.is_in(wanted.iter().map(|one| one.owner)))
        .add(Column::Number.is_in(wanted.iter().map(|one| one.number)));
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(either)
        .all(tx)
        .await?)
}

/// The numbers that are new. The others are refused, unless their owner has them already.
fn check(wanted: Vec<Wanted>, given: &[Model], fields: &mut Fields) -> Vec<Wanted> {
    let owned: HashMap<(Uuid, PosixKind), i64> = given
        .iter()
        .map(|row| ((row.owner_id, row.kind), row.number))
        .collect();
    let mut taken: HashSet<(PosixKind, i64)> =
        given.iter().map(|row| (row.kind, row.number)).collect();
    let mut served = HashSet::new();
    let mut new = Vec::new();
    for one in wanted {
        let is_again = !served.insert((one.owner, one.kind));
        match owned.get(&(one.owner, one.kind)) {
            _ if is_again => {
                let mend = "It is in this request more than once";
                fields.refuse(&one.field, "repeated", mend);
            }
            Some(number) if *number == one.number => {}
            Some(number) => {
                let mend = format!("It has the number {number}, and a number is given once");
                fields.refuse(&one.field, "already_given", mend);
            }
            None if !taken.insert((one.kind, one.number)) => {
                let mend = "This number is already assigned. Choose another one";
                fields.refuse(&one.field, "taken", mend);
            }
            None => new.push(one),
        }
    }
    new
}

fn given_meanwhile(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::Refused(
            ProblemType::Conflict,
            "Some of these numbers were just assigned: try again",
        ),
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(field: &str, kind: PosixKind, number: i64, owner: u128) -> Wanted {
        Wanted {
            field: field.to_owned(),
            kind,
            number,
            owner: Uuid::from_u128(owner),
        }
    }

    fn row(kind: PosixKind, number: i64, owner: u128) -> Model {
        Model {
            id: Uuid::nil(),
            organization_id: Uuid::nil(),
            kind,
            number,
            owner_id: Uuid::from_u128(owner),
        }
    }

    #[test]
    fn a_number_is_given_to_one_owner_once() {
        use PosixKind::{Group, User};
        let given = [row(User, 5_001, 1), row(User, 5_009, 9)];
        let wanted = vec![
            one("has it", User, 5_001, 1),
            one("new", Group, 5_001, 1),
            one("of another", User, 5_009, 2),
            one("has another", User, 5_100, 9),
            one("free", User, 5_003, 3),
            one("twice", User, 5_003, 4),
            one("again", User, 5_004, 3),
        ];
        let mut fields = Fields::default();
        let new = check(wanted, &given, &mut fields);
        let new: Vec<_> = new.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(new, ["new", "free"]);
        let Err(Error::InvalidFields(errors)) = fields.finish() else {
            panic!("not refused");
        };
        let refused: Vec<_> = errors.iter().map(|it| (&*it.field, &*it.code)).collect();
        assert_eq!(
            refused,
            [
                ("of another", "taken"),
                ("has another", "already_given"),
                ("twice", "taken"),
                ("again", "repeated"),
            ]
        );
    }
}
