use entity::link::{ActiveModel, Column, Entity, Model};
use mail::OneTimeLink;
use rules::email::EmailAddress;
use rules::links::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, UpdateMany,
};
use uuid::Uuid;

use super::{HeldAccount, verification_limit};
use crate::crypto::Token;
use crate::database::take_turn;
use crate::{Context, Error};

impl HeldAccount<'_> {
    /// Issues a link for this account, for use in an email only. Voids older links for the same
    /// purpose.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn issue_link(&self, purpose: LinkPurpose) -> Result<OneTimeLink, Error> {
        self.issue_link_to(purpose, &self.account.email).await
    }

    /// As [`issue_link`](Self::issue_link), for an email to another address of the same person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn issue_link_to(
        &self,
        purpose: LinkPurpose,
        email: &str,
    ) -> Result<OneTimeLink, Error> {
        self.void_links(Some(purpose)).await?;
        self.add_link(purpose, email).await
    }

    /// As [`issue_link`](Self::issue_link), but an older link that an administrator sent to another
    /// address still works: anybody can cause this email, and must not void that link.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn issue_link_again(&self, purpose: LinkPurpose) -> Result<OneTimeLink, Error> {
        let email = &self.account.email;
        let here = Condition::any()
            .add(Column::Email.is_null())
            .add(Column::Email.eq(email.as_str()));
        self.voiding(Some(purpose))
            .filter(here)
            .exec(self.tx())
            .await?;
        self.add_link(purpose, email).await
    }

    /// Makes a link for an email to this address. The older ones of the same purpose can still be
    /// used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_link(&self, purpose: LinkPurpose, email: &str) -> Result<OneTimeLink, Error> {
        let (context, now) = (self.context(), self.context().now());
        let token = Token::random()?;
        let row = ActiveModel {
            id: Set(context.new_id()),
            organization_id: Set(self.account.organization_id),
            account_id: Set(self.account.id),
            token_hash: Set(token.hash().bytes()),
            email: Set(Some(email.to_owned())),
            purpose: Set(purpose),
            created_at: Set(now),
            expires_at: Set(now.plus(purpose.lifetime())),
            ..Default::default()
        };
        Entity::insert(row)
            .exec_without_returning(self.tx())
            .await?;
        let valid_for = time::Duration::try_from(purpose.lifetime())
            .map_err(|_| Error::internal("a lifetime is out of range"))?;
        OneTimeLink::new(
            &context.addresses().link(purpose, &token),
            now.to_utc(),
            valid_for,
        )
        .map_err(|_| Error::internal("the public address is not a web address"))
    }

    /// Voids all links of this account, or only those for the purpose `only`. Links that undo a change
    /// of the email stay valid: an attacker who took over the account through the change must not void
    /// them. So do links that verify the email, because they give no access.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn void_links(&self, only: Option<LinkPurpose>) -> Result<(), Error> {
        self.voiding(only).exec(self.tx()).await?;
        Ok(())
    }

    fn voiding(&self, only: Option<LinkPurpose>) -> UpdateMany<Entity> {
        let update = Entity::update_many()
            .col_expr(Column::VoidedAt, Expr::value(self.context().now()))
            .filter(Column::AccountId.eq(self.account.id))
            .filter(Column::UsedAt.is_null())
            .filter(Column::VoidedAt.is_null());
        update.filter(match only {
            Some(purpose) => Column::Purpose.eq(purpose),
            None => Column::Purpose.is_not_in([
                LinkPurpose::UserEmailChangeUndo,
                LinkPurpose::UserEmailVerification,
            ]),
        })
    }

    /// Issues a link that verifies this address, if [`verification_limit()`] allows it. Voids older links for
    /// the same purpose.
    ///
    /// # Errors
    /// `too-many-requests`.
    pub async fn issue_verification_link(
        &self,
        purpose: LinkPurpose,
        email: &str,
    ) -> Result<OneTimeLink, Error> {
        let key = EmailAddress::key_of(email);
        // Another account of the organization may be sending one to the same address.
        let turn = format!("verification {} {key}", self.account.organization_id);
        take_turn(self.tx(), &turn).await?;
        let now = self.context().now();
        if let Some(limit) = verification_limit(self.tx(), &self.account, &key, now).await? {
            return Err(Error::TooManyRequests(now.until(limit.until)));
        }
        self.issue_link_to(purpose, &key).await
    }
}

/// The usable links of these accounts for `purpose`, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn pending(
    context: &Context,
    db: &impl ConnectionTrait,
    accounts: &[Uuid],
    purpose: LinkPurpose,
) -> Result<Vec<Model>, Error> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(Entity::find()
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .filter(Column::Purpose.eq(purpose))
        .filter(Column::UsedAt.is_null())
        .filter(Column::VoidedAt.is_null())
        .filter(Column::ExpiresAt.gt(context.now()))
        .order_by_asc(Column::CreatedAt)
        .all(db)
        .await?)
}
