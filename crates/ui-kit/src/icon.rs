//! The icons: each one a stroked path on a 24-unit grid, drawn in the text color.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {
        /// An icon. Show it with [`Glyph`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($(#[$doc])* $name,)* }

        impl Icon {
            /// All icons, for the style guide.
            pub const ALL: &[(&'static str, Icon)] = &[$((stringify!($name), Icon::$name),)*];

            fn path(self) -> &'static str {
                match self { $(Icon::$name => $path,)* }
            }
        }
    };
}

icons! {
    /// Home.
    Home = "M3.5 11 12 4l8.5 7M6 9.5V20h4.500v-5.500h3V20H18V9.500";
    /// Several people.
    Users = "M5.500 8a3.500 3.500 0 1 0 7 0 3.500 3.500 0 1 0-7 0M2.500 19.500c0-3.200 2.900-5 6.500-5s6.500 1.800 6.500 5M15.500 4.900a3.500 3.500 0 0 1 0 6.200M17.800 15c2.300.7 3.700 2.300 3.700 4.500";
    /// A group of people.
    Group = "M3.500 12a8.500 8.500 0 1 0 17 0 8.500 8.500 0 1 0-17 0M10.300 8.600a1.700 1.700 0 1 0 3.400 0 1.700 1.700 0 1 0-3.400 0M6.900 14.300a1.700 1.700 0 1 0 3.400 0 1.700 1.700 0 1 0-3.400 0M13.700 14.300a1.700 1.700 0 1 0 3.400 0 1.700 1.700 0 1 0-3.400 0";
    /// One person.
    User = "M8 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4.500 20c0-3.600 3.400-5.500 7.500-5.500s7.500 1.900 7.500 5.500";
    /// A shield: protection.
    Shield = "M12 3.500 19 6v5.500c0 4.300-2.900 7.500-7 9-4.100-1.500-7-4.700-7-9V6Z";
    /// Administrators.
    ShieldUser = "M12 3.500 19 6v5.500c0 4.300-2.900 7.500-7 9-4.100-1.500-7-4.700-7-9V6ZM9.900 9.700a2.100 2.100 0 1 0 4.200 0 2.100 2.100 0 1 0-4.200 0M8.300 16.400c.5-1.700 1.900-2.600 3.700-2.600s3.200.9 3.700 2.600";
    /// Events, lists.
    List = "M8.500 6H20M8.500 12H20M8.500 18H20M4 6h.01M4 12h.01M4 18h.01";
    /// Settings.
    Settings = "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0";
    /// A key.
    Key = "M4 15.500a4 4 0 1 0 8 0 4 4 0 1 0-8 0M10.900 12.600 20 3.500M16.500 7l3 3M13.500 10l2 2";
    /// Email.
    Mail = "M4 5.500h16v13H4ZM4 7l8 6 8-6";
    /// Locked.
    Lock = "M6 11h12v9H6ZM8.500 11V8a3.500 3.500 0 0 1 7 0v3M12 14.500v2";
    /// Unlocked.
    Unlock = "M6 11h12v9H6ZM8.500 11V7.500a3.500 3.500 0 0 1 6.700-1.400M12 14.500v2";
    /// Time, waiting.
    Clock = "M3.500 12a8.500 8.500 0 1 0 17 0 8.500 8.500 0 1 0-17 0M12 7.500V12l3 2";
    /// A warning.
    Alert = "M12 4 21 19.500H3ZM12 10v4.500M12 17h.01";
    /// An error.
    Stop = "M3.500 12a8.500 8.500 0 1 0 17 0 8.500 8.500 0 1 0-17 0M12 7.500v5.500M12 16h.01";
    /// Neutral.
    Circle = "M6 12a6 6 0 1 0 12 0 6 6 0 1 0-12 0";
    /// A check mark.
    Check = "m5 12.500 4.500 4.500L19 7.500";
    /// A check mark in a circle: all is well.
    CheckCircle = "M3.500 12a8.500 8.500 0 1 0 17 0 8.500 8.500 0 1 0-17 0M8.300 12.300l2.600 2.600 4.800-5.400";
    /// Close, clear, not met.
    X = "M6.500 6.500l11 11M17.500 6.500l-11 11";
    /// Information.
    Info = "M3.500 12a8.500 8.500 0 1 0 17 0 8.500 8.500 0 1 0-17 0M12 11v5M12 8h.01";
    /// Search.
    Search = "M4 10.500a6.500 6.500 0 1 0 13 0 6.500 6.500 0 1 0-13 0M15.300 15.300 20 20";
    /// Opens downwards.
    ChevronDown = "m6 9.500 6 6 6-6";
    /// Next.
    ChevronRight = "m9.500 6 6 6-6 6";
    /// Previous.
    ChevronLeft = "m14.500 6-6 6 6 6";
    /// More actions.
    More = "M4.500 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M11.500 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M18.500 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0";
    /// Opens the navigation.
    Menu = "M4 7h16M4 12h16M4 17h16";
    /// Show.
    Eye = "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0";
    /// Hide.
    EyeOff = "M4 4l16 16M9.900 5.700A9 9 0 0 1 12 5.500c6 0 9.500 6.500 9.500 6.500a16 16 0 0 1-2.700 3.400M6.300 7.300A16 16 0 0 0 2.500 12S6 18.500 12 18.500a9 9 0 0 0 4.600-1.300M10 10a3 3 0 0 0 4.100 4.100";
    /// Copy.
    Copy = "M9 9h11v11H9ZM5.500 15H4V4h11v1.500";
    /// An external link.
    External = "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6";
    /// Add.
    Plus = "M12 5v14M5 12h14";
    /// Delete.
    Trash = "M4 7h16M9.500 7V4h5v3M6 7l1 13h10l1-13M10 11v5.500M14 11v5.500";
    /// Suspend.
    Pause = "M8.500 5.500v13M15.500 5.500v13";
    /// Activate.
    Play = "M7.500 5v14l11-7Z";
    /// Applications.
    Grid = "M4 4h6.500v6.500H4ZM13.500 4H20v6.500h-6.500ZM4 13.500h6.500V20H4ZM13.500 13.500H20V20h-6.500Z";
    /// Sign out.
    Logout = "M13 4h6v16h-6M9.500 8l-4 4 4 4M5.500 12H15";
    /// Light theme.
    Sun = "M8.500 12a3.500 3.500 0 1 0 7 0 3.500 3.500 0 1 0-7 0M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400";
    /// Dark theme.
    Moon = "M20 14.500A8.500 8.500 0 1 1 9.500 4 7 7 0 0 0 20 14.500Z";
    /// A computer; the system's theme.
    Monitor = "M3.500 5h17v11h-17ZM9 20h6M12 16v4";
    /// Download.
    Download = "M12 4v11M7.500 11l4.500 4.500 4.500-4.500M4.500 20h15";
    /// Upload.
    Upload = "M12 16V5M7.500 9 12 4.500 16.500 9M4.500 20h15";
    /// Reload, resend.
    Refresh = "M19.500 12a7.500 7.500 0 1 1-2.300-5.400L19.500 9M19.500 4v5h-5";
    /// A phone or another device.
    Device = "M7 3h10v18H7ZM11 18h2";
    /// The organization.
    Building = "M5 20V4h9v16M14 9h5v11M3 20h18M8 8h3M8 12h3M8 16h3";
    /// Back.
    ArrowLeft = "M20 12H4M10 6l-6 6 6 6";
    /// Filter.
    Filter = "M4 6.500h16M7 12h10M10 17.500h4";
    /// Sortable.
    Sort = "m8 9.500 4-4 4 4M8 14.500l4 4 4-4";
    /// Sorted ascending.
    SortUp = "M12 19V5M6.500 10.500 12 5l5.500 5.500";
    /// Sorted descending.
    SortDown = "M12 5v14M6.500 13.500 12 19l5.500-5.500";
    /// Edit.
    Edit = "M4 20h4L19 9l-4-4L4 16ZM12.500 7.500l4 4";
    /// A date.
    Calendar = "M4 5.500h16V20H4ZM4 10h16M8.500 3v5M15.500 3v5";
    /// Pinned.
    Pin = "M9 3.500h6M10 3.500v6L7 13.500h10l-3-4v-6M12 13.500v7";
    /// Collapse the side navigation.
    Sidebar = "M4 5h16v14H4ZM9.500 5v14M15.500 10l-2 2 2 2";
}

/// Shows an [`Icon`]. Hidden from screen readers unless it has a `label`.
#[component]
pub fn Glyph(
    /// Which icon.
    #[prop(into)]
    icon: Signal<Icon>,
    /// Width and height in CSS pixels.
    #[prop(default = 20)]
    size: u8,
    /// The accessible name, if there is no text next to it.
    #[prop(optional, into)]
    label: Option<String>,
) -> AnyView {
    let hidden = label.is_none().then_some("true");
    let role = label.is_some().then_some("img");
    view! {
        <svg class="icon" viewBox="0 0 24 24" width=size height=size fill="none" focusable="false"
            aria-hidden=hidden role=role aria-label=label>
            <path d=Signal::derive(move || icon.get().path())></path>
        </svg>
    }
    .into_any()
}

/// The same as [`Glyph`] for use inside other components: fixed and hidden from screen readers.
pub(crate) fn glyph(icon: Icon, size: u8) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width=size height=size fill="none" focusable="false"
            aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
    .into_any()
}
