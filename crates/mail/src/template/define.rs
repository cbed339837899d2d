//! Defines the kinds of email from one table.

/// Who gets a kind of email.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recipients {
    /// Only users.
    Users,
    /// Administrators, or users and administrators.
    Administrators,
    /// People who sign up an organization, which does not exist yet.
    SigningUp,
}

/// Defines `Message` from a table. Each row is a kind: its values, each with one for the previews, and its
/// `Recipients`. The first line names the [`Sample`](super::sample::Sample) from which those values are made.
macro_rules! messages {
    ($sample:ident; $(
        $(#[$doc:meta])*
        $name:ident
        $(($tuple:ty = $tuple_value:expr))?
        $({ $($(#[$about:meta])* $field:ident: $type:ty = $value:expr,)* })?
        => $recipients:ident;
    )*) => {
        /// An email to render: its kind, and the values that its text needs.
        ///
        /// The name of a variant in snake case is its name in the database and the API, and must never
        /// change.
        ///
        /// No variant contains a password. Variants with a [`OneTimeLink`] are secret until the link is
        /// used: keep them encrypted.
        #[derive(Debug, Clone, PartialEq, Eq, EnumDiscriminants)]
        #[strum_discriminants(
            name(MessageKind),
            doc = "The kind of a [`Message`].",
            derive(IntoStaticStr, VariantArray, VariantNames),
            strum(serialize_all = "snake_case")
        )]
        pub enum Message {
            $($(#[$doc])* $name $(($tuple))? $({ $($(#[$about])* $field: $type,)* })?,)*
        }

        impl Message {
            /// A message of this kind, for previews.
            pub(super) fn sample(
                kind: MessageKind,
                $sample: &Sample<'_>,
            ) -> Result<Self, InvalidWebAddress> {
                Ok(match kind {
                    $(MessageKind::$name => Self::$name $(($tuple_value))? $({ $($field: $value,)* })?,)*
                })
            }

            const fn recipients(&self) -> Recipients {
                match self {
                    $(Self::$name { .. } => Recipients::$recipients,)*
                }
            }
        }
    };
}

pub(super) use messages;
