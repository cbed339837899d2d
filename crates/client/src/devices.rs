//! Devices without a browser (User Portal).

use contract::devices::{AnswerDevice, FindDevice, WaitingDevice};

use crate::request::{Extra, write};
use crate::transport::Method;
use crate::{Client, Error};

impl Client {
    /// Returns the device that shows this code. Approves nothing.
    ///
    /// # Errors
    /// `not-found` if no device waits with this code; `too-many-requests` after too many wrong codes.
    pub async fn find_device(&self, user_code: &str) -> Result<WaitingDevice, Error> {
        let body = FindDevice {
            user_code: user_code.to_owned(),
        };
        self.post(&self.me_path("/devices/find"), &body).await
    }

    /// Answers a device as the signed-in person. Does not ask for a factor automatically, because the
    /// page says what it is for.
    ///
    /// # Errors
    /// `application-refused` with the reason; `proof-required` and `factor-required`, each with the
    /// kinds of factors; `not-found` and `too-many-requests` as above.
    pub async fn answer_device(&self, body: &AnswerDevice) -> Result<(), Error> {
        let path = self.me_path("/devices/answer");
        let extra = Extra {
            caller_asks: true,
            ..Extra::default()
        };
        self.send(Method::Post, &path, Some(write(body)?), extra)
            .await
            .map(drop)
    }
}
