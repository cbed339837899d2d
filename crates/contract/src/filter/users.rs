//! The filter of the list of users.

use std::fmt;
use std::str::FromStr;

use rules::mfa::{MfaRequirement, MfaStatus};
use rules::state::UserState;
use rules::status::PasswordStatus;
use uuid::Uuid;

use super::{
    AttributeFilter, Days, FilterError, ListFilter, Moment, RecoveryEmailStatus, conditions,
    read_values, syntax, unknown_field, write_values,
};

filter! {
    /// The filter of the list of users.
    UserFilter {
        /// `staged`, `active`, `suspended`.
        state "state": UserState,
        /// `pending`, `active`, `expired`, `locked`.
        password_status "passwordStatus": PasswordStatus,
        /// `true` or `false`: whether the password has expired, even if the account is locked.
        password_expired "passwordExpired": bool,
        /// Days since the password was set, 1 to 730.
        password_older_than "passwordOlderThan": Days,
        /// Days until the password expires, 1 to 730. Expired passwords do not match.
        password_expires_within "passwordExpiresWithin": Days,
        /// `true` or `false`: whether the password is exempt from the maximum age.
        password_never_expires "passwordNeverExpires": bool,
        /// `true` or `false`: whether the password was set before the compliance deadline was
        /// announced.
        must_comply "mustComply": bool,
        /// `none`, `unverified`, `verified`.
        recovery_email "recoveryEmail": RecoveryEmailStatus,
        /// `enrolled`, `enrollment_period`, `enrollment_overdue`, `not_enrolled`.
        mfa "mfa": MfaStatus,
        /// The name of a department. Case and accents are ignored.
        department "department": String,
        /// An employee type. Case and accents are ignored.
        employee_type "employeeType": String,
        /// A manager, as in the profile: a name or an email. Case and accents are ignored.
        manager "manager": String,
        /// An email address as a whole.
        email "email": String,
        /// A username as a whole.
        username "username": String,
        /// An employee number as a whole. Case is ignored.
        employee_number "employeeNumber": String,
        /// `off`, `optional`, `required`: the requirement of the user, or else of the organization.
        mfa_requirement "mfaRequirement": MfaRequirement,
        /// Created at this time or later: a date such as `2026-11-24`, which begins at midnight
        /// UTC, or a timestamp, whose colons must be escaped.
        created_since "createdSince": Moment,
        /// Created before this time.
        created_before "createdBefore": Moment,
        /// Last changed at this time or later.
        updated_since "updatedSince": Moment,
        /// Last changed before this time.
        updated_before "updatedBefore": Moment,
        /// Last signed in at this time or later.
        last_sign_in_since "lastSignInSince": Moment,
        /// Not signed in since this time, or never.
        last_sign_in_before "lastSignInBefore": Moment,
        /// `true` or `false`: whether the user has accepted the current version of the terms.
        terms_accepted "termsAccepted": bool,
        /// The identifier of a group: matches its members. The caller also needs `groups:read`.
        group "group": Uuid,
    }
    and
    /// A value of the attribute with this name, if it is filterable. Case and accents are ignored.
    /// For dates also `attributes.<name>.since`, on this date or later, and
    /// `attributes.<name>.before`; for numbers `attributes.<name>.atLeast` and
    /// `attributes.<name>.atMost`, both inclusive.
    attributes "attributes."
}
