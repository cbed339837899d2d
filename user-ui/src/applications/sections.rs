//! The order of the cards: pinned ones first, then by category.

use contract::applications::MyApplication;
use contract::ids::ApplicationId;
use rules::application::IconColor;
use rules::text::{fold, has_words};

use crate::words::applications as words;

/// What a card shows. It does not change when the application is opened, so the focus stays on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Face {
    pub id: ApplicationId,
    pub name: String,
    pub letter: String,
    pub color: IconColor,
    pub asks_for_factor: bool,
    pub pinned: bool,
    category: Option<String>,
    /// The searched text.
    searched: String,
}

impl From<&MyApplication> for Face {
    fn from(one: &MyApplication) -> Self {
        let texts = [
            Some(&*one.name),
            one.description.as_deref(),
            one.category.as_deref(),
        ];
        let texts: Vec<_> = texts.into_iter().flatten().collect();
        Self {
            id: one.id,
            name: one.name.clone(),
            letter: one.letter.clone(),
            color: one.color,
            asks_for_factor: one.asks_for_factor,
            pinned: one.pinned,
            category: one.category.clone(),
            searched: texts.join(" "),
        }
    }
}

/// Cards under a heading, if they need one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub heading: Option<String>,
    pub cards: Vec<Face>,
}

/// The cards that contain all words of the search.
pub(super) fn found(cards: &[Face], search: &str) -> Vec<Face> {
    let found = cards.iter();
    let found = found.filter(|card| has_words(&card.searched, search));
    found.cloned().collect()
}

/// Divides the cards, which the server has sorted. A single part has no heading.
pub(super) fn sections(cards: Vec<Face>) -> Vec<Part> {
    let (pinned, others): (Vec<_>, Vec<_>) = cards.into_iter().partition(|card| card.pinned);
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = Vec::new();
    for card in others {
        let Some(category) = card.category.clone() else {
            rest.push(card);
            continue;
        };
        let key = fold(&category);
        let same = |part: &&mut Part| part.heading.as_ref().is_some_and(|name| fold(name) == key);
        match parts.iter_mut().find(same) {
            Some(part) => part.cards.push(card),
            None => parts.push(Part {
                heading: Some(category),
                cards: vec![card],
            }),
        }
    }
    parts.sort_by_key(|part| part.heading.as_ref().map(|name| fold(name)));
    let named = |heading: &str, cards| Part {
        heading: Some(heading.to_owned()),
        cards,
    };
    parts.insert(0, named(words::PINNED, pinned));
    parts.push(named(words::OTHERS, rest));
    parts.retain(|part| !part.cards.is_empty());
    if let [only] = parts.as_mut_slice() {
        only.heading = None;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(name: &str, category: Option<&str>, pinned: bool) -> Face {
        Face {
            // The tests compare names.
            id: "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a".parse().unwrap(),
            name: name.to_owned(),
            letter: "A".to_owned(),
            color: IconColor::Blue,
            asks_for_factor: false,
            pinned,
            category: category.map(str::to_owned),
            searched: name.to_owned(),
        }
    }

    fn names(parts: Vec<Part>) -> Vec<(Option<String>, Vec<String>)> {
        let names = |cards: Vec<Face>| cards.into_iter().map(|card| card.name).collect();
        let parts = parts.into_iter();
        parts
            .map(|part| (part.heading, names(part.cards)))
            .collect()
    }

    #[test]
    fn pinned_cards_come_first_and_those_without_a_category_last() {
        let cards = vec![
            card("Chat", Some("Work"), true),
            card("Accounts", None, false),
            card("Board", Some("work"), false),
            card("Lunch", Some("At home"), false),
            card("Wiki", Some("Work"), false),
        ];
        let all = names(sections(cards));
        let all: Vec<_> = all
            .iter()
            .map(|(heading, names)| (heading.as_deref().unwrap_or_default(), names.join(" ")))
            .collect();
        let expected = [
            ("Pinned", "Chat"),
            ("At home", "Lunch"),
            ("work", "Board Wiki"),
            ("Others", "Accounts"),
        ];
        let expected = expected.map(|(heading, names)| (heading, names.to_owned()));
        assert_eq!(all, expected);
    }

    #[test]
    fn a_single_part_has_no_heading() {
        let all = names(sections(vec![card("Wiki", Some("Work"), false)]));
        assert_eq!(all, [(None, vec!["Wiki".to_owned()])]);
        assert!(sections(Vec::new()).is_empty());
    }

    #[test]
    fn a_search_ignores_case_and_the_order_of_words() {
        let cards = [
            card("Travel Expenses", None, false),
            card("Wiki", None, false),
        ];
        let found = |search| -> Vec<_> {
            let found = found(&cards, search).into_iter();
            found.map(|card| card.name).collect()
        };
        assert_eq!(found("EXP trav"), ["Travel Expenses"]);
        assert_eq!(found(" ").len(), 2);
        assert!(found("travel wiki").is_empty());
    }
}
