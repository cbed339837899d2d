//! What an entry has, and how it is found by its identifier.

use contract::groups::CreateGroup;
use contract::users::SetTemporaryPassword;
use ldap::request::Scope;
use rules::state::UserState;

use super::searches::bind_user;
use super::{SUFFIX, World, failed, found, names, tenant, user, values};
use crate::{Error, groups, users};

crate::tests::on_each_database!(
    an_entry_is_found_by_its_identifier,
    an_entry_has_what_its_class_requires,
    an_entry_is_locked_if_every_password_is_refused,
);

async fn an_entry_is_found_by_its_identifier(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = world.user(&tenant, "ann", UserState::Active).await?.id;
    let bob = world.user(&tenant, "bob", UserState::Active).await?.id;
    let group = CreateGroup {
        name: "Staff".to_owned(),
        description: None,
    };
    let group = groups::create(context, &tenant.owner.permit()?, &group, None).await?;
    groups::add_member(context, &tenant.owner.permit()?, group.id, bob).await?;
    let staff = format!("(memberOf=cn=Staff,ou=groups,{SUFFIX})");
    let other = world.tenant("b").await?;
    let foreign = world.user(&other, "eve", UserState::Active).await?.id;
    let [ann_only, both] = [
        &["uid=ann,ou=people"][..],
        &["uid=ann,ou=people", "uid=bob,ou=people"],
    ];
    let cases: [(String, &[&str]); 9] = [
        (format!("(entryUUID={ann})"), ann_only),
        (
            format!("(entryUUID={})", ann.to_string().to_uppercase()),
            ann_only,
        ),
        (
            format!("(&(objectClass=person)(entryUUID={ann}))"),
            ann_only,
        ),
        // In the condition for the database, beside a group.
        (
            format!("(&(objectClass=person)(|{staff}(entryUUID={ann})))"),
            both,
        ),
        (
            format!("(&(uid=*)(|(entryUUID={ann})(entryUUID={bob})))"),
            both,
        ),
        (format!("(entryUUID={})", group.id), &["cn=Staff,ou=groups"]),
        (format!("(&{staff}(entryUUID={ann}))"), &[]),
        (format!("(entryUUID={foreign})"), &[]),
        ("(entryUUID=ann)".to_owned(), &[]),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(context, &who, &filter).await?, expected, "{filter}");
    }
    Ok(())
}

async fn an_entry_has_what_its_class_requires(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    world.user(&tenant, "ann", UserState::Active).await?;
    user(&world, &tenant, "bob").await?;
    let below = (SUFFIX, Scope::Subtree, "(uid=*)");
    let entries = found(context, &who, below, 10).await;
    let entries = entries.map_err(|it| failed(&it))?;
    let [ann, bob] = entries.as_slice() else {
        return Err(Error::NotFound);
    };
    for (entry, username) in [(ann, "ann"), (bob, "bob")] {
        // Users without a name.
        assert_eq!(values(entry, "sn"), [username]);
        assert_eq!(values(entry, "givenName"), [""; 0]);
        assert_eq!(values(entry, "cn").len(), 1);
        assert_eq!(values(entry, "createTimestamp").len(), 1);
        assert_eq!(values(entry, "modifyTimestamp").len(), 1);
        // The manager in a profile is a text and not a user, so it has no name here.
        assert_eq!(values(entry, "manager"), [""; 0]);
    }
    assert_eq!(values(ann, "pwdChangedTime"), [""; 0]);
    let changed = values(bob, "pwdChangedTime");
    let is_time = |text: &String| text.len() == 15 && text.ends_with('Z');
    assert!(
        changed.len() == 1 && changed.iter().all(is_time),
        "{changed:?}"
    );
    Ok(())
}

async fn an_entry_is_locked_if_every_password_is_refused(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let locked = async || names(context, &who, "(&(uid=*)(nsAccountLock=TRUE))").await;
    // Without a password.
    world.user(&tenant, "ann", UserState::Active).await?;
    assert_eq!(locked().await?, ["uid=ann,ou=people"]);
    let bob = user(&world, &tenant, "bob").await?.id;
    let temporary = SetTemporaryPassword::default();
    users::set_temporary_password(context, &tenant.owner.permit()?, bob, &temporary).await?;
    assert_eq!(locked().await?, ["uid=ann,ou=people"]);
    let cem = user(&world, &tenant, "cem").await?.id;
    assert_eq!(locked().await?, ["uid=ann,ou=people"]);
    users::expire_password(context, &tenant.owner.permit()?, cem).await?;
    let both = ["uid=ann,ou=people", "uid=cem,ou=people"];
    assert_eq!(locked().await?, both);
    Ok(())
}
