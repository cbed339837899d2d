//! Custom attributes: the fields that an organization adds to the profile of its users.

/// The maximum number of attributes of an organization.
pub const MOST_ATTRIBUTES: usize = 50;
/// The maximum length of a name, in characters.
pub const LONGEST_NAME: usize = 40;
/// The maximum length of a label, in characters.
pub const LONGEST_LABEL: usize = 100;
/// The maximum length of a text, in characters.
pub const LONGEST_TEXT: usize = 1000;
/// The maximum number of choices of an attribute.
pub const MOST_CHOICES: usize = 100;
/// The maximum length of a choice, in characters.
pub const LONGEST_CHOICE: usize = 100;
/// The largest number, and the smallest with a minus. All whole numbers up to it are exact in every
/// program that reads JSON.
pub const LARGEST_NUMBER: f64 = 1e15;
/// The last position. Attributes with the same position are shown in the order of their creation.
pub const LAST_POSITION: u16 = 999;

crate::named_values! {
    /// The kind of an attribute's values.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum AttributeKind {
        /// A single line of text.
        Text = "text",
        /// A number.
        Number = "number",
        /// A date without a time.
        Date = "date",
        /// Yes or no.
        YesNo = "yes_no",
        /// One of the attribute's choices.
        Choice = "choice",
    }
}

crate::named_values! {
    /// What users may do with their own value of an attribute. Administrators always see it, and edit
    /// it with `users:write`.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum AttributeAccess {
        /// Users do not see it.
        None = "none",
        /// Users see it.
        Read = "read",
        /// Users see and edit it, if they may edit their profile.
        Write = "write",
    }
}

impl AttributeAccess {
    /// Whether users see their value.
    pub const fn sees(self) -> bool {
        matches!(self, Self::Read | Self::Write)
    }

    /// Whether users edit their value.
    pub const fn edits(self) -> bool {
        matches!(self, Self::Write)
    }
}

/// Whether a text can be the name of an attribute: a lowercase letter, then letters and digits, all of
/// ASCII. Names are keys in JSON, in filters and in the headers of files.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.len() <= LONGEST_NAME
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A name for an attribute with this label: `Cost center` becomes `costCenter`. Empty if the label has
/// no letters of ASCII.
pub fn name_from(label: &str) -> String {
    let words = label.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        let word = word.to_ascii_lowercase();
        let is_first = name.is_empty();
        if is_first && word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !is_first => name.push(first.to_ascii_uppercase()),
            Some(first) => name.push(first),
            None => {}
        }
        name.extend(letters);
    }
    name.chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_key_that_needs_no_escapes() {
        for good in ["a", "costCenter", "badge2"] {
            assert!(is_name(good), "{good}");
        }
        let long = "a".repeat(LONGEST_NAME + 1);
        for bad in [
            "",
            "Cost",
            "2badge",
            "cost-center",
            "cost.center",
            "größe",
            &long,
        ] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_name_comes_from_the_label() {
        for (label, name) in [
            ("Cost center", "costCenter"),
            ("T-shirt SIZE", "tShirtSize"),
            ("2nd phone", "phone"),
            ("日本", ""),
        ] {
            assert_eq!(name_from(label), name);
            assert!(name.is_empty() || is_name(name));
        }
    }
}
