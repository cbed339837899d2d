//! The delivery of an email.

crate::named_values! {
    /// The state of an email's delivery.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum MailState {
        /// Waiting for the first or next attempt.
        Queued = "queued",
        /// Accepted by the mail server.
        Sent = "sent",
        /// Failed permanently, or retried for too long.
        Failed = "failed",
    }
}
