//! The files as such.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::{Template, all, find};

/// The number of applications that the catalog must have.
const LEAST: usize = 40;

/// The name of each file without its extension, and its text.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("applications");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert_eq!(path.extension().unwrap(), "toml", "{name}");
        files.push((name, fs::read_to_string(path).unwrap()));
    }
    files
}

#[test]
fn every_file_is_a_template_with_its_name_as_identifier() {
    for (name, text) in files() {
        let template: Template =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(template.id, name);
        assert_eq!(find(&name), Some(&template), "{name} as it is built in");
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!(name.bytes().all(is_plain) && name.len() <= 50, "{name}");
    }
    assert_eq!(all().len(), files().len());
    assert!(all().len() >= LEAST);
}

#[test]
fn unknown_keys_and_values_are_refused() {
    let (_, text) = files()
        .into_iter()
        .find(|(name, _)| name == "grafana")
        .unwrap();
    assert!(toml::from_str::<Template>(&text).is_ok());
    for (from, to) in [
        ("summary = ", "logo = \"x\"\nsummary = "),
        ("kind = \"host\"", "kind = \"host\"\nregex = \"x\""),
        ("kind = \"host\"", "kind = \"url\""),
        ("pkce = \"required\"", "pkce = \"plain\""),
        (
            "pkce = \"required\"",
            "pkce = \"required\"\nimplicit = true",
        ),
        ("verified = \"documented\"", "verified = \"maybe\""),
        ("format = \"ini\"", "format = \"ini\"\ncolor = \"red\""),
        ("color = \"orange\"", "color = \"#ff0000\""),
        ("[connection.oidc]", "[connection.ldap]"),
        ("[connection.oidc]", "[connection.saml]\n[connection.oidc]"),
    ] {
        assert!(text.contains(from), "{from}");
        let changed = text.replacen(from, to, 1);
        assert!(toml::from_str::<Template>(&changed).is_err(), "{to}");
    }
}

#[test]
fn the_list_is_sorted_by_name() {
    let names: Vec<String> = all().iter().map(|one| one.name.to_lowercase()).collect();
    let sorted: BTreeSet<&String> = names.iter().collect();
    assert!(names.iter().eq(sorted), "{names:#?}");
    assert_eq!(find("no-such-application"), None);
}

#[test]
fn texts_are_short_plain_and_without_links() {
    for template in all() {
        let id = &template.id;
        assert!(
            (1..=2).contains(&template.letter.chars().count()),
            "{id}: letter"
        );
        assert!(template.name.chars().count() <= 40, "{id}: name");
        assert!(
            template.summary.chars().count() <= 60 && !template.summary.ends_with('.'),
            "{id}: summary"
        );
        let texts = [
            Some(&template.summary),
            Some(&template.documentation),
            template.page.as_ref(),
            template.note.as_ref(),
        ];
        for text in texts.into_iter().flatten() {
            assert_eq!(text.trim(), text, "{id}");
            assert!(!text.is_empty() && !text.contains('\n'), "{id}: {text}");
            assert!(!text.contains("https://"), "{id}: {text}");
        }
        if let Some(note) = &template.note {
            assert!(note.chars().count() <= 300, "{id}: note");
        }
        for asked in &template.asked {
            assert!(!asked.label.is_empty(), "{id}: {}", asked.name);
        }
    }
}
