//! A small application that signs people in with OpenID Connect. `cargo xtask run` starts it beside the
//! demo, so that one of its applications really opens. It shows what it learns about a person, signs out,
//! and notices when the server ends the session (back-channel logout).
//!
//! It remembers everything in memory: after a restart, nobody is signed in.

mod cookies;
mod pages;
mod problem;
mod provider;
mod random;
mod sessions;
mod settings;
mod sign_in;
mod sign_out;
mod tokens;

use std::process::ExitCode;
use std::time::Duration;

use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, rt};
use clap::Parser;

use sessions::Sessions;
use settings::Settings;

fn main() -> ExitCode {
    let settings = Settings::parse();
    match rt::System::new().block_on(serve(settings)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sample application: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(settings: Settings) -> std::io::Result<()> {
    let (origin, with_parent) = (settings.origin(), settings.with_parent);
    let address = ("127.0.0.1", settings.port);
    let (settings, sessions) = (Data::new(settings), Data::new(Sessions::default()));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(settings.clone())
            .app_data(sessions.clone())
            .configure(configure)
    });
    let server = server.workers(1).bind(address)?.run();
    println!("  Sample application   {origin}/");
    if with_parent {
        let running = server.handle();
        rt::spawn(async move {
            parent_ended().await;
            running.stop(false).await;
        });
    }
    server.await
}

fn configure(config: &mut web::ServiceConfig) {
    config
        .service(pages::home)
        .service(pages::session)
        .service(pages::style)
        .service(pages::script)
        .service(sign_in::begin)
        .service(sign_in::callback)
        .service(sign_out::sign_out)
        .service(sign_out::signed_out)
        .service(sign_out::back_channel);
}

/// Waits until the program that started this one has ended. This one is then adopted by another.
async fn parent_ended() {
    let parent = std::os::unix::process::parent_id();
    while std::os::unix::process::parent_id() == parent {
        rt::time::sleep(Duration::from_secs(1)).await;
    }
}
