//! The values that an administrator maps, each in a few fields.

use contract::page::Page as Items;
use contract::user_attributes::AttributeDefinition;
use leptos::prelude::*;
use portal_kit::prelude::*;
use ui_kit::prelude::*;

use super::super::mapped_input::{CONSTANT, HasMapped, MappedInput, whose};
use crate::components::{focus_field, focus_next};
use crate::words::{self as all, mapped_values as words};

/// A list of values, and what is said about it.
pub(super) struct Values<I: 'static> {
    pub inputs: RwSignal<Vec<I>>,
    /// The name of the list, in the API and in the form.
    pub name: &'static str,
    /// The id of the fieldset.
    pub id: &'static str,
    pub legend: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub add: &'static str,
    pub readonly: bool,
}

/// The list, with a button that adds a value. `one` shows a value.
pub(super) fn view<I: HasMapped>(
    values: Values<I>,
    form: Sending,
    add: impl Fn() + Send + Sync + 'static,
    one: impl Fn(I) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let Values { inputs, name, .. } = values;
    let errors = form.errors;
    // Loaded once for all values of the list.
    let attributes = Fetched::<Items<AttributeDefinition>>::new();
    attributes.load(async { api().user_attributes().await });
    provide_context(Attributes(attributes));
    // The server names the value in the error of all of them.
    Effect::new(move || {
        let found = errors.with(|errors| {
            let error = errors.get(name)?;
            inputs.with_untracked(|all| whose(&error, all))
        });
        if let Some((field, text)) = found {
            errors.update(|errors| {
                errors.remove(name);
                errors.set(field, text);
            });
        }
    });
    let none = move || {
        let none = values.none;
        inputs
            .with(Vec::is_empty)
            .then(|| view! { <p class="muted">{none}</p> })
    };
    let add = move || {
        add();
        // The fields of the new value are before the button.
        focus_field(values.id, inputs.with_untracked(Vec::len));
    };
    let add = (!values.readonly).then(|| {
        view! {
            <div class="actions">
                <Button small=true variant=ButtonVariant::Secondary icon=Icon::Plus on_click=add>
                    {values.add}
                </Button>
            </div>
        }
    });
    view! {
        <fieldset class="fieldset" id=values.id>
            <legend>{values.legend}</legend>
            <p class="muted">{values.lead}</p>
            {none}
            <For each=move || inputs.get() key=|input| input.mapped().id let:input>
                {one(input)}
            </For>
            {add}
        </fieldset>
    }
    .into_any()
}

/// The attributes of the organization, from which a value can be mapped.
#[derive(Clone, Copy)]
struct Attributes(Fetched<Items<AttributeDefinition>>);

/// The sources, with the attributes before the last one, which is a text. The saved one is there before
/// the attributes are loaded, and if it was deleted.
fn with_attributes(mut sources: Vec<Choice>, saved: &str) -> Signal<Vec<Choice>> {
    let attributes = use_context::<Attributes>();
    let saved = Some(saved.to_owned()).filter(|saved| saved.starts_with("attributes."));
    let constant = sources.pop();
    Signal::derive(move || {
        let page = attributes.and_then(|Attributes(all)| all.value.get());
        let items = page.map(|page| page.items).unwrap_or_default();
        let known = items
            .into_iter()
            .map(|one| (format!("attributes.{}", one.name), one.label));
        let mut known: Vec<(String, String)> = known.collect();
        if let Some(saved) = &saved
            && known.iter().all(|(name, _)| name != saved)
        {
            known.push((saved.clone(), saved.clone()));
        }
        let known = known.into_iter();
        let known = known.map(|(name, label)| Choice::new(name, label));
        let before = sources.iter().cloned();
        before.chain(known).chain(constant.clone()).collect()
    })
}

/// What one value is called.
pub(super) struct Kind {
    /// The kind of value, such as "claim".
    pub kind: &'static str,
    /// The kind with a capital letter, the label of the name.
    pub label: &'static str,
    pub hint: &'static str,
    pub longest: u32,
    pub sources: Vec<(&'static str, &'static str)>,
}

/// The fields of one value, and a button that removes it. `arrange` places the name and the source.
pub(super) fn one<I: HasMapped>(
    (list, inputs): (&'static str, RwSignal<Vec<I>>),
    input: MappedInput,
    kind: Kind,
    readonly: bool,
    arrange: impl FnOnce(AnyView, AnyView) -> AnyView,
) -> AnyView {
    let id = input.id;
    let (field_name, source_name) = (input.field_name(), input.source_name());
    let constant_name = input.constant_name();
    let name = RwSignal::from(input.name);
    let source = RwSignal::from(input.source);
    let constant = RwSignal::from(input.constant);
    let place = Memo::new(move |_| {
        let place = |all: &Vec<I>| all.iter().position(|one| one.mapped().id == id);
        inputs.with(place).unwrap_or_default() + 1
    });
    let choices = kind.sources.into_iter();
    let choices = choices.map(|(name, label)| Choice::new(name, label));
    let choices = with_attributes(choices.collect(), &source.get_untracked());
    let is_constant = Memo::new(move |_| source.with(|source| source == CONSTANT));
    let text = move || {
        let name = constant_name.clone();
        is_constant.get().then(|| {
            view! {
                <TextField name=name label=words::CONSTANT_TEXT value=constant readonly=readonly
                    required=true maxlength=200/>
            }
        })
    };
    let remove = move || {
        let at = place.get_untracked() - 1;
        inputs.update(|all| all.retain(|one| one.mapped().id != id));
        focus_next(list, at);
    };
    let rest = move || name.with(|name| words::remove_rest(name.trim(), kind.kind, place.get()));
    let button = (!readonly).then(|| {
        view! {
            <div class="actions">
                <Button small=true variant=ButtonVariant::Quiet icon=Icon::Trash on_click=remove>
                    {all::REMOVE}<span class="hidden">" "{rest}</span>
                </Button>
            </div>
        }
    });
    let label = kind.label;
    let name = view! {
        <TextField name=field_name label=label value=name hint=kind.hint readonly=readonly
            required=true maxlength=kind.longest mono=true/>
    };
    let source = view! {
        <SelectField name=source_name label=words::SOURCE value=source options=choices
            disabled=readonly/>
    };
    view! {
        <div class="nested" role="group" aria-label=move || format!("{label} {}", place.get())>
            {arrange(name.into_any(), source.into_any())}
            {text}
            {button}
        </div>
    }
    .into_any()
}
