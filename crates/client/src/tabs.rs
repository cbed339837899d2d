//! Coordination between the tabs of a browser. They share the refresh cookie, whose token works
//! once: a tab that sent a token after another tab had renewed it would end the session.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::Portal;

/// This tab's turn; dropping it lets the next tab continue.
pub(crate) struct Turn(Function);

impl Drop for Turn {
    fn drop(&mut self) {
        // Settling a promise cannot fail.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Waits until no other tab of this portal is renewing its token. `None` if the browser has no Web
/// Locks API or denies it, as in a sandboxed frame: then tabs do not take turns.
pub(crate) async fn wait(portal: Portal) -> Option<Turn> {
    let locks = locks()?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let name = match portal {
        Portal::User => "latchkey-refresh-user",
        Portal::Admin => "latchkey-refresh-admin",
    };

    let (release, until_released) = promise()?;
    let (granted, until_granted) = promise()?;
    let refused = granted.clone();
    let on_granted = Closure::once_into_js(move |_lock: JsValue| {
        let _ = granted.call1(&JsValue::UNDEFINED, &JsValue::TRUE);
        // The browser holds the lock until this promise is settled.
        until_released
    });
    let asked: Promise = request
        .call2(&locks, &name.into(), &on_granted)
        .ok()?
        .dyn_into()
        .ok()?;
    let on_refused = Closure::once_into_js(move |_error: JsValue| {
        let _ = refused.call1(&JsValue::UNDEFINED, &JsValue::FALSE);
    });
    let then: Function = Reflect::get(&asked, &"catch".into())
        .ok()?
        .dyn_into()
        .ok()?;
    then.call1(&asked, &on_refused).ok()?;

    let mine = until_granted.await.is_ok_and(|granted| granted.is_truthy());
    mine.then(|| Turn(release))
}

/// `navigator.locks`.
fn locks() -> Option<JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then_some(locks)
}

/// A promise and the function that settles it.
fn promise() -> Option<(Function, Promise)> {
    let mut settle = None;
    let promise = Promise::new(&mut |resolve, _reject| settle = Some(resolve));
    settle.map(|settle| (settle, promise))
}
