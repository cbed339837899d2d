use ldap::dn::Dn;
use ldap::entry;
use ldap::request::Compare;
use ldap::response::ResultCode;

use super::Failed;
use super::asserted_names::replace_in_value;
use super::caller::{Caller, Subject};
use super::search::{Members, Wanted, are_compared, find_entry};
use crate::Context;

/// Compares a value with those of an entry.
///
/// # Errors
/// 32 if there is no such entry that the caller may see, 34 if its name is badly written.
pub async fn compare(
    context: &Context,
    who: &Caller,
    request: &Compare,
) -> Result<ResultCode, Failed> {
    let _turn = context.directory_turns().wait(who.organization).await;
    let present = who.check(context).await?;
    let name = Dn::parse(&request.dn)
        .map_err(|error| Failed::refused(ResultCode::InvalidDnSyntax, error.to_string()))?;
    let mut request = request.clone();
    replace_in_value(&present.tenant, &request.attribute, &mut request.value);
    let wanted = Wanted {
        name: &name,
        members: Members::compared(&present.tenant, &request),
        hosts: are_compared(&request),
    };
    match find_entry(context, &present, wanted).await? {
        Some(found) => Ok(entry::compare(&request, &found)),
        None => Err(Failed::refused(
            ResultCode::NoSuchObject,
            "there is no such entry",
        )),
    }
}

/// The name of the caller's entry, which changes with the username.
///
/// # Errors
/// [`Failed::Ended`].
pub async fn who_am_i(context: &Context, who: &Caller) -> Result<Dn, Failed> {
    let _turn = context.directory_turns().wait(who.organization).await;
    let present = who.check(context).await?;
    let tenant = &present.tenant;
    Ok(match &present.subject {
        Subject::Person(account) => tenant.person(&account.username),
        Subject::BindUser(row) => tenant.service(&row.name),
    })
}

/// The suffixes that the caller may know: that of the own organization.
///
/// # Errors
/// [`Failed::Ended`].
pub async fn naming_contexts(context: &Context, who: &Caller) -> Result<Vec<Dn>, Failed> {
    let _turn = context.directory_turns().wait(who.organization).await;
    let present = who.check(context).await?;
    Ok(vec![present.tenant.suffix])
}
