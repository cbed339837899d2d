//! Emails in the words of an organization: what is sent, who may change it, and what is refused.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::events::EventAction;
use contract::filter::EventFilter;
use contract::mail_templates::{MailTemplate, MailWords};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, http, on_both_databases, problem_type};
use rules::role::{Permission, Role};

on_both_databases!(
    emails_have_the_words_of_the_organization_until_they_are_reset,
    what_is_wrong_with_words_is_said_at_each_field,
    nobody_overwrites_the_words_of_another_unseen,
    only_owners_reword_what_administrators_get,
    a_test_goes_to_the_caller_and_is_not_saved,
    a_preview_shows_words_that_are_not_saved,
);

const KIND: &str = "user_activation";

fn words(subject: &str) -> MailWords {
    MailWords {
        subject: subject.to_owned(),
        heading: "Choose your password".to_owned(),
        text: "Hi {{name}},\n\nwelcome to {{organization}} <b>& friends</b>.".to_owned(),
        button: Some("Choose it".to_owned()),
    }
}

async fn template(client: &Client, kind: &str) -> MailTemplate {
    client.mail_template(kind).await.unwrap()
}

async fn events(owner: &Client, action: EventAction) -> usize {
    let filter = EventFilter {
        action: vec![action],
        ..EventFilter::default()
    };
    let query = ListQuery {
        filter: Some(filter.to_string()),
        ..ListQuery::default()
    };
    let events = owner.events(&query).await.unwrap().items;
    assert!(events.iter().all(|event| event.detail["kind"] == KIND));
    events.len()
}

async fn emails_have_the_words_of_the_organization_until_they_are_reset(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let all = owner.mail_templates().await.unwrap();
    let kinds: Vec<_> = all.items.iter().map(|one| one.kind.as_str()).collect();
    // The organization does not exist yet when these are sent.
    let sign_up = ["organization_sign_up", "organization_sign_up_known"];
    let of_all = mail::Message::KINDS.iter().copied();
    let of_organization: Vec<_> = of_all.filter(|kind| !sign_up.contains(kind)).collect();
    assert_eq!(kinds, of_organization);
    for kind in sign_up {
        let answer = owner.mail_template(kind).await;
        assert_eq!(problem_type(answer), ProblemType::NotFound);
    }
    assert!(all.items.iter().all(|one| !one.customized));

    let before = template(&owner, KIND).await;
    assert_eq!((before.version, &before.words), (0, &before.default_words));
    let own = words("Welcome to {{organization}}");
    let after = owner
        .set_mail_template(KIND, before.version, &own)
        .await
        .unwrap();
    assert_eq!(after.words, own);
    assert_eq!(after.default_words, before.default_words);
    assert!(after.customized && after.version == 1);
    assert_eq!(after.updated_by.as_deref(), Some("Olivia Owner"));
    // The same again is no change.
    let same = owner.set_mail_template(KIND, 1, &own).await.unwrap();
    assert_eq!(same, after);
    assert_eq!(events(&owner, EventAction::MailTemplateUpdated).await, 1);

    server.pending_user(&owner, "ada@example.com").await;
    let link = server
        .link_mailed_to("ada@example.com", "Welcome to Example Ltd")
        .await;
    assert!(link.starts_with(&server.origin), "{link}");
    let mails = server.running.mailbox.as_ref().unwrap().list();
    let mail = mails
        .iter()
        .find(|mail| mail.to.as_str() == "ada@example.com");
    let content = &mail.unwrap().content;
    assert!(
        content
            .text
            .contains("welcome to Example Ltd <b>& friends</b>.")
    );
    assert!(!content.html.contains("<b>"), "{}", content.html);
    assert!(content.text.contains("Choose it:"), "{}", content.text);
    assert!(content.text.starts_with("Hi "), "{}", content.text);
    assert!(!content.text.contains("{{"), "{}", content.text);

    // Another organization has its own words.
    assert!(!template(&other, KIND).await.customized);
    server.pending_user(&other, "zoe@example.org").await;
    server.mail_settled().await;
    assert_eq!(server.mails("zoe@example.org", "Other Ltd: activate"), 1);

    owner.reset_mail_template(KIND, 1).await.unwrap();
    let reset = template(&owner, KIND).await;
    assert!(!reset.customized);
    assert_eq!((reset.version, &reset.words), (2, &before.words));
    owner.reset_mail_template(KIND, 2).await.unwrap();
    assert_eq!(template(&owner, KIND).await.version, 2);
    assert_eq!(events(&owner, EventAction::MailTemplateReset).await, 1);
    server.pending_user(&owner, "eve@example.com").await;
    server.mail_settled().await;
    assert_eq!(server.mails("eve@example.com", "activate your account"), 1);
}

