use reqwest::Method;

use crate::support::{Server, header};

async fn first_mail(server: &Server) -> serde_json::Value {
    for _ in 0..200 {
        let mails: Vec<serde_json::Value> =
            server.get("/dev/mailbox.json").await.json().await.unwrap();
        if let Some(mail) = mails.into_iter().next() {
            return mail;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("no mail arrived");
}

#[tokio::test]
async fn mails_are_shown_as_text_and_as_html_in_a_frame() {
    let server = Server::start().await;
    let mail = first_mail(&server).await;
    let id = mail["id"].as_str().unwrap();
    let list = server.get("/dev/mailbox").await.text().await.unwrap();
    assert!(list.contains(id));
    let page = server
        .get(&format!("/dev/mailbox/{id}"))
        .await
        .text()
        .await
        .unwrap();
    assert!(page.contains("<iframe") && page.contains("sandbox=\""));
    let html = server.get(&format!("/dev/mailbox/{id}/html")).await;
    let policy = header(&html, "content-security-policy");
    assert!(policy.contains("sandbox") && policy.contains("frame-ancestors 'self'"));
    assert!(!policy.contains("script-src"));
    assert_eq!(
        server
            .get("/dev/mailbox/00000000-0000-0000-0000-000000000000")
            .await
            .status(),
        404
    );
    assert_eq!(server.get("/dev/mailbox/none").await.status(), 400);
}

#[tokio::test]
async fn with_an_smtp_server_there_is_no_such_page() {
    let text = "[mail]\nsmtp_host = 'localhost'\nencryption = 'none'\nfrom_address = 'a@b.example'";
    let mail = latchkey::config::Config::parse(text).unwrap().mail;
    let server = Server::with(|config| config.mail = mail).await;
    for path in ["/dev/mailbox", "/dev/mailbox.json", "/dev/mailbox.css"] {
        let response = server.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
    }
}
