use contract::imports::{ExistingUsers, MatchBy, RowOutcome, UpdateImport};
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases, problem_type};

use super::{check, matched_by, problems, rows, run, upload, user};

on_both_databases!(
    a_row_is_matched_by_each_key,
    existing_users_can_be_left_as_they_are,
    users_of_other_organizations_are_never_matched,
    each_problem_names_row_and_column_in_words,
    the_mapping_can_be_corrected,
    a_value_that_no_index_takes_is_a_problem_of_its_row,
);

async fn a_row_is_matched_by_each_key(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let first = "email,username,employee number,department\n\
                 ada@example.com,ada,E-1,Research\n";
    let import = upload(&owner, first).await;
    run(&owner, import.id).await;
    for (match_by, file, department) in [
        (MatchBy::Email, "email,department\nADA@example.com,A\n", "A"),
        (MatchBy::Username, "username,department\nAda,B\n", "B"),
        (
            MatchBy::EmployeeNumber,
            "employee id,department\ne-1,C\n",
            "C",
        ),
    ] {
        let import = upload(&owner, file).await;
        owner
            .update_import(import.id, &matched_by(match_by))
            .await
            .unwrap();
        let checked = check(&owner, import.id).await;
        assert_eq!(problems(&owner, import.id).await, [""; 0], "{match_by:?}");
        assert_eq!(checked.counts.change, 1, "{match_by:?}");
        run(&owner, import.id).await;
        let ada = user(&owner, "ada@example.com").await.unwrap();
        assert_eq!(ada.profile.department.as_deref(), Some(department));
        // The same file again changes nothing.
        let again = upload(&owner, file).await;
        owner
            .update_import(again.id, &matched_by(match_by))
            .await
            .unwrap();
        assert_eq!(run(&owner, again.id).await.counts.unchanged, 1);
        let same = user(&owner, "ada@example.com").await.unwrap();
        assert_eq!(same.version, ada.version);
    }
}

async fn existing_users_can_be_left_as_they_are(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    let file = "email,department\nada@example.com,A\nbob@example.com,B\n";
    let import = upload(&owner, file).await;
    let leave = UpdateImport {
        existing_users: Some(ExistingUsers::Leave),
        ..UpdateImport::default()
    };
    owner.update_import(import.id, &leave).await.unwrap();
    let counts = run(&owner, import.id).await.counts;
    assert_eq!((counts.create, counts.unchanged), (1, 1));
    assert_eq!(owner.user(ada.id).await.unwrap().version, ada.version);
    let outcomes: Vec<_> = rows(&owner, import.id).await;
    assert_eq!(outcomes[0].outcome, Some(RowOutcome::Unchanged));
    assert_eq!(outcomes[0].user_id, Some(ada.id));
}

async fn users_of_other_organizations_are_never_matched(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(
            client::Portal::Admin,
            "other@example.org",
            ADMINISTRATOR_PASSWORD,
        )
        .await;
    let file = format!(
        "email,username,department\nada@example.com,x,A\nb@example.org,{},B\n",
        ada.username
    );
    let import = upload(&other, file).await;
    let counts = run(&other, import.id).await.counts;
    assert_eq!((counts.create, counts.change, counts.problem), (1, 0, 1));
    assert_eq!(
        problems(&other, import.id).await,
        ["2, email: Another account uses this email address"]
    );
    assert_eq!(owner.user(ada.id).await.unwrap().version, ada.version);
    // The import itself is not visible to the first organization either.
    assert_eq!(
        problem_type(owner.import(import.id).await),
        ProblemType::NotFound
    );
    assert_eq!(
        problem_type(owner.run_import(import.id).await),
        ProblemType::NotFound
    );
}

async fn each_problem_names_row_and_column_in_words(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let file = "Mail,Login,Employee ID,Time zone\n\
                no-address,a,,\n\
                bob@example.com,bob,1,Mars\n\
                cay@example.com,cay,2,\n\
                cay@example.com,dan,2,\n\
                ,eve,,\n\
                f@example.com,f,,,too,many\n\
                root@example.com,,,\n";
    let import = upload(&owner, file).await;
    let expected = [
        "2, Mail: Enter an email address like name@example.com, without spaces and with Latin letters before the @",
        "3, Time zone: Use a time zone such as Europe/London (IANA)",
        "5, Mail: Row 4 has the same email",
        "5, Employee ID: Row 4 has the same employee number",
        "6, Mail: Enter a value. It matches rows to users",
        "7, : The row has more cells than the header. Check its quotation marks and delimiters",
        "8, Login: The user cannot have the username \"root\", the part of the email before the @: enter another one",
    ];
    let checked = check(&owner, import.id).await;
    assert_eq!(problems(&owner, import.id).await, expected);
    assert_eq!((checked.counts.create, checked.counts.problem), (1, 6));
    assert!(user(&owner, "cay@example.com").await.is_none());
    let done = run(&owner, import.id).await;
    assert_eq!(problems(&owner, import.id).await, expected);
    assert_eq!((done.counts.create, done.counts.problem), (1, 6));
    assert!(user(&owner, "cay@example.com").await.is_some());
}

async fn the_mapping_can_be_corrected(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, "address,who\nada@example.com,Ada\n").await;
    assert!(import.columns.iter().all(|column| column.field.is_none()));
    let fields = |fields: &[&str]| UpdateImport {
        fields: Some(fields.iter().map(|&field| field.to_owned()).collect()),
        ..UpdateImport::default()
    };
    for wrong in [
        &["email"][..],
        &["email", "nonsense"],
        &["email", "email"],
        &["firstName", ""],
    ] {
        let refused = owner.update_import(import.id, &fields(wrong)).await;
        assert_eq!(
            problem_type(refused),
            ProblemType::InvalidFields,
            "{wrong:?}"
        );
    }
    let right = fields(&["email", "firstName"]);
    owner.update_import(import.id, &right).await.unwrap();
    run(&owner, import.id).await;
    assert_eq!(user(&owner, "ada@example.com").await.unwrap().name, "Ada");
    let late = owner.update_import(import.id, &right).await;
    assert_eq!(problem_type(late), ProblemType::Conflict);
}

async fn a_value_that_no_index_takes_is_a_problem_of_its_row(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    // Nothing in it is repeated, because a database may compress what is.
    let mut state = 1_u32;
    let letters = (0..50_000).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_digit((state >> 16) % 36, 36).unwrap()
    });
    let number = letters.collect::<String>();
    let file = format!("email,employee number\nada@example.com,{number}\nbob@example.com,2\n");
    for match_by in [MatchBy::Email, MatchBy::EmployeeNumber] {
        let import = upload(&owner, &*file).await;
        owner
            .update_import(import.id, &matched_by(match_by))
            .await
            .unwrap();
        let counts = check(&owner, import.id).await.counts;
        assert_eq!((counts.create, counts.problem), (1, 1), "{match_by:?}");
        let found = problems(&owner, import.id).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("2, employee number: Use at most "));
    }
}
