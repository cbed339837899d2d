use contract::events::EventAction;
use contract::ids::ImportId;
use contract::imports::{UploadQuery, UserImport};
use entity::user_import::{ActiveModel, Column, Entity, Model};
use entity::{Document, user_import_row};
use import::{FileError, Reader, Record, guess, is_secret};
use rules::import::{ExistingUsers, ImportState, MatchBy};
use rules::state::UserState;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, Unchanged};

use super::attributes::recognize;
use super::make_room::make_room;
use super::show::show;
use crate::actor::AdminPrincipal;
use crate::events::record;
use crate::fields::Fields;
use crate::permitted::{Permitted, UsersWrite};
use crate::tenant_rows::find;
use crate::user_attributes::Definitions;
use crate::{Context, Error};

/// The number of rows that are inserted with one statement.
const ROWS: usize = 500;
/// The number of bytes after which fewer rows are inserted with one statement, because each can have
/// [`MAX_ROW`](rules::import::MAX_ROW), and grows when it is written as JSON.
const BYTES: usize = 1024 * 1024;
/// The longest header, in characters. Each problem of a row names one.
const LONGEST_HEADER: usize = 200;
/// The number of examples of a column.
const EXAMPLES: usize = 3;
/// The longest example, in characters.
const LONGEST_EXAMPLE: usize = 100;
/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 200;

/// A file that is being uploaded. Its rows are stored as they arrive, so memory use does not depend on
/// the size of the file. An upload that is not completed is deleted later.
pub struct Upload<'a> {
    context: &'a Context,
    principal: AdminPrincipal,
    id: ImportId,
    match_by: MatchBy,
    reader: Reader,
    headers: Option<Vec<String>>,
    /// The columns whose cells are not stored.
    secrets: Vec<bool>,
    examples: Vec<Vec<String>>,
    waiting: Vec<Record>,
    waiting_bytes: usize,
    rows: i32,
}

impl<'a> Upload<'a> {
    /// Begins an upload. If there would be too many, the oldest import and its file are deleted.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict` if too many imports are under way, `forbidden`.
    pub async fn begin(
        context: &'a Context,
        principal: &Permitted<UsersWrite>,
        query: &UploadQuery,
    ) -> Result<Self, Error> {
        let mut fields = Fields::default();
        let name = query.file_name.clone();
        let name = fields.optional("fileName", name, LONGEST_NAME);
        fields.finish()?;
        let id = context.new_id();
        let match_by = query.match_by.unwrap_or(MatchBy::Email);
        let party = principal.party();
        let client = principal.client();
        let row = ActiveModel {
            id: Set(id),
            organization_id: Set(principal.organization().0),
            file_name: Set(name.unwrap_or_else(|| "users.csv".to_owned())),
            state: Set(ImportState::Reading),
            headers: Set(Document(Vec::new())),
            examples: Set(Document(Vec::new())),
            fields: Set(Document(Vec::new())),
            match_by: Set(match_by),
            existing_users: Set(ExistingUsers::Update),
            new_user_state: Set(UserState::Staged),
            row_count: Set(0),
            position: Set(0),
            created_by: Set(party.name.clone()),
            actor_kind: Set(party.kind),
            actor_id: Set(party.id),
            actor_name: Set(party.name),
            actor_email: Set(party.email),
            client_address: Set(client.address.clone()),
            client_device: Set(client.device.clone()),
            created_at: Set(context.now()),
            started_at: Set(None),
            finished_at: Set(None),
            leased_until: Set(None),
            leased_by: Set(None),
            stop_reason: Set(None),
            failures: Set(0),
        };
        let tx = context.database().begin().await?;
        make_room(&tx, principal.organization()).await?;
        Entity::insert(row).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(Self {
            context,
            principal: (**principal).clone(),
            id: ImportId(id),
            match_by,
            reader: Reader::default(),
            headers: None,
            secrets: Vec::new(),
            examples: Vec::new(),
            waiting: Vec::new(),
            waiting_bytes: 0,
            rows: 0,
        })
    }

