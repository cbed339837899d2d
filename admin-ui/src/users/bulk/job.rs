//! A bulk action as a job on the server: for more users than one request should wait for, and for all that
//! match a search or filter.

use contract::bulk_jobs::{BulkJobAction, BulkJobQuery, BulkJobUsers, CreateBulkJob};
use contract::ids::GroupId;
use contract::page::{Counting, ListQuery};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;

use super::Bulk;
use super::menu_action::Change;
use crate::address::{self, BULK_JOBS};

/// The largest number of users for whom this page waits.
pub(super) const FEW: u64 = 100;

impl Bulk {
    /// Whether the action on the selected users is left to a job.
    pub(super) fn is_job(self) -> bool {
        self.everyone.with(Option::is_some) || self.total.get() > FEW
    }

    /// Selects all who match, without reading them. Only their number is asked for.
    pub(super) fn choose_everyone(self) {
        self.stop_gathering();
        self.gathering.set(true);
        let turn = self.turn.get_value();
        let holds = move || self.turn.try_get_value() == Some(turn);
        let query = ListQuery {
            limit: Some(1),
            cursor: None,
            total: Some(Counting::Exact),
            ..untrack(|| self.list.request())
        };
        run(async move { api().users(&query).await }, move |answer| {
            if !holds() {
                return;
            }
            self.gathering.try_set(false);
            match answer {
                Ok(page) => {
                    self.everyone.try_set(Some(page.total));
                }
                Err(error) => failure::toast(&error),
            }
        });
    }

    /// The selected users, as a job names them.
    pub(super) fn users(self) -> BulkJobUsers {
        if self.everyone.get_untracked().is_none() {
            let ids = self.chosen.get_untracked().into_iter().map(|(id, _)| id);
            return BulkJobUsers {
                ids: Some(ids.collect()),
                ..BulkJobUsers::default()
            };
        }
        let request = untrack(|| self.list.request());
        BulkJobUsers {
            matching: Some(BulkJobQuery {
                search: request.search,
                filter: request.filter,
            }),
            ..BulkJobUsers::default()
        }
    }

    /// Begins a job, and shows its progress.
    pub(super) fn begin_job(self, change: Change) {
        let request = change.job(self.users());
        self.error.set(None);
        self.beginning.set(true);
        let call = async move { api().create_bulk_job(&request).await };
        run(call, move |answer| {
            self.beginning.try_set(false);
            match answer {
                Ok(job) => {
                    self.open.try_set(false);
                    address::go(&format!("{BULK_JOBS}/{}", job.id));
                }
                Err(error) => {
                    self.error.try_set(Some(failure::explain(&error)));
                }
            }
        });
    }
}

impl Change {
    /// The job that performs it on these users.
    fn job(self, users: BulkJobUsers) -> CreateBulkJob {
        let (action, group_id): (_, Option<GroupId>) = match self {
            Self::AddTo(group) => (BulkJobAction::AddToGroup, Some(group)),
            Self::RemoveFrom(group) => (BulkJobAction::RemoveFromGroup, Some(group)),
            Self::Account(action) => (action.into(), None),
        };
        CreateBulkJob {
            action,
            changes: None,
            group_id,
            users,
        }
    }
}
