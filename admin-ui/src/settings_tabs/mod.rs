//! The tabs of the settings. A row of the table states everything about a tab except its content,
//! which is in `organization::contents`: the table is downloaded with the frame, because the global
//! search needs it, and the contents are downloaded later.

mod table;

pub use self::table::*;

use rules::role::Permission;
use ui_kit::prelude::Icon;

use crate::route::is_panel;

/// A tab of the settings, in the navigation and as a result of the global search.
#[derive(Debug, PartialEq, Eq)]
pub struct SettingsTab {
    /// The key of its content.
    pub id: SettingsTabId,
    /// The path.
    pub address: &'static str,
    /// The heading in the navigation. Tabs of a group are next to each other.
    pub group: &'static str,
    /// The name in the navigation and in the document's title.
    pub name: &'static str,
    /// The name in the global search.
    pub title: &'static str,
    /// The icon in the global search.
    pub icon: Icon,
    /// Other words that find it in the global search.
    pub synonyms: &'static str,
    /// Without this permission, it is neither in the navigation nor found. The server decides about
    /// its data.
    pub needs: Permission,
    /// What is below its path.
    pub below: Below,
}

/// The panels below the path of a tab.
#[derive(Debug, PartialEq, Eq)]
pub enum Below {
    /// No panels.
    Nothing,
    /// The form for a new item.
    New(NewItem),
    /// The form for a new item, and each item.
    Items(NewItem),
    /// Each kind of email.
    Kinds,
}

/// The form for a new item, as an action of the global search.
#[derive(Debug, PartialEq, Eq)]
pub struct NewItem {
    /// The permission that it requires.
    pub needs: Permission,
    /// The name of the action.
    pub name: &'static str,
    /// Other words that find it.
    pub synonyms: &'static str,
}

impl SettingsTab {
    /// The tab with this path, or behind the panel with this path.
    pub fn at(path: &str) -> Option<&'static Self> {
        let path = path.trim_end_matches('/');
        SETTINGS_TABS.iter().find(|tab| {
            let rest = path.strip_prefix(tab.address);
            rest.is_some_and(|rest| match rest.strip_prefix('/') {
                Some(panel) => tab.below.has(panel),
                None => rest.is_empty(),
            })
        })
    }

    /// The form for a new item.
    pub const fn new_item(&self) -> Option<&NewItem> {
        match &self.below {
            Below::New(new) | Below::Items(new) => Some(new),
            Below::Nothing | Below::Kinds => None,
        }
    }
}

impl Below {
    fn has(&self, panel: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::New(_) => panel == "new",
            Self::Items(_) => is_panel(panel),
            Self::Kinds => is_kind(panel),
        }
    }
}

/// Whether it can be the name of a kind of email.
fn is_kind(part: &str) -> bool {
    part.bytes().all(|c| c.is_ascii_lowercase() || c == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tab_has_its_own_path_and_name() {
        for (n, tab) in SETTINGS_TABS.iter().enumerate() {
            let at = SettingsTab::at(tab.address).map(|found| found.id);
            assert_eq!(at, Some(tab.id), "{}", tab.address);
            let others = &SETTINGS_TABS[n + 1..];
            assert!(others.iter().all(|it| it.name != tab.name), "{}", tab.name);
        }
    }

    #[test]
    fn the_tabs_of_a_group_are_next_to_each_other() {
        let groups = SETTINGS_TABS.chunk_by(|one, next| one.group == next.group);
        let mut names: Vec<_> = groups.map(|tabs| tabs[0].group).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn a_panel_belongs_to_its_tab() {
        let at = |path| SettingsTab::at(path).map(|tab| tab.id);
        assert_eq!(at("/admin/settings/"), Some(SettingsTabId::Profile));
        assert_eq!(at("/admin/settings/hosts/new"), Some(SettingsTabId::Hosts));
        assert_eq!(at("/admin/settings/hosts/new/x"), None);
        assert_eq!(at("/admin/settings/mail/new"), None);
        assert_eq!(
            at("/admin/settings/passwords"),
            Some(SettingsTabId::Passwords)
        );
        assert_eq!(at("/admin/settings/password"), None);
        assert_eq!(at("/admin/settingsx"), None);
    }
}
