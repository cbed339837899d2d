//! What applications ask for, in the words of their own settings.

use std::collections::BTreeSet;

use harness::{pending_user, said};

use crate::setting::{ADA, BASE, Setting};

const ENGINEERING: &str = "cn=Engineering,ou=groups,dc=acme,dc=example";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_are_found_by_what_they_enter() {
    let it = Setting::new().await;
    for filter in [
        // Nextcloud, Gitea, Jellyfin, Grafana, GitLab, Proxmox, Dovecot, SSSD without POSIX.
        "(&(objectClass=inetOrgPerson)(|(uid=ada)(mail=ada)))".to_owned(),
        "(&(objectClass=person)(|(uid=ada)(mail=ada@example.com)))".to_owned(),
        "(&(|(objectclass=person))(|(uid=ADA)(|(mailPrimaryAddress=ada)(mail=ada))))".to_owned(),
        format!("(&(objectClass=person)(memberOf={ENGINEERING})(uid=ada))"),
        format!("(&(uid=ada)(|(memberOf=cn=Sales,ou=groups,{BASE})(memberOf={ENGINEERING})))"),
        format!("(&(memberOf={ENGINEERING})(memberOf=cn=London office,ou=groups,{BASE}))"),
        // While somebody types a name, also with an attribute of other directories.
        "(&(&(objectClass=inetOrgPerson))(|(displayname=ada*)(samaccountname=ada*)))".to_owned(),
        "(|(sAMAccountName=ada)(uid=ada)(userPrincipalName=ada))".to_owned(),
        "(&(objectClass=person)(uid=ada)(!(nsAccountLock=TRUE)))".to_owned(),
        "(&(objectClass=organizationalPerson)(UID=Ada)(cn=*)(mail=*))".to_owned(),
        "(&(sn=Lovelace)(givenName=Ad*))".to_owned(),
        format!("(entryDN={})", ADA.to_uppercase()),
    ] {
        assert_eq!(it.found(&filter, "dn").await, [ADA], "{filter}");
    }
    for filter in [
        "(uid=nobody)",
        "(&(uid=ada)(!(mail=*)))",
        "(jpegPhoto=*)",
        "(uid=*a*z*q*)",
    ] {
        assert!(it.found(filter, "dn").await.is_empty(), "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_are_found_by_their_members() {
    let it = Setting::new().await;
    for filter in [
        format!("(&(objectClass=groupOfUniqueNames)(uniqueMember={ADA}))"),
        format!("(&(objectClass=groupOfNames)(member={ADA}))"),
        format!("(|(member={ADA})(uniqueMember={ADA})(memberUid=ada))"),
        // With a name alone.
        "(&(objectClass=groupOfNames)(member=ada))".to_owned(),
    ] {
        let found = it.found(&filter, "dn").await;
        assert!(
            found.iter().any(|it| it == ENGINEERING),
            "{filter}: {found:?}"
        );
    }
    let members = it.found("(cn=Engineering)", "member").await;
    assert!(members.iter().any(|it| it == ADA), "{members:?}");
    assert_eq!(members, it.found("(cn=engineering)", "uniqueMember").await);
    let of = it.found("(uid=ada)", "memberOf").await;
    assert!(of.iter().any(|it| it == ENGINEERING), "{of:?}");
    // Parts of the tree are entries, too.
    let units = it.found("(objectClass=organizationalUnit)", "ou").await;
    assert!(units.iter().any(|it| it == "people"), "{units:?}");
}

/// The lines of the answer to the literal request of an application.
async fn answer(it: &Setting, request: &[&str]) -> Vec<String> {
    let who = (it.searcher.as_str(), it.secret.as_str());
    let arguments = [&["-LLL", "-o", "ldif-wrap=no"][..], request].concat();
    let answer = it.run_as("ldapsearch", who, &arguments).await;
    assert!(answer.status.success(), "{request:?}: {}", said(&answer));
    let text = String::from_utf8(answer.stdout).unwrap();
    let is_comment = |line: &str| line.is_empty() || line.starts_with('#');
    let lines = text.lines().filter(|line| !is_comment(line));
    lines.map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nextcloud_reads_users_by_pages_of_five_hundred() {
    let it = Setting::new().await;
    let people = format!("ou=people,{BASE}");
    let request = [
        "-b",
        &people,
        "-E",
        "!pr=500/noprompt",
        "(&(objectClass=inetOrgPerson))",
        // Its list, in which `dn` is no attribute and most are of other directories.
        "dn",
        "uid",
        "samaccountname",
        "memberof",
        "entryuuid",
        "nsuniqueid",
        "objectguid",
        "guid",
        "ipauniqueid",
        "mail",
        "displayname",
        "jpegphoto",
        "thumbnailphoto",
    ];
    let lines = answer(&it, &request).await;
    let of = |start: &str| {
        let values = lines.iter().filter_map(|line| line.strip_prefix(start));
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut names = of("dn: ");
    names.sort_unstable();
    assert_eq!(names, it.found("(objectClass=person)", "dn").await);
    assert_eq!(of("uid: ").len(), names.len());
    assert_eq!(of("entryUUID: ").len(), names.len());
    assert!(of("memberOf: ").iter().any(|group| group == ENGINEERING));
    let attributes = lines.iter().filter_map(|line| line.split_once(':'));
    let attributes: BTreeSet<_> = attributes.map(|(name, _)| name).collect();
    let known = ["displayName", "dn", "entryUUID", "mail", "memberOf", "uid"];
    assert_eq!(attributes, BTreeSet::from(known));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keycloak_finds_a_user_by_the_identifier() {
    let it = Setting::new().await;
    let [id] = <[String; 1]>::try_from(it.found("(uid=ada)", "entryUUID").await).unwrap();
    let people = format!("ou=people,{BASE}");
    for id in [id.clone(), id.to_uppercase()] {
        let filter = format!(
            "(&(entryUUID={id})(objectclass=inetOrgPerson)(objectclass=organizationalPerson))"
        );
        // Its default is to search one level.
        let request = [
            "-b",
            &people,
            "-s",
            "one",
            &filter,
            "uid",
            "cn",
            "sn",
            "mail",
            "entryUUID",
            "createTimestamp",
            "modifyTimestamp",
            "pwdChangedTime",
        ];
        let lines = answer(&it, &request).await;
        assert_eq!(lines.first(), Some(&format!("dn: {ADA}")), "{lines:?}");
        for attribute in ["createTimestamp", "modifyTimestamp", "pwdChangedTime"] {
            let start = format!("{attribute}: ");
            let time = lines.iter().find_map(|line| line.strip_prefix(&start));
            let time = time.and_then(|time| time.strip_suffix('Z'));
            let is_time = time.is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
            assert!(is_time && time.map(str::len) == Some(14), "{lines:?}");
        }
    }
    let other = "00000000-0000-4000-8000-000000000000";
    for id in [other, "ada", ""] {
        let found = it.found(&format!("(entryUUID={id})"), "dn").await;
        assert!(found.is_empty(), "{id}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn gitea_reads_the_user_who_signs_in() {
    let it = Setting::new().await;
    // A user without a name has a surname, which the class requires.
    pending_user(&it.owner, "grace@example.com").await;
    let people = format!("ou=people,{BASE}");
    for (entered, surname, given) in [("ada", "Lovelace", 1), ("grace", "grace", 0)] {
        let filter = format!("(&(objectClass=person)(|(uid={entered})(mail={entered})))");
        let attributes = ["uid", "givenName", "sn", "mail", "sshPublicKey", "memberOf"];
        let request = [&["-b", &*people, &*filter][..], &attributes].concat();
        let lines = answer(&it, &request).await;
        let name = format!("dn: uid={entered},{people}");
        assert_eq!(lines.first(), Some(&name), "{lines:?}");
        assert!(lines.contains(&format!("sn: {surname}")), "{lines:?}");
        let names = lines.iter().filter(|it| it.starts_with("givenName: "));
        assert_eq!(names.count(), given, "{lines:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nextcloud_reads_groups_and_the_user_who_signs_in() {
    let it = Setting::new().await;
    let groups = format!("ou=groups,{BASE}");
    let page = ["-b", &groups, "-E", "!pr=500/noprompt"];
    let all = [&page[..], &["(&(|(objectclass=groupOfNames)))", "cn", "dn"]].concat();
    let lines = answer(&it, &all).await;
    let names = lines.iter().filter_map(|line| line.strip_prefix("dn: "));
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    assert_eq!(names, it.found("(objectClass=groupOfNames)", "dn").await);
    assert!(names.contains(&ENGINEERING), "{names:?}");
    let of_ada = format!("(&(&(|(objectclass=groupOfNames)))(member={ADA}))");
    let of_ada = [&page[..], &[&*of_ada, "cn", "dn"]].concat();
    let mut lines = answer(&it, &of_ada).await;
    lines.retain(|line| line.starts_with("cn: "));
    lines.sort_unstable();
    assert_eq!(lines, ["cn: Engineering", "cn: London office"]);
    // It knows the name of the entry, and reads one attribute.
    let one = ["-b", ADA, "-s", "base", "objectClass=*", "memberof"];
    let lines = answer(&it, &one).await;
    assert_eq!(lines[0], format!("dn: {ADA}"));
    assert!(lines.contains(&format!("memberOf: {ENGINEERING}")));
    assert_eq!(lines.len(), 3, "{lines:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn proxmox_ve_synchronizes_users_and_groups() {
    let it = Setting::new().await;
    let people = "(|(objectclass=inetorgperson)(objectclass=posixaccount)(objectclass=person)\
                  (objectclass=user))";
    let groups = "(|(objectclass=groupOfNames)(objectclass=group)(objectclass=univentionGroup)\
                  (objectclass=ipausergroup))";
    for (unit, filter, attributes, ours) in [
        (
            "people",
            people,
            ["uid", "memberOf", "mail"],
            "(objectClass=person)",
        ),
        (
            "groups",
            groups,
            ["cn", "member", "uniqueMember"],
            "(objectClass=groupOfNames)",
        ),
    ] {
        let base = format!("ou={unit},{BASE}");
        let page = ["-b", &base, "-E", "pr=900/noprompt", filter];
        let lines = answer(&it, &[&page[..], &attributes].concat()).await;
        let names = lines.iter().filter_map(|line| line.strip_prefix("dn: "));
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        assert_eq!(names, it.found(ours, "dn").await, "{unit}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jupyterhub_asks_one_group_for_a_member() {
    let it = Setting::new().await;
    let other = format!("uid=gabriel.santos,ou=people,{BASE}");
    for (name, username, is_member) in [
        (ADA, "ada", true),
        (other.as_str(), "gabriel.santos", false),
    ] {
        let filter = format!("(|(member={name})(uniqueMember={name})(memberUid={username}))");
        let attributes = ["member", "uniqueMember", "memberUid"];
        let request = [
            &["-b", ENGINEERING, "-s", "base", &*filter][..],
            &attributes,
        ]
        .concat();
        let lines = answer(&it, &request).await;
        assert_eq!(!lines.is_empty(), is_member, "{username}: {lines:?}");
        assert_eq!(lines.contains(&format!("member: {name}")), is_member);
    }
}
