//! The delivery of an email.

crate::named_values! {
    /// Where an email stands.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum MailState {
        /// Waits for its first or next attempt.
        Queued = "queued",
        /// The mail server took it.
        Sent = "sent",
        /// Given up.
        Failed = "failed",
    }
}
