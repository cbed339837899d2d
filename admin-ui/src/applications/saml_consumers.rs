//! The addresses of an assertion consumer service as lines of a text. Their indexes are not shown: requests
//! refer to them, so each stays with its address.

use std::collections::BTreeSet;

use contract::applications::AssertionConsumer;

use super::oidc_draft::lines;

/// The addresses in a text. One that is in `known` keeps its index; another gets the lowest free one.
pub fn consumers(text: &str, known: &[AssertionConsumer]) -> Vec<AssertionConsumer> {
    let mut known: Vec<_> = known.iter().collect();
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for url in lines(text) {
        let at = known.iter().position(|one| one.url == url);
        let index = at.map(|at| known.remove(at).index);
        taken.extend(index);
        found.push((url, index));
    }
    let mut next = 0;
    let mut free = || {
        while !taken.insert(next) {
            next += 1;
        }
        next
    };
    let all = found.into_iter().map(|(url, index)| AssertionConsumer {
        index: index.unwrap_or_else(&mut free),
        url,
    });
    all.collect()
}

/// The addresses, one per line.
pub fn text(consumers: &[AssertionConsumer]) -> String {
    let urls: Vec<_> = consumers.iter().map(|one| &*one.url).collect();
    urls.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consumer(url: &str, index: u32) -> AssertionConsumer {
        AssertionConsumer {
            url: url.to_owned(),
            index,
        }
    }

    #[test]
    fn an_address_keeps_its_index() {
        let known = [consumer("https://a/", 4), consumer("https://b/", 1)];
        assert_eq!(consumers(&text(&known), &known), known);
        let moved = consumers("https://b/\n\n https://c/ \nhttps://a/", &known);
        let wanted = [
            consumer("https://b/", 1),
            consumer("https://c/", 0),
            consumer("https://a/", 4),
        ];
        assert_eq!(moved, wanted);
    }

    #[test]
    fn new_addresses_get_free_indexes() {
        let known = [consumer("https://a/", 1)];
        let all = consumers("https://x/\nhttps://a/\nhttps://y/", &known);
        let indexes: Vec<_> = all.iter().map(|one| one.index).collect();
        assert_eq!(indexes, [0, 1, 2]);
        // The server refuses the same address with two indexes.
        let twice = consumers("https://a/\nhttps://a/", &known);
        assert_eq!(
            twice,
            [consumer("https://a/", 1), consumer("https://a/", 0)]
        );
    }
}
