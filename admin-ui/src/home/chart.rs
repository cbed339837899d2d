//! A chart: columns over time below the finding, and the table behind them.

use leptos::prelude::*;
use rules::time::Timestamp;
use ui_kit::prelude::*;

/// The distance of two columns. A column is one narrower.
const STEP: usize = 4;

/// A chart.
pub(super) struct Chart {
    /// The finding.
    pub title: String,
    /// What is counted.
    pub lead: String,
    /// What is above the columns, if anything.
    pub above: Option<AnyView>,
    /// The name of the table.
    pub table: &'static str,
    /// The head of its first column.
    pub period: String,
    /// The time zone in which the days or weeks begin.
    pub zone: String,
    /// The name and the tone of each number of a row.
    pub parts: &'static [(&'static str, &'static str)],
    /// When each day or week begins, and its numbers.
    pub rows: Vec<(Timestamp, Vec<u64>)>,
    /// The number that the height of the chart stands for, if it is more than the highest column.
    pub full: u64,
    /// A link to the counted items, and its text.
    pub link: Option<(String, &'static str)>,
}

/// A card with the chart; without its columns and its table if all numbers are zero.
pub(super) fn view(chart: Chart) -> AnyView {
    let height = |(_, counts): &(Timestamp, Vec<u64>)| counts.iter().sum::<u64>();
    let highest = chart.rows.iter().map(height).max().unwrap_or_default();
    let columns = (highest > 0).then(|| drawn(&chart, highest.max(chart.full)));
    let link = chart
        .link
        .filter(|_| highest > 0)
        .map(|(href, text)| view! { <p><TextLink href=href>{text}</TextLink></p> });
    let above = chart.above;
    view! {
        <Card title=chart.title lead=chart.lead>
            {above}
            {columns}
            {link}
        </Card>
    }
    .into_any()
}

/// The columns, of which the highest possible one is `full`, and the table. Who cannot see the
/// columns has the title and the table.
fn drawn(chart: &Chart, full: u64) -> AnyView {
    let width = chart.rows.len() * STEP - 1;
    let columns = chart
        .rows
        .iter()
        .enumerate()
        .map(|(at, (_, counts))| column(at * STEP, full, counts, chart.parts))
        .collect_view();
    let day = |row: Option<&(Timestamp, Vec<u64>)>| {
        row.map(|(begins, _)| day_in((*begins).into(), &chart.zone))
    };
    view! {
        {(chart.parts.len() > 1).then(|| legend(chart))}
        <div class="chart-frame" aria-hidden="true">
            <span>{number(full)}</span>
            <svg class="chart" viewBox=format!("0 0 {width} {full}") preserveAspectRatio="none">
                {columns}
            </svg>
            <p class="row between">
                <span>{day(chart.rows.first())}</span>
                <span>{day(chart.rows.last())}</span>
            </p>
        </div>
        {table(chart)}
    }
    .into_any()
}

/// One column, its parts on top of each other.
fn column(
    x: usize,
    full: u64,
    counts: &[u64],
    parts: &'static [(&'static str, &'static str)],
) -> AnyView {
    let mut below = 0;
    counts
        .iter()
        .zip(parts)
        .map(|(count, (_, tone))| {
            let tone = *tone;
            below += count;
            let y = full - below;
            view! {
                <rect class=tone x=x.to_string() y=y.to_string() width=(STEP - 1).to_string()
                    height=count.to_string()/>
            }
        })
        .collect_view()
        .into_any()
}

fn legend(chart: &Chart) -> AnyView {
    let parts = chart
        .parts
        .iter()
        .enumerate()
        .map(|(at, (name, tone))| {
            let total: u64 = chart.rows.iter().filter_map(|(_, it)| it.get(at)).sum();
            view! {
                <li>
                    <span class=format!("swatch {tone}") aria-hidden="true"></span>
                    {*name}
                    <span class="num">{number(total)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="legend">{parts}</ul> }.into_any()
}

fn table(chart: &Chart) -> AnyView {
    let heads = chart
        .parts
        .iter()
        .map(|(name, _)| view! { <th scope="col">{*name}</th> })
        .collect_view();
    let rows = chart
        .rows
        .iter()
        .map(|(begins, counts)| {
            let cells = counts
                .iter()
                .map(|count| view! { <td>{number(*count)}</td> })
                .collect_view();
            view! { <tr><th scope="row">{day_in((*begins).into(), &chart.zone)}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <details class="all-values figures-frame">
            <summary>{chart.table}</summary>
            <table class="figures">
                <thead><tr><th scope="col">{chart.period.clone()}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}
