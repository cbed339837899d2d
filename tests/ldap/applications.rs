//! What applications ask for, in the words of their own settings.

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
