//! The pages of the server itself (attack classes 19 and 35), and links to applications.

use contract::applications::{CreateApplication, UpdateApplication};
use contract::change::Change;
use contract::ids::ApplicationId;
use harness::{Backend, Surfer, location, on_both_databases};
use rules::application::OpenTo;

use super::Setting;

on_both_databases!(
    markup_in_a_request_stays_text,
    a_link_opens_an_application,
    a_card_leads_to_where_the_application_begins_a_sign_in,
);

async fn markup_in_a_request_stays_text(backend: Backend) {
    let here = Setting::new(backend).await;
    let hostile = "https://evil.example/\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let changes = [("redirect_uri", hostile)];
    let answer = here.ada.get(&here.rp.authorize_path(&changes)).await;
    let policy = answer.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("script-src"));
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let page = answer.text().await.unwrap();
    assert!(
        !page.contains("<script") && !page.contains("<img"),
        "{page}"
    );
    assert!(
        page.contains("&#60;script") || page.contains("&lt;script"),
        "{page}"
    );
    let logout = format!("/oidc/logout?{}", harness::encoded(&[("state", hostile)]));
    let page = here.ada.get(&logout).await.text().await.unwrap();
    assert!(
        page.contains("<form") && !page.contains("<script"),
        "{page}"
    );
    let style = here.ada.get("/oidc/page.css").await;
    assert_eq!(style.status(), 200);
}

async fn a_link_opens_an_application(backend: Backend) {
    let here = Setting::new(backend).await;
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::bookmark("Wiki", "https://wiki.example.com/")
    };
    let wiki = here.owner.create_application(&new, None).await.unwrap().id;
    let open = async |surfer: &Surfer, id: ApplicationId| {
        location(&surfer.get(&format!("/open/{id}")).await)
    };
    assert_eq!(open(&here.ada, wiki).await, "https://wiki.example.com/");
    assert_eq!(
        open(&here.ada, here.rp.id).await,
        "https://app.example.com/"
    );
    let stranger = Surfer::new(&here.server);
    assert_eq!(
        open(&stranger, wiki).await,
        format!("/continue?open={wiki}")
    );
    // What does not open leads nowhere else.
    let only = UpdateApplication {
        open_to: Some(OpenTo::Assigned),
        ..UpdateApplication::default()
    };
    crate::applications::change(&here.owner, wiki, only).await;
    assert_eq!(
        open(&here.ada, wiki).await,
        format!("/continue?open={wiki}")
    );
    assert_eq!(here.ada.get("/open/x").await.status(), 400);
}

async fn a_card_leads_to_where_the_application_begins_a_sign_in(backend: Backend) {
    let here = Setting::new(backend).await;
    let portal = &here.ada.portal;
    let open = async || portal.open_application(here.rp.id).await.unwrap().address;
    assert_eq!(open().await, "https://app.example.com/");
    let front = UpdateApplication {
        launch_url: Change::Set("https://app.example.com/start".to_owned()),
        ..UpdateApplication::default()
    };
    crate::applications::change(&here.owner, here.rp.id, front).await;
    assert_eq!(open().await, "https://app.example.com/start");
    let login = "https://app.example.com/login";
    here.change(|settings| settings.initiate_login_uri = Some(login.to_owned()))
        .await;
    let address = open().await;
    assert!(address.starts_with(&format!("{login}?iss=")), "{address}");
    assert_eq!(
        harness::field(&address, "iss").as_deref(),
        Some(&*here.server.origin)
    );
    // It opens only when it asks back.
    assert!(
        crate::groups::events(&here.owner, "application.opened")
            .await
            .is_empty()
    );
}
