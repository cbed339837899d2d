//! What differs from case to case within one kind of email.

use time::OffsetDateTime;

/// A scheduled change, as emails list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduledLine {
    /// What is due.
    pub change: ScheduledKind,
    /// The user's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// When, in words.
    pub at: String,
    /// Who scheduled it.
    pub by: String,
}

/// A scheduled change, as the email names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduledKind {
    /// The user is activated.
    Activation,
    /// The user is suspended.
    Suspension,
}

/// Who performed an action that owners are notified about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneBy {
    /// The name.
    pub name: String,
    /// The client's network address.
    pub address: String,
    /// When it happened.
    pub at: OffsetDateTime,
}

/// What was done to an owner, as the email says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerChange {
    /// They were suspended.
    Suspended,
    /// They were removed.
    Removed,
    /// All their factors were removed.
    FactorsReset,
}

/// What was done to a webhook, as the email says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookChange {
    /// It was created.
    Created,
    /// Its address was changed.
    AddressChanged,
}

/// Why an account was locked, as the email says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockCause {
    /// Too many wrong passwords in a row.
    FailedPasswords,
    /// Too many wrong MFA codes in a row.
    FailedFactors,
    /// No factor was enrolled in time.
    MfaEnrollmentPeriod,
    /// An administrator locked it.
    Administrator,
}
