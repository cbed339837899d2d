//! Reading everybody by pages, as programs do that keep a copy of the directory.

use std::time::Instant;

use ldap3::adapters::{Adapter, EntriesOnly, PagedResults};
use ldap3::{Scope, SearchEntry};

use super::requests::connect_as;
use super::setting::{Setting, people};
use crate::start::{peak_mib, reset_peak};
use crate::table::{Limit, Row};

/// Entries on a page.
const PAGE: i32 = 500;

/// The row: the peak memory while everybody is read. Before that, the server has only verified the password of the owner,
/// which takes more memory for a moment.
pub async fn measure(setting: &Setting, database: &str) -> Row {
    reset_peak(setting.server.pid());
    let idle = peak_mib(setting.server.pid());
    let begun = Instant::now();
    let mut read = 0;
    for_each_entry(setting, &people(), "(objectClass=person)", |_| read += 1).await;
    let seconds = begun.elapsed().as_secs_f64();
    assert_eq!(read, setting.bench.users);
    let peak = peak_mib(setting.server.pid());
    Row {
        figure: format!("peak memory while {read} users are read by pages on {database}"),
        measured: format!("{peak:.1} MiB, in {seconds:.1} s"),
        baseline: format!("{idle:.1} MiB before"),
        value: peak,
        limit: Limit::AtMost(64.0),
    }
}

/// Reads all entries that a filter finds, with their attributes and groups.
pub async fn for_each_entry(
    setting: &Setting,
    base: &str,
    filter: &str,
    mut each: impl FnMut(SearchEntry),
) {
    let mut client = connect_as(&setting.url, &setting.reader).await;
    let adapters: Vec<Box<dyn Adapter<_, _>>> = vec![
        Box::new(EntriesOnly::new()),
        Box::new(PagedResults::new(PAGE)),
    ];
    let attributes = vec!["*", "memberOf"];
    let mut entries = client
        .streaming_search_with(adapters, base, Scope::Subtree, filter, attributes)
        .await
        .unwrap();
    while let Some(entry) = entries.next().await.unwrap() {
        each(SearchEntry::construct(entry));
    }
    assert_eq!(entries.finish().await.rc, 0);
    client.unbind().await.unwrap();
}