async fn what_is_wrong_with_words_is_said_at_each_field(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let bad = MailWords {
        subject: "Hello\r\nBcc: eve@example.com".to_owned(),
        heading: "x".repeat(151),
        text: "Go to https://evil.example and enter {{password}}".to_owned(),
        button: None,
    };
    let wrong = |answer: Result<(), client::Error>| {
        let error = answer.unwrap_err();
        let problem = error.problem().unwrap().clone();
        assert_eq!(problem.kind, ProblemType::InvalidFields);
        let errors = problem.errors.into_iter();
        let errors = errors.map(|error| (error.field, error.code));
        errors.collect::<Vec<_>>()
    };
    let expected = [
        ("subject", "unprintable"),
        ("heading", "too_long"),
        ("text", "unknown_placeholder"),
        ("button", "required"),
    ]
    .map(|(field, code)| (field.to_owned(), code.to_owned()));
    let set = owner.set_mail_template(KIND, 0, &bad).await.map(drop);
    assert_eq!(wrong(set), expected);
    let previewed = owner.preview_mail_template(KIND, &bad).await.map(drop);
    assert_eq!(wrong(previewed), expected);
    let tested = owner.test_mail_template(KIND, &bad).await.map(drop);
    assert_eq!(wrong(tested), expected);

    let needs_time = words("Soon");
    let set = owner
        .set_mail_template("password_expires", 0, &needs_time)
        .await;
    let missing = ("text".to_owned(), "missing_placeholder".to_owned());
    assert_eq!(wrong(set.map(drop)), [missing]);
    for kind in ["nothing", "USER_ACTIVATION"] {
        let answer = owner.set_mail_template(kind, 0, &words("x")).await;
        assert_eq!(problem_type(answer), ProblemType::NotFound, "{kind}");
    }
    assert_eq!(template(&owner, KIND).await.version, 0);
}

async fn nobody_overwrites_the_words_of_another_unseen(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (one, two) = (words("One"), words("Two"));
    let (first, second) = tokio::join!(
        owner.set_mail_template(KIND, 0, &one),
        owner.set_mail_template(KIND, 0, &two)
    );
    let answers = [first, second];
    let refused = answers.iter().filter_map(|answer| answer.as_ref().err());
    let refused: Vec<_> = refused
        .map(|error| error.is(ProblemType::StaleVersion))
        .collect();
    assert_eq!(refused, [true]);
    let reset = owner.reset_mail_template(KIND, 0).await;
    assert_eq!(problem_type(reset), ProblemType::StaleVersion);
    owner.reset_mail_template(KIND, 1).await.unwrap();
    // The version does not begin again, so what was read before the reset stays stale.
    let again = owner.set_mail_template(KIND, 1, &one).await;
    assert_eq!(problem_type(again), ProblemType::StaleVersion);
    assert_eq!(
        owner
            .set_mail_template(KIND, 2, &one)
            .await
            .unwrap()
            .version,
        3
    );
}

async fn only_owners_reword_what_administrators_get(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    for template in manager.mail_templates().await.unwrap().items {
        let (kind, words) = (&template.kind, &template.default_words);
        let by_manager = manager.set_mail_template(kind, 0, words).await;
        if template.reaches_administrators {
            assert_eq!(problem_type(by_manager), ProblemType::Forbidden, "{kind}");
            let reset = manager.reset_mail_template(kind, 0).await;
            assert_eq!(problem_type(reset), ProblemType::Forbidden, "{kind}");
            owner.set_mail_template(kind, 0, words).await.unwrap();
        } else {
            by_manager.unwrap();
        }
    }
    let key = CreateApiKey {
        name: "Reader".to_owned(),
        scopes: vec![Permission::OrganizationRead],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&key).await.unwrap();
    let reader = Client::with_api_key(http(), &server.origin, &key.key);
    assert!(template(&reader, KIND).await.customized);
    let answer = reader.set_mail_template(KIND, 1, &words("x")).await;
    assert_eq!(problem_type(answer), ProblemType::Forbidden);
    let viewer = server
        .administrator(&owner, "viewer@example.com", Role::ReadOnly)
        .await;
    assert!(template(&viewer, KIND).await.customized);
    for answer in [
        viewer
            .set_mail_template(KIND, 1, &words("x"))
            .await
            .map(drop),
        viewer
            .preview_mail_template(KIND, &words("x"))
            .await
            .map(drop),
        viewer.test_mail_template(KIND, &words("x")).await.map(drop),
    ] {
        assert_eq!(problem_type(answer), ProblemType::Forbidden);
    }
}

async fn a_test_goes_to_the_caller_and_is_not_saved(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let queued = owner
        .test_mail_template(KIND, &words("Trial for {{organization}}"))
        .await
        .unwrap();
    assert_eq!(
        (&*queued.kind, &*queued.to),
        ("test_message", &*server.owner_email)
    );
    assert_eq!(queued.subject, "Trial for Example Ltd");
    let link = server.link_mailed_to(&server.owner_email, "Trial").await;
    assert!(link.ends_with("#example"), "{link}");
    assert_eq!(template(&owner, KIND).await.version, 0);
    assert_eq!(events(&owner, EventAction::MailTestSent).await, 1);
}

async fn a_preview_shows_words_that_are_not_saved(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let page = async |path: &str| {
        let page = http().get(format!("{}{path}", server.origin)).send().await;
        let page = page.unwrap();
        assert_eq!(page.status(), 200);
        page.text().await.unwrap()
    };
    // As long as words can be, in characters that take the most bytes.
    let long = MailWords {
        text: "🦀".repeat(2000),
        ..words("Welcome {{name}}")
    };
    let preview = owner.preview_mail_template(KIND, &long).await.unwrap();
    assert_eq!(preview.subject, "Welcome Ada");
    let html = page(&preview.page).await;
    assert!(html.contains(&"🦀".repeat(2000)));
    let of = async || {
        let all = owner.mail_previews().await.unwrap();
        all.into_iter().find(|one| one.kind == KIND).unwrap()
    };
    assert_eq!(of().await.subject, "Example Ltd: activate your account");

    owner
        .set_mail_template(KIND, 0, &words("Welcome"))
        .await
        .unwrap();
    let saved = of().await;
    assert_eq!(saved.subject, "Welcome");
    assert!(
        page(&saved.page)
            .await
            .contains("Choose your password</h1>")
    );
}
