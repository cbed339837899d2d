//! The pages in the frame. The home and account pages are downloaded with the frame. The others
//! follow in two parts, before they are needed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use portal_kit::lazy::lazy;
use ui_kit::prelude::*;

use crate::address::HOME;
use crate::route::Route;
use crate::{
    administrators, applications, bulk_jobs, events, groups, home, imports, me, organization,
    scheduled_changes, users,
};

type Pages = fn(Route) -> AnyView;

/// The page for a route.
pub fn page(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <home::HomePage/> }.into_any(),
        Route::Users
        | Route::Imports
        | Route::BulkJobs
        | Route::ScheduledChanges
        | Route::Groups
        | Route::Applications => lazy(users_part(), loading, move |show| show(route)),
        Route::Administrators | Route::Events | Route::Settings => {
            lazy(settings_part(), loading, move |show| show(route))
        }
        Route::Account => view! { <me::AccountPage/> }.into_any(),
        _ => view! { <NotFound home=HOME/> }.into_any(),
    }
}

/// Downloads the parts that the first page does not need.
pub fn fetch_the_others() {
    spawn_local(async {
        // If this fails, it is downloaded again when needed.
        let _ = users_part().await;
        let _ = settings_part().await;
    });
}

fn loading() -> AnyView {
    view! { <LoadingPage/> }.into_any()
}

#[wasm_split(users, wasm_split_path = leptos::wasm_split, fallible)]
fn users_part() -> Result<Pages, SplitLoaderError> {
    Ok(|route| match route {
        Route::Imports => view! { <imports::ImportsPage/> }.into_any(),
        Route::BulkJobs => view! { <bulk_jobs::BulkJobsPage/> }.into_any(),
        Route::ScheduledChanges => view! { <scheduled_changes::ScheduledChangesPage/> }.into_any(),
        Route::Groups => view! { <groups::GroupsPage/> }.into_any(),
        Route::Applications => view! { <applications::ApplicationsPage/> }.into_any(),
        _ => view! { <users::UsersPage/> }.into_any(),
    })
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
fn settings_part() -> Result<Pages, SplitLoaderError> {
    Ok(|route| match route {
        Route::Administrators => view! { <administrators::AdministratorsPage/> }.into_any(),
        Route::Events => view! { <events::EventsPage/> }.into_any(),
        _ => view! { <organization::SettingsPage/> }.into_any(),
    })
}
