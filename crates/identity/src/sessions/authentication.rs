use entity::session;
use rules::mfa::FactorKind;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::Error;
use crate::accounts::HeldAccount;
use crate::actor::SignedIn;

/// What the owner of a session gave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Authentication {
    /// When.
    pub at: Timestamp,
    /// The kind of factor; `None` for the password.
    pub factor: Option<FactorKind>,
    /// Whether it is enough for sensitive actions. The password alone is not if the account has a factor.
    pub is_enough: bool,
}

impl Authentication {
    /// Writes it to the row of the session.
    pub(super) fn write_to(self, row: &mut session::ActiveModel) {
        if self.is_enough {
            row.proved_at = Set(self.at);
        }
        if self.replaces_password() {
            row.authenticated_at = Set(self.at);
        }
        if let Some(kind) = self.factor {
            row.factor = Set(Some(kind));
            row.factor_at = Set(Some(self.at));
            if kind == FactorKind::Passkey {
                row.passkey_at = Set(Some(self.at));
            }
        }
    }

    /// Whether it is the password, or what replaces it.
    const fn replaces_password(self) -> bool {
        matches!(self.factor, None | Some(FactorKind::Passkey))
    }
}

/// Records that the owner of the session has just enrolled this factor, which shows that they have it.
/// It is not a step-up authentication.
///
/// # Errors
/// When the database fails.
pub(crate) async fn has_enrolled(
    held: &HeldAccount<'_>,
    signed_in: &SignedIn,
    kind: FactorKind,
) -> Result<(), Error> {
    let now = held.context().now();
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::Factor, Expr::value(kind))
        .col_expr(session::Column::FactorAt, Expr::value(now));
    if kind == FactorKind::Passkey {
        update = update.col_expr(session::Column::PasskeyAt, Expr::value(now));
    }
    update
        .filter(session::Column::Id.eq(signed_in.session))
        .filter(session::Column::AccountId.eq(held.account.id))
        .exec(held.tx())
        .await?;
    Ok(())
}
