//! Paging through a list by cursor.

use contract::page::MOST_COUNTED;
use leptos::prelude::*;

use crate::dom::text;
use crate::icon::{Icon, glyph};
use crate::words;

/// A number with separators: `3,214`.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The length of a list: `3,214`, or `more than 10,000` if the server stopped counting there.
#[must_use]
pub fn list_length(n: u64) -> String {
    if n > MOST_COUNTED {
        format!("{} {}", words::MORE_THAN, number(MOST_COUNTED))
    } else {
        number(n)
    }
}

/// The same, for little room: `10,000+`.
#[must_use]
pub fn short_length(n: u64) -> String {
    if n > MOST_COUNTED {
        format!("{}+", number(MOST_COUNTED))
    } else {
        number(n)
    }
}

/// "1–50 of 3,214", with buttons for the previous and next page.
#[component]
pub fn Pagination(
    /// The number of the first row shown, from 1.
    #[prop(into)]
    first: Signal<u64>,
    /// The number of rows shown.
    #[prop(into)]
    shown: Signal<u64>,
    /// The number of rows in total.
    #[prop(into)]
    total: Signal<u64>,
    /// Whether there is a previous page.
    #[prop(into)]
    has_previous: Signal<bool>,
    /// Whether there is a next page.
    #[prop(into)]
    has_next: Signal<bool>,
    /// Goes to the previous page.
    #[prop(into)]
    on_previous: Callback<()>,
    /// Goes to the next page.
    #[prop(into)]
    on_next: Callback<()>,
) -> AnyView {
    let range = text(move || match shown.get() {
        0 => format!("0 {} {}", words::OF, list_length(total.get())),
        shown => format!(
            "{}–{} {} {}",
            number(first.get()),
            number(first.get() + shown - 1),
            words::OF,
            list_length(total.get())
        ),
    });
    view! {
        <nav class="pagination" aria-label="Pages">
            <span class="num muted" role="status">{range}</span>
            <div class="actions">
                <button class="button secondary small" type="button"
                    disabled=Signal::derive(move || !has_previous.get()) on:click=move |_| on_previous.run(())>
                    {glyph(Icon::ChevronLeft, 16)}{words::PREVIOUS}
                </button>
                <button class="button secondary small" type="button"
                    disabled=Signal::derive(move || !has_next.get()) on:click=move |_| on_next.run(())>
                    {words::NEXT}{glyph(Icon::ChevronRight, 16)}
                </button>
            </div>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn counts_are_grouped_by_three() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(100_000), "100,000");
        assert_eq!(number(12_345_678), "12,345,678");
    }
}
