//! An organization's own words in emails, and the names of people. The input is a byte that chooses the kind of
//! email, then the subject, the heading, the text, the button and a name, with `|` between them.

use std::str;
use std::sync::LazyLock;

use mail::{Accent, Envelope, Message, Rendered, WebAddress, Words};
use time::OffsetDateTime;

use crate::memory::bounded;

const LINK: &str = "https://id.example.com/activate#token=kq3Zp0c1vN8yJt5sWb7dXfRg";
const PORTAL: &str = "https://id.example.com/";

/// An email of each kind.
static MESSAGES: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let now = OffsetDateTime::UNIX_EPOCH;
    Message::samples(LINK, "word", now).expect("the link is a web address")
});

/// Checks an input. Panics if a check fails.
pub fn check(input: &[u8]) {
    let Some((kind, text)) = input.split_first() else {
        return;
    };
    let Ok(text) = str::from_utf8(text) else {
        return;
    };
    let mut parts = text.split('|').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let words = Words {
        subject: next(),
        heading: next(),
        text: next(),
        button: Some(next()),
    };
    let name = next();
    let message = &MESSAGES[usize::from(*kind) % MESSAGES.len()];
    let errors = bounded(text.len(), 512, || message.check_words(&words));
    for (_, error) in &errors {
        assert!(error.to_string().len() < 1024);
    }
    // Also words that are refused, as if they had been stored before the check existed.
    keep_their_place(message, &words, &name);
    if errors.is_empty() {
        are_filled(message, &words);
    }
}

fn render(
    message: &Message,
    words: Option<&Words>,
    [organization, recipient]: [&str; 2],
) -> Rendered {
    let envelope = Envelope {
        contact: None,
        organization: organization.to_owned(),
        recipient: Some(recipient.to_owned()),
        portal: WebAddress::parse(PORTAL).expect("it is a web address"),
        help: None,
        accent: Accent::default(),
        logo: None,
    };
    let rendered = message.render_in(&envelope, words);
    rendered.expect("every email can be rendered")
}

/// Checks that words and names are texts in their places: no header, no element, no link.
fn keep_their_place(message: &Message, words: &Words, name: &str) {
    let own = render(message, Some(words), [name, name]);
    let plain = render(message, None, ["x", "x"]);
    assert!(!own.subject.chars().any(char::is_control));
    assert!(!own.text.contains(['\r', '\0']));
    assert_eq!(tags(&own.html), tags(&plain.html));
    for attribute in ["href=\"", "src=\"", "style=\""] {
        let number = |html: &str| {
            let elements = html.split('<').filter(|tag| !is_paragraph(tag));
            elements
                .map(|tag| tag.matches(attribute).count())
                .sum::<usize>()
        };
        assert_eq!(number(&own.html), number(&plain.html));
    }
}

/// Checks that accepted words have no placeholder left, and lead nowhere else than the button.
fn are_filled(message: &Message, words: &Words) {
    let names = ["Acme", "Ada"];
    let own = render(message, Some(words), names);
    let plain = render(message, None, names);
    // An empty value can bring two single braces together, which is no placeholder.
    let all = [&words.subject, &words.heading, &words.text];
    let single = |text: &&String| {
        let text = text.replace("{{", "").replace("}}", "");
        text.contains(['{', '}'])
    };
    if !all.iter().any(single) && !words.button.iter().any(|label| single(&label)) {
        assert!(!own.subject.contains("{{") && !own.text.contains("{{"));
    }
    let addresses = |text: &str| text.to_lowercase().matches("://").count();
    assert_eq!(addresses(&own.subject), 0);
    assert_eq!(addresses(&own.text), addresses(&plain.text));
}

/// The names of the elements, sorted, except paragraphs: words can have any number of them.
fn tags(html: &str) -> Vec<&str> {
    let tags = html.split('<').skip(1).filter(|tag| !is_paragraph(tag));
    let mut tags: Vec<_> = tags
        .filter_map(|tag| tag.split([' ', '>']).next())
        .collect();
    tags.sort_unstable();
    tags
}

/// Whether this follows the `<` of a paragraph.
fn is_paragraph(tag: &str) -> bool {
    matches!(tag.split([' ', '>']).next(), Some("p" | "/p"))
}
