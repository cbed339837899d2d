use contract::terms::MyTerms;
use sea_orm::ConnectionTrait;

use super::find::published;
use crate::accounts::{Member, accepted_terms, find_member_of, terms_due};
use crate::actor::SignedInUser;
use crate::addresses::Portal;
use crate::{Context, Error};

/// Returns the terms of the caller's organization, and which version the caller has accepted.
///
/// # Errors
/// If the database fails.
pub async fn mine(context: &Context, user: &SignedInUser) -> Result<MyTerms, Error> {
    let read = context.database().read();
    let member = find_member_of(read, user.organization, Portal::User, user.account).await?;
    of_member(read, &member).await
}

/// As [`mine`], for an account that was read.
pub(super) async fn of_member(
    db: &impl ConnectionTrait,
    member: &Member,
) -> Result<MyTerms, Error> {
    let organization = &member.organization;
    let current = if organization.terms_required {
        published(db, organization).await?
    } else {
        None
    };
    Ok(MyTerms {
        due: terms_due(member),
        current,
        accepted: accepted_terms(&member.account),
    })
}