    /// Stores the next part of the file.
    ///
    /// # Errors
    /// `invalid-fields` if it is not a file of users, or exceeds a limit.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let records = self.reader.push(bytes).map_err(refused)?;
        self.take(records).await
    }

    /// Deletes the stored rows of a file that is refused or did not arrive completely.
    pub async fn discard(self) {
        let gone = Entity::delete_many()
            .filter(Column::Id.eq(self.id.0))
            .filter(Column::OrganizationId.eq(self.principal.organization().0))
            .filter(Column::State.eq(ImportState::Reading))
            .exec(self.context.database().write())
            .await;
        if let Err(error) = gone {
            tracing::warn!(%error, import = %self.id, "an upload is left to the sweeper");
        }
    }

    /// Stores the end of the file, and guesses what its columns mean.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub async fn finish(mut self) -> Result<UserImport, Error> {
        let finished = self.complete().await;
        if finished.is_err() {
            self.discard().await;
        }
        finished
    }

    async fn complete(&mut self) -> Result<UserImport, Error> {
        let reader = std::mem::take(&mut self.reader);
        let records = reader.finish().map_err(refused)?;
        self.take(records).await?;
        self.store().await?;
        if self.rows == 0 {
            return Err(refused(FileError::Empty));
        }
        let headers = self.headers.take().unwrap_or_default();
        let fields = guess(&headers);
        let fields = fields.into_iter().map(Option::unwrap_or_default);
        let mut fields: Vec<String> = fields.collect();
        let organization = self.principal.organization();
        let definitions = Definitions::read(self.context.database().write(), organization).await?;
        recognize(&headers, &mut fields, &definitions);
        let row = ActiveModel {
            id: Unchanged(self.id.0),
            state: Set(ImportState::Ready),
            fields: Set(Document(fields)),
            headers: Set(Document(headers)),
            examples: Set(Document(std::mem::take(&mut self.examples))),
            match_by: Set(self.match_by),
            row_count: Set(self.rows),
            ..ActiveModel::default()
        };
        let tx = self.context.database().begin().await?;
        let _: Model = Entity::update(row).exec(&tx).await?;
        let import = find(&tx, organization, self.id).await?;
        let event = self.principal.event(EventAction::ImportUploaded);
        let event = event
            .with("import", self.id.to_string())
            .with("file", import.file_name.as_str())
            .with("rows", self.rows.to_string());
        record(self.context, &tx, organization, event).await?;
        let uploaded = show(&tx, &self.principal, import).await?;
        tx.commit().await?;
        Ok(uploaded)
    }

    async fn take(&mut self, records: Vec<Record>) -> Result<(), Error> {
        for mut record in records {
            if self.headers.is_none() {
                let headers = record.cells.iter().map(String::as_str).map(str::trim);
                self.secrets = headers.clone().map(is_secret).collect();
                let headers =
                    headers.map(|header| header.chars().take(LONGEST_HEADER).collect::<String>());
                let headers: Vec<String> = headers.collect();
                self.examples = vec![Vec::new(); headers.len()];
                self.headers = Some(headers);
                continue;
            }
            for (cell, secret) in record.cells.iter_mut().zip(&self.secrets) {
                if *secret {
                    cell.clear();
                }
            }
            self.show_example(&record.cells);
            self.waiting_bytes += record.cells.iter().map(String::len).sum::<usize>();
            self.waiting.push(record);
            if self.waiting.len() == ROWS || self.waiting_bytes >= BYTES {
                self.store().await?;
            }
        }
        Ok(())
    }

    fn show_example(&mut self, cells: &[String]) {
        for (examples, cell) in self.examples.iter_mut().zip(cells) {
            let cell = cell.trim();
            if examples.len() < EXAMPLES && !cell.is_empty() {
                examples.push(cell.chars().take(LONGEST_EXAMPLE).collect());
            }
        }
    }

    async fn store(&mut self) -> Result<(), Error> {
        let records = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        if records.is_empty() {
            return Ok(());
        }
        let count = i32::try_from(records.len()).unwrap_or_default();
        let organization = self.principal.organization();
        let rows = records
            .into_iter()
            .map(|record| user_import_row::ActiveModel {
                import_id: Set(self.id.0),
                number: Set(i32::try_from(record.number).unwrap_or_default()),
                organization_id: Set(organization.0),
                cells: Set(Document(record.cells)),
                email_key: Set(None),
                username_key: Set(None),
                employee_number_key: Set(None),
                outcome: Set(None),
                problems: Set(None),
                user_id: Set(None),
            });
        user_import_row::Entity::insert_many(rows)
            .exec_without_returning(self.context.database().write())
            .await?;
        self.rows += count;
        Ok(())
    }
}

fn refused(error: FileError) -> Error {
    Error::field("file", error.code(), error.to_string())
}
