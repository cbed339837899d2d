use std::time::Duration;

use ldap::message::Request;
use ldap::request::{Extended, Kind, Operation};
use ldap::response::{Outcome, ResultCode};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;

use super::Asked;
use crate::connection::{Connection, End};
use crate::directory::Directory;

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Answers a request, logs it and counts it. Names of entries are not logged: people enter passwords
    /// where their username belongs.
    pub(crate) async fn answer(&mut self, request: Request) -> Result<(), End> {
        let began = Instant::now();
        let asked = |kind| Asked::by(&request, kind);
        let (operation, code) = match request.operation {
            Operation::Unbind => return Err(End::Unbound),
            // The requests before this one have been answered.
            Operation::Abandon(_) => return Ok(()),
            Operation::Bind(ref bind) => {
                let asked = asked(Kind::Bind);
                ("bind", Some(self.bind(asked, bind.clone()).await?))
            }
            Operation::Search(ref search) => {
                let asked = asked(Kind::Search);
                let paged = request.controls.paged.as_ref();
                ("search", self.search(asked, search, paged).await?)
            }
            Operation::Compare(ref compare) => {
                let asked = asked(Kind::Compare);
                ("compare", self.compare(asked, compare).await?)
            }
            Operation::Extended(Extended::StartTls) => {
                ("start_tls", Some(self.start_tls(request.id).await?))
            }
            Operation::Extended(Extended::WhoAmI) => {
                let asked = asked(Kind::Extended);
                ("who_am_i", Some(self.who_am_i(asked).await?))
            }
            Operation::Extended(Extended::PasswordModify(ref modify)) => {
                let asked = asked(Kind::Extended);
                let changed = self.modify_password(asked, modify).await?;
                ("password_modify", Some(changed))
            }
            Operation::Extended(Extended::Unknown(_)) => {
                let message = "the extended operation is not supported";
                let outcome = Outcome::new(ResultCode::ProtocolError, message);
                let asked = asked(Kind::Extended);
                ("extended", Some(self.finish(asked, outcome).await?))
            }
            Operation::Write(kind) => {
                let message = "the directory is read-only: use the portal or the API";
                let outcome = Outcome::new(ResultCode::UnwillingToPerform, message);
                ("write", Some(self.finish(asked(kind), outcome).await?))
            }
        };
        if let Some(code) = code {
            self.note(operation, code, began.elapsed());
        }
        Ok(())
    }

    /// Logs and counts a request.
    pub(crate) fn note(&self, operation: &'static str, code: ResultCode, took: Duration) {
        self.shared.figures.observe(operation, code, took);
        let milliseconds = took.as_secs_f64() * 1000.0;
        let (result, client) = (code.number(), self.client.address);
        // Applications search all the time, and compare to get either result.
        let is_usual = matches!(
            code,
            ResultCode::Success | ResultCode::CompareTrue | ResultCode::CompareFalse
        );
        if is_usual && operation != "bind" {
            tracing::debug!(operation, result, milliseconds, %client, "answered LDAP");
        } else {
            tracing::info!(operation, result, milliseconds, %client, "answered LDAP");
        }
    }
}
