//! The remaining setup steps of an account, each with a link to where it is done.

use contract::me::Me;
use leptos::prelude::*;
use rules::mfa::{MfaRequirement, MfaStatus};
use ui_kit::prelude::*;

use crate::account;
use crate::words::applications as words;

/// A step: its texts, its link, and whether it is done.
#[derive(Clone, PartialEq)]
struct Step {
    title: &'static str,
    why: &'static str,
    act: &'static str,
    href: &'static str,
    done: bool,
}

/// The steps that apply to this account.
fn steps(me: &Me) -> Vec<Step> {
    let mut steps = Vec::new();
    if me.mfa.requirement != MfaRequirement::Off {
        steps.push(Step {
            title: words::MFA,
            why: words::MFA_WHY,
            act: words::SET_UP,
            href: "/security#mfa",
            done: me.mfa.status == MfaStatus::Enrolled,
        });
    }
    if me.recovery_email_enabled {
        let entered = me.recovery_email.as_ref();
        steps.push(Step {
            title: words::RECOVERY,
            why: match entered {
                Some(one) if one.verified_at.is_none() => words::RECOVERY_OPEN,
                _ => words::RECOVERY_WHY,
            },
            act: if entered.is_some() {
                words::CHECK
            } else {
                words::ADD
            },
            href: "/security#recovery",
            done: entered.is_some_and(|one| one.verified_at.is_some()),
        });
    }
    if me.profile_editable {
        steps.push(Step {
            title: words::PHONE,
            why: words::PHONE_WHY,
            act: words::ADD,
            href: "/profile#mobilePhone",
            done: me.profile.mobile_phone.is_some(),
        });
    }
    steps
}

/// The checklist; nothing once every step is done.
pub(super) fn view() -> AnyView {
    let steps = account::part(steps);
    let card = move || {
        let steps = steps.get();
        let (done, all) = (steps.iter().filter(|step| step.done).count(), steps.len());
        (done < all).then(|| {
            let lines = steps.into_iter().map(line).collect_view();
            view! {
                <Card title=words::CHECKLIST lead=words::progress(done, all)>
                    <ul class="log">
                        {lines}
                        <li>
                            {text(Icon::Monitor, words::SESSIONS, words::SESSIONS_WHY)}
                            {link("/security#sessions", words::REVIEW, ButtonVariant::Secondary)}
                        </li>
                    </ul>
                </Card>
            }
        })
    };
    view! { {card} }.into_any()
}

fn line(step: Step) -> AnyView {
    if step.done {
        return view! {
            <li class="done">
                <span class="line-icon"><Glyph icon=Icon::CheckCircle/></span>
                <p class="grow">{step.title}<span class="hidden">{words::DONE}</span></p>
            </li>
        }
        .into_any();
    }
    view! {
        <li>
            {text(Icon::Circle, step.title, step.why)}
            {link(step.href, step.act, ButtonVariant::Secondary)}
        </li>
    }
    .into_any()
}

fn text(icon: Icon, title: &'static str, why: &'static str) -> AnyView {
    view! {
        <span class="line-icon"><Glyph icon=icon/></span>
        <div class="grow"><p class="strong">{title}</p><p class="muted">{why}</p></div>
    }
    .into_any()
}

fn link(href: &'static str, text: &'static str, variant: ButtonVariant) -> AnyView {
    view! { <LinkButton small=true variant=variant href=href>{text}</LinkButton> }.into_any()
}
