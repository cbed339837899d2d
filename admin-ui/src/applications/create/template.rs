//! The form for an application of the catalog.

use contract::applications::{ApplicationTemplate, TemplateQuestion};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::input::Input;
use crate::words::{applications as words, connecting};

/// What the template asks for, and the name. The first field takes the focus.
pub(super) fn view(input: Input, template: &ApplicationTemplate) -> AnyView {
    input.begin(template);
    let answers = input.answers.get_untracked();
    let asks_nothing = answers.is_empty();
    let questions = template.questions.iter().zip(answers).enumerate();
    let questions = questions.map(|(n, (asked, (_, value)))| question(asked, value, n == 0));
    view! {
        {head(template)}
        {questions.collect_view()}
        <TextField name="name" label=words::NAME value=input.draft.name hint=words::NAME_HINT required=true
            maxlength=100 autofocus=asks_nothing/>
    }
    .into_any()
}

fn head(template: &ApplicationTemplate) -> AnyView {
    let note = template.note.clone();
    view! {
        <MarkLine letter=template.letter.clone() color=template.color name=template.name.clone()
            note=template.summary.clone()/>
        {note.map(|note| view! { <Notice tone=Tone::Neutral>{note}</Notice> })}
    }
    .into_any()
}

fn question(asked: &TemplateQuestion, value: RwSignal<String>, is_first: bool) -> AnyView {
    let such_as = connecting::such_as(&asked.sample);
    let hint = match &asked.hint {
        Some(hint) => format!("{hint} {such_as}"),
        None => such_as,
    };
    view! {
        <TextField name=Input::field(&asked.name) label=asked.label.clone() value=value hint=Some(hint)
            kind=InputKind::Url required=true maxlength=500 autofocus=is_first/>
    }
    .into_any()
}
