use contract::events::EventAction;
use contract::exports::ssh_key_columns;
use contract::filter::SshKeyFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use contract::ssh_keys::OwnedSshKey;
use uuid::Uuid;

use super::all::{SHAPE, page};
use crate::lists::{ExportedList, after_item};
use crate::permitted::UsersRead;
use crate::{Context, Error};

/// The SSH keys of all users of an organization for an export, newest first.
#[derive(Debug)]
pub struct ExportedSshKeys;

impl ExportedList for ExportedSshKeys {
    type Item = OwnedSshKey;
    type Filter = SshKeyFilter;
    type Read = UsersRead;
    const LIST: &'static str = "ssh-keys";
    const SORT: Option<&'static str> = None;
    const EVENT: EventAction = EventAction::SshKeysExported;
    const ID: &'static str = "key.id";

    fn columns() -> Vec<String> {
        ssh_key_columns()
    }

    async fn page(
        context: &Context,
        organization: OrganizationId,
        query: &ListQuery,
        total: Option<Total>,
        after: Option<Uuid>,
    ) -> Result<Page<OwnedSshKey>, Error> {
        let request = SHAPE.read(context, organization, None, query)?;
        let request = request.for_export(total, after_item(after));
        page(context, organization, &request).await
    }
}
