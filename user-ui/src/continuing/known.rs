//! The application of the last request that the server knew. The server forgets requests that have expired, but
//! somebody who comes back to a tab after that still wants to open the application.

use std::cell::RefCell;

use contract::continuing::RequestingApplication;

thread_local! {
    /// The token of the request, and its application.
    static KNOWN: RefCell<Option<(String, RequestingApplication)>> = const { RefCell::new(None) };
}

/// Notes which application has sent the request with this token.
pub(super) fn remember(token: &str, application: &RequestingApplication) {
    KNOWN.set(Some((token.to_owned(), application.clone())));
}

/// The application that has sent the request with this token, if this tab knows it.
pub(super) fn application(token: &str) -> Option<RequestingApplication> {
    KNOWN.with_borrow(|known| {
        let (own, application) = known.as_ref()?;
        (own == token).then(|| application.clone())
    })
}
