//! How bytes get to the server and back: natively over reqwest, in the browser over its own
//! `fetch`, which is there already and need not be downloaded with the app.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(target_arch = "wasm32")]
pub use browser::Http;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Http;

/// What is done to the thing that a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    #[cfg(target_arch = "wasm32")]
    const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request, ready to be sent.
pub(crate) struct Request {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Vec<u8>>,
}

/// What came back, whatever it says.
pub(crate) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}
