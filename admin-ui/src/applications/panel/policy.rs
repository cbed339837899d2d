//! The tab with the factor that opening the application requires, and with what a lock does.

use leptos::prelude::*;
use rules::access::WantedFactor;
use rules::application::ApplicationProtocol;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::draft::{MINUTES, OFTEN};
use super::super::editing::Editing;
use crate::session::may;
use crate::words::applications::{self as words, Often};

pub(super) fn view(editing: Editing, actions: ItemActions) -> AnyView {
    let readonly = !may(Permission::ApplicationsWrite);
    let draft = editing.draft;
    let factors = vec![
        Choice::new(WantedFactor::None.as_str(), words::WANTED_NONE).hint(words::WANTED_NONE_HINT),
        Choice::new(WantedFactor::Any.as_str(), words::WANTED_ANY).hint(words::WANTED_ANY_HINT),
        Choice::new(WantedFactor::Passkey.as_str(), words::WANTED_PASSKEY)
            .hint(words::WANTED_PASSKEY_HINT),
    ];
    let often = OFTEN.map(|(value, text)| Choice::new(value, text)).to_vec();
    let asks = Memo::new(move |_| draft.wanted() != WantedFactor::None);
    let expires = Memo::new(move |_| draft.how_often() == Often::Within);
    let minutes = move || {
        expires.get().then(|| {
            view! {
                <div class="nested">
                    <TextField name=MINUTES label=words::MINUTES value=draft.minutes kind=InputKind::Number
                        hint=words::MINUTES_HINT readonly=readonly maxlength=5/>
                </div>
            }
        })
    };
    let how_often = move || {
        let often = often.clone();
        asks.get().then(|| {
            view! {
                <RadioGroup name="often" label=words::OFTEN value=draft.often options=often disabled=readonly/>
                {minutes}
            }
        })
    };
    let means = move || {
        let minutes = draft.minutes.get();
        words::policy_means(draft.wanted(), draft.how_often(), &minutes)
    };
    let is_bookmark = move || {
        let saved = editing.saved();
        saved.is_some_and(|one| one.protocol == ApplicationProtocol::Bookmark)
    };
    let fields = move || {
        view! {
            <RadioGroup name="factor" label=words::WANTED value=draft.factor options=factors disabled=readonly/>
            {how_often}
            <div class="current" role="status">
                <p class="strong">{words::MEANS}</p>
                <p>{means}</p>
            </div>
            <fieldset class="fieldset">
                <legend>{words::WHEN_LOCKED}</legend>
                <Checkbox name="onLock" label=words::KEEP_LOCKED checked=draft.keep_locked
                    hint=words::KEEP_LOCKED_HINT.to_owned() disabled=readonly/>
            </fieldset>
            {move || is_bookmark().then(|| view! { <Notice tone=Tone::Info>{words::BOOKMARK_LIMIT}</Notice> })}
        }
        .into_any()
    };
    editing.view(actions, words::TAB_POLICY, fields)
}
