use actix_web::web::Data;
use contract::imports::{UploadQuery, UserImport};
use identity::Context;
use identity::imports::Upload;
use identity::permitted::UsersWrite;

use crate::http::{Allowed, ApiResult, Created, CsvBody, FileParts, Query};
use crate::openapi::problems;

/// Upload a file of users
///
/// The body is the file: CSV with a header in its first row, in UTF-8 (with or without byte order
/// mark), UTF-16 or Windows-1252, with commas, semicolons or tabs. At most 64 MiB, 100,000 rows and 100
/// columns. The mapping of columns to fields is guessed from the headers, which can be those of an
/// export from JumpCloud, Okta, Google Workspace or Microsoft Entra. Columns with passwords are not
/// stored.
///
/// Nothing is imported yet: correct the mapping, begin the dry run, then the run. The file is deleted
/// after 30 days. An organization keeps 20 imports: the oldest one that is not in progress is
/// deleted for a new one.
#[utoipa::path(
    post,
    path = "/imports",
    tag = "Users",
    operation_id = "uploadImport",
    params(UploadQuery),
    responses(
        (status = 201, description = "The new import", body = UserImport),
        problems::Conflict,
    ),
)]
pub async fn upload(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Query(query): Query<UploadQuery>,
    body: CsvBody,
) -> ApiResult<Created<UserImport>> {
    let mut parts = body.parts()?;
    let mut upload = Upload::begin(&context, &principal, &query).await?;
    if let Err(refusal) = receive(&mut parts, &mut upload).await {
        upload.discard().await;
        return Err(refusal);
    }
    let import = upload.finish().await?;
    let path = format!("/api/v1/imports/{}", import.id);
    Ok(Created::at(path, import))
}

async fn receive(parts: &mut FileParts, upload: &mut Upload<'_>) -> ApiResult<()> {
    while let Some(part) = parts.next().await? {
        upload.push(&part).await?;
    }
    Ok(())
}
