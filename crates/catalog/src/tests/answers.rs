//! Which answers are accepted.

use super::examples;
use crate::{
    AnswerProblem, Answers, Asked, ConnectionSettings, InvalidAnswer, Template, all, fill, find,
};

/// Fills a template with one answer changed.
fn answered(
    template: &Template,
    name: &str,
    answer: &str,
) -> Result<crate::Settings, AnswerProblem> {
    let mut answers = examples(template);
    answers.insert(name.to_owned(), answer.to_owned());
    fill(template, &answers).map_err(|mut invalid| {
        assert_eq!(invalid.len(), 1, "{invalid:?}");
        let invalid = invalid.remove(0);
        assert_eq!(invalid.name, name);
        invalid.problem
    })
}

fn redirect(id: &str, name: &str, answer: &str) -> Result<String, AnswerProblem> {
    let settings = answered(find(id).unwrap(), name, answer)?;
    Ok(match settings.connection {
        ConnectionSettings::Oidc(oidc) => oidc.redirect_uris[0].clone(),
        ConnectionSettings::Saml(saml) => saml.acs[0].clone(),
    })
}

#[test]
fn a_host_becomes_part_of_the_addresses() {
    for (answer, expected) in [
        (" Grafana.Example.com ", "grafana.example.com"),
        ("grafana.example.com:8443", "grafana.example.com:8443"),
        ("grafana.example.com:443", "grafana.example.com"),
        ("grafana", "grafana"),
        ("bücher.example", "xn--bcher-kva.example"),
    ] {
        let address = format!("https://{expected}/login/generic_oauth");
        assert_eq!(redirect("grafana", "host", answer), Ok(address));
        let settings = answered(find("grafana").unwrap(), "host", answer).unwrap();
        assert_eq!(settings.answers["host"], expected);
        // The answers that were kept fill the template again.
        let again = fill(find("grafana").unwrap(), &settings.answers);
        assert_eq!(again.as_ref(), Ok(&settings));
    }
}

/// Answers that try to be more than one part of an address.
const HOSTILE: [&str; 22] = [
    "https://a.example",
    "//a.example",
    "javascript:alert(1)",
    "a.example/",
    "a.example/../b",
    "a.example#",
    "a.example?",
    "a.example@evil.example",
    "a.example\\@evil.example",
    "a.example%2f",
    "a.example%00",
    "a.example evil",
    "a.example\r\nevil",
    "a.\texample",
    "*.example",
    "*",
    "{{host}}",
    "{{client_secret}}",
    "\"; rm -rf /",
    "$(id)",
    "<script>",
    "'a'",
];

#[test]
fn no_answer_is_more_than_its_part() {
    for template in all() {
        for asked in &template.asked {
            for hostile in HOSTILE {
                for answer in [hostile, &format!("x{hostile}x")] {
                    let accepted = answered(template, &asked.name, answer);
                    assert!(accepted.is_err(), "{}: {answer:?}", template.id);
                }
            }
        }
    }
}

#[test]
fn a_segment_does_not_lead_elsewhere() {
    let consume = |answer| redirect("github-organization", "organization", answer);
    assert_eq!(
        consume("Acme-Corp_1.x").as_deref(),
        Ok("https://github.com/orgs/Acme-Corp_1.x/saml/consume")
    );
    for answer in [".", "..", "a/b", "a%2fb", "é", "a b", "a?b", "a;b"] {
        assert_eq!(consume(answer), Err(AnswerProblem::Segment), "{answer}");
    }
}

#[test]
fn a_label_is_one_part_of_a_host() {
    let acs = |answer| redirect("slack", "workspace", answer);
    assert_eq!(
        acs("Acme").as_deref(),
        Ok("https://acme.slack.com/sso/saml")
    );
    let long = "a".repeat(64);
    for answer in [
        "a.b",
        "evil.example/",
        "-a",
        "a-",
        "a_b",
        "xn--bcher-kva",
        "bücher",
        "a:80",
        long.as_str(),
    ] {
        assert_eq!(acs(answer), Err(AnswerProblem::Label), "{answer}");
    }
}

#[test]
fn an_address_is_of_the_application_and_written_in_one_way() {
    let acs = |answer| redirect("notion", "acs_url", answer);
    for address in [
        "https://www.notion.so/sso/saml/0e1b0c4a",
        "https://notion.so",
        "https://app.notion.com/sso?connection=saml-1",
    ] {
        assert_eq!(acs(address).as_deref(), Ok(address));
    }
    for address in [
        "http://www.notion.so/sso",
        "HTTPS://www.notion.so/sso",
        "www.notion.so/sso",
        "https://",
        "https:///sso",
        "https://www.notion.so/a/../b",
        "https://www.notion.so/./b",
        "https://www.notion.so/%2e%2e/b",
        "https://www.notion.so/a#b",
        "https://www.notion.so/*",
        "https://www.notion.so/a b",
        "https://www.notion.so\\@evil.example/",
        "https://evil.example@www.notion.so/",
        "https://www.notion.so:99999/",
        "https://www.notion.so/?a={{client_secret}}",
        "https://www.notion.so/?a=\"b\"",
    ] {
        assert_eq!(acs(address), Err(AnswerProblem::Address), "{address}");
    }
    for address in [
        "https://evil.example/sso",
        "https://evilnotion.so/sso",
        "https://notion.so.evil.example/sso",
        "https://evil.example/?https://www.notion.so/",
    ] {
        assert!(
            matches!(acs(address), Err(AnswerProblem::Elsewhere(_))),
            "{address}"
        );
    }
    assert!(matches!(
        redirect("snowflake", "host", "snowflakecomputing.com.evil.example"),
        Err(AnswerProblem::Elsewhere(domains)) if domains == ["snowflakecomputing.com"]
    ));
}

#[test]
fn all_problems_are_reported_at_once() {
    let template = find("wiki-js").unwrap();
    let answers: Answers = [("strategy", "a/b"), ("other", "x")]
        .map(|(name, answer)| (name.to_owned(), answer.to_owned()))
        .into();
    let invalid = |name: &str, problem| InvalidAnswer {
        name: name.to_owned(),
        problem,
    };
    assert_eq!(
        fill(template, &answers),
        Err(vec![
            invalid("host", AnswerProblem::Missing),
            invalid("strategy", AnswerProblem::Segment),
            invalid("other", AnswerProblem::NotAsked),
        ])
    );
    let long = "a".repeat(501);
    assert_eq!(
        answered(template, "strategy", &long),
        Err(AnswerProblem::TooLong)
    );
    assert_eq!(
        answered(template, "host", "  "),
        Err(AnswerProblem::Missing)
    );
}

#[test]
fn problems_say_what_to_do() {
    let elsewhere = AnswerProblem::Elsewhere(vec!["a.example".to_owned(), "b.example".to_owned()]);
    assert_eq!(
        elsewhere.to_string(),
        "This must be in the domain a.example or b.example"
    );
    assert_eq!(elsewhere.code(), "other_domain");
    assert_eq!(
        AnswerProblem::TooLong.to_string(),
        "Use at most 500 characters"
    );
    let scheme = answered(find("grafana").unwrap(), "host", "https://a.example");
    assert!(
        scheme
            .unwrap_err()
            .to_string()
            .starts_with("Leave out https://")
    );
}

/// Examples are shown to people, so each is a valid answer as it is written.
#[test]
fn every_example_is_an_answer() {
    for template in all() {
        let settings = super::filled(template);
        for Asked { name, example, .. } in &template.asked {
            assert_eq!(&settings.answers[name], example, "{}", template.id);
        }
    }
}
