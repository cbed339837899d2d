//! Libraries of other languages. Each program does the same steps, and prints what it has found.

use harness::said;
use tokio::process::Command;

use crate::for_application::{ForApplication, ada, application_password};
use crate::setting::{ADA, BASE, PASSWORD, Setting, output};
use crate::{documented, file, installed};

/// Runs a program that searches with the filters of the documentation, and authenticates a user as applications do.
async fn works(it: &Setting, mut command: Command) {
    let (filters, found): (Vec<_>, Vec<_>) = documented::filters(it).await.into_iter().unzip();
    let code = ForApplication::new(it, "Code").await;
    let id = code.application.id;
    let for_code = application_password(&ada(it).await, Some(id)).await;
    command
        .env("LDAP_READER", &code.searcher)
        .env("LDAP_READER_SECRET", &code.secret)
        .env("LDAP_APPLICATION_PASSWORD", for_code)
        .env("LDAP_URL", it.ldaps())
        .env("LDAP_STARTTLS_URL", it.starttls())
        .env("LDAP_AUTHORITY", it.authority.trusted())
        .env("LDAP_BASE", BASE)
        .env("LDAP_SEARCHER", &it.searcher)
        .env("LDAP_SECRET", &it.secret)
        .env("LDAP_PASSWORD", PASSWORD)
        .env("LDAP_FILTERS", filters.join("\n"));
    let people = it.found("(objectClass=person)", "uid").await.len();
    let printed = output(command).await;
    let found: String = found.iter().map(|names| names.join(";") + "\n").collect();
    let in_code = format!("uid=ada,app={id},ou=people,{BASE}");
    let expected = format!(
        "{ADA}\nada@example.com\n{found}bound\nrefused\n{in_code}\n{people} in pages\nrefused in clear\nstarted TLS\n"
    );
    assert!(printed.status.success(), "{}", said(&printed));
    assert_eq!(String::from_utf8_lossy(&printed.stdout), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ldap3_of_python() {
    let it = Setting::new().await;
    let mut command = Command::new(installed("LATCHKEY_TEST_LDAP_PYTHON"));
    command.arg(file("clients/ldap3_client.py"));
    works(&it, command).await;
}

/// It is a module in C, so it comes from Debian.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn python_ldap() {
    let it = Setting::new().await;
    let mut command = Command::new("/usr/bin/python3");
    command.arg(file("clients/python_ldap_client.py"));
    works(&it, command).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ldapts() {
    let it = Setting::new().await;
    let folder = it.installation.folder();
    let modules = installed("LATCHKEY_TEST_LDAP_MODULES");
    std::os::unix::fs::symlink(modules, folder.join("node_modules")).unwrap();
    // Node looks for modules beside the script.
    let script = folder.join("client.mjs");
    std::fs::copy(file("clients/ldapts_client.mjs"), &script).unwrap();
    let mut command = Command::new("node");
    command.arg(script);
    works(&it, command).await;
}
