//! The library `ldap3`.

use std::sync::Arc;

use ldap3::adapters::{Adapter, EntriesOnly, PagedResults};
use ldap3::exop::{WhoAmI, WhoAmIResp};
use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, Scope, SearchEntry};
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::setting::{ADA, BASE, PASSWORD, Setting};

/// What trusts the server.
pub fn trusting(it: &Setting) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(it.authority.der())).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

/// A connection that nobody is authenticated on.
pub async fn connect(it: &Setting, starttls: bool) -> Ldap {
    let settings = LdapConnSettings::new()
        .set_config(trusting(it))
        .set_starttls(starttls);
    let url = if starttls { it.starttls() } else { it.ldaps() };
    let (connection, client) = LdapConnAsync::with_settings(settings, &url).await.unwrap();
    tokio::spawn(connection.drive());
    client
}

/// The names of the entries that a filter finds, and the result.
pub async fn found(client: &mut Ldap, filter: &str) -> (Vec<String>, u32) {
    let found = client.search(BASE, Scope::Subtree, filter, ["1.1"]).await;
    let found = found.unwrap();
    let entries = found.0.into_iter().map(SearchEntry::construct);
    (entries.map(|entry| entry.dn).collect(), found.1.rc)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_authenticates_and_searches() {
    let it = Setting::new().await;
    for starttls in [false, true] {
        let mut client = connect(&it, starttls).await;
        assert_eq!(client.simple_bind(ADA, PASSWORD).await.unwrap().rc, 0);
        let (exop, _) = client.extended(WhoAmI).await.unwrap().success().unwrap();
        assert_eq!(exop.parse::<WhoAmIResp>().authzid, format!("dn:{ADA}"));
        assert_eq!(
            found(&mut client, "(uid=ada)").await,
            (vec![ADA.to_owned()], 0)
        );
        client.unbind().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_reads_pages() {
    let it = Setting::new().await;
    let mut client = connect(&it, false).await;
    let bound = client.simple_bind(&it.searcher, &it.secret).await;
    assert_eq!(bound.unwrap().rc, 0);
    let (all, _) = found(&mut client, "(objectClass=person)").await;
    let adapters: Vec<Box<dyn Adapter<_, _>>> =
        vec![Box::new(EntriesOnly::new()), Box::new(PagedResults::new(5))];
    let filter = "(objectClass=person)";
    let mut pages = client
        .streaming_search_with(adapters, BASE, Scope::Subtree, filter, vec!["1.1"])
        .await
        .unwrap();
    let mut names = Vec::new();
    while let Some(entry) = pages.next().await.unwrap() {
        names.push(SearchEntry::construct(entry).dn);
    }
    assert_eq!(pages.finish().await.rc, 0);
    assert!(names.len() > 20);
    assert_eq!(names, all);
}
