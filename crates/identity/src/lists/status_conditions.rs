use entity::account::Column;
use rules::mfa::MfaStatus;
use rules::status::PasswordStatus;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, Condition};

/// Matches accounts whose password has `status` at `now`. This is the rule in `rules::status`, as a
/// condition on columns.
pub(crate) fn has_status(status: PasswordStatus, now: Timestamp) -> Condition {
    let unlocked = Condition::all()
        .add(
            Condition::any()
                .add(Column::LockedAt.is_null())
                .add(Column::LockedUntil.lte(now)),
        )
        .add(
            Condition::any()
                .add(Column::MfaEnrollBy.is_null())
                .add(Column::MfaEnrollBy.gt(now)),
        );
    match status {
        // The second condition implies the first, which has the same text as an index and makes it
        // usable.
        PasswordStatus::Locked => Condition::all()
            .add(
                Condition::any()
                    .add(Column::LockedAt.is_not_null())
                    .add(Column::MfaEnrollBy.is_not_null()),
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
                    .add(Column::MfaEnrollBy.lte(now)),
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

/// Matches accounts with this MFA status at `now`. This is the rule in `rules::mfa`, as a condition
/// on columns.
pub(crate) fn has_mfa_status(status: MfaStatus, now: Timestamp) -> Condition {
    if status == MfaStatus::Enrolled {
        return Condition::all().add(Column::MfaEnrolledAt.is_not_null());
    }
    Condition::all()
        .add(Column::MfaEnrolledAt.is_null())
        .add(match status {
            MfaStatus::EnrollmentOverdue => Column::MfaEnrollBy.lte(now),
            MfaStatus::EnrollmentPeriod => Column::MfaEnrollBy.gt(now),
            MfaStatus::Enrolled | MfaStatus::NotEnrolled => Column::MfaEnrollBy.is_null(),
        })
}

/// Matches accounts whose password has expired at `now`, even if they are locked.
pub(crate) fn has_expired(now: Timestamp) -> Condition {
    Condition::all()
        .add(Column::PasswordSetAt.is_not_null())
        .add(Column::PasswordExpiresAt.is_not_null())
        .add(Column::PasswordExpiresAt.lte(now))
}

/// Matches accounts whose password expires after `now` and by `end`, even if they are locked.
pub(crate) fn expires_between(now: Timestamp, end: Timestamp) -> Condition {
    Condition::all()
        .add(Column::PasswordSetAt.is_not_null())
        .add(Column::PasswordExpiresAt.is_not_null())
        .add(Column::PasswordExpiresAt.gt(now))
        .add(Column::PasswordExpiresAt.lte(end))
}

/// Matches accounts whose password was set before `moment`.
pub(crate) fn set_before(moment: Timestamp) -> Condition {
    Condition::all()
        .add(Column::PasswordSetAt.is_not_null())
        .add(Column::PasswordSetAt.lt(moment))
}
