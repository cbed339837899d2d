//! Sends requests: natively with reqwest, in the browser with `fetch`, which does not have to be
//! downloaded with the app.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(target_arch = "wasm32")]
pub use browser::Http;
#[cfg(target_arch = "wasm32")]
pub(crate) use browser::Incoming;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Http;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::Incoming;

/// The HTTP method.
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

/// A complete request.
pub(crate) struct Request {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Vec<u8>>,
}

/// A response with any status.
pub(crate) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Incoming {
    /// Reads the whole body.
    pub(crate) async fn finish(mut self) -> Result<Answer, String> {
        let mut body = Vec::new();
        while let Some(part) = self.next().await? {
            body.extend(part);
        }
        Ok(Answer {
            status: self.status(),
            body,
        })
    }
}
