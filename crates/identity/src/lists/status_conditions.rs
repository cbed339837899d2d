use entity::account::Column;
use rules::mfa::MfaStatus;
use rules::status::PasswordStatus;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, Condition};

/// The accounts whose password has `status` at `now`: what `rules::status` derives from the
/// facts, as a condition on the columns that hold them.
pub(crate) fn has_status(status: PasswordStatus, now: Timestamp) -> Condition {
    let unlocked = Condition::all()
        .add(
            Condition::any()
                .add(Column::LockedAt.is_null())
                .add(Column::LockedUntil.lte(now)),
        )
        .add(
            Condition::any()
                .add(Column::MfaEnrolBy.is_null())
                .add(Column::MfaEnrolBy.gt(now)),
        );
    match status {
        // The first condition follows from the second; an index says it in the same words.
        PasswordStatus::Locked => Condition::all()
            .add(
                Condition::any()
                    .add(Column::LockedAt.is_not_null())
                    .add(Column::MfaEnrolBy.is_not_null()),
            )
            .add(
                Condition::any()
                    .add(
                        Condition::all().add(Column::LockedAt.is_not_null()).add(
                            Condition::any()
                                .add(Column::LockedUntil.is_null())
                                .add(Column::LockedUntil.gt(now)),
                        ),
                    )
                    .add(Column::MfaEnrolBy.lte(now)),
            ),
        PasswordStatus::Pending => Condition::all()
            .add(unlocked)
            .add(Column::PasswordSetAt.is_null()),
        PasswordStatus::Expired => Condition::all()
            .add(unlocked)
            .add(Column::PasswordSetAt.is_not_null())
            .add(Column::PasswordExpiresAt.lte(now)),
        PasswordStatus::Active => Condition::all()
            .add(unlocked)
            .add(Column::PasswordSetAt.is_not_null())
            .add(
                Condition::any()
                    .add(Column::PasswordExpiresAt.is_null())
                    .add(Column::PasswordExpiresAt.gt(now)),
            ),
    }
}

/// The accounts that stand at `status` with second factors at `now`, as `rules::mfa` derives
/// it.
pub(crate) fn has_mfa_status(status: MfaStatus, now: Timestamp) -> Condition {
    if status == MfaStatus::Enrolled {
        return Condition::all().add(Column::MfaEnrolledAt.is_not_null());
    }
    Condition::all()
        .add(Column::MfaEnrolledAt.is_null())
        .add(match status {
            MfaStatus::EnrolmentOverdue => Column::MfaEnrolBy.lte(now),
            MfaStatus::EnrolmentPeriod => Column::MfaEnrolBy.gt(now),
            MfaStatus::Enrolled | MfaStatus::NotEnrolled => Column::MfaEnrolBy.is_null(),
        })
}

/// The accounts whose password has expired at `now`, locked or not.
pub(crate) fn has_expired(now: Timestamp) -> Condition {
    Condition::all()
        .add(Column::PasswordSetAt.is_not_null())
        .add(Column::PasswordExpiresAt.is_not_null())
        .add(Column::PasswordExpiresAt.lte(now))
}

/// The accounts whose password was set before `moment`.
pub(crate) fn set_before(moment: Timestamp) -> Condition {
    Condition::all()
        .add(Column::PasswordSetAt.is_not_null())
        .add(Column::PasswordSetAt.lt(moment))
}
