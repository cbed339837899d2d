// Holds requests whose URL contains the argument, until the page is reloaded; without an argument,
// releases all of them.
const [part] = arguments;
const own = (window.ownFetch ??= window.fetch.bind(window));
const held = (window.heldRequests ??= []);
window.answered ??= 0;
if (part === null) {
  window.fetch = own;
  held.splice(0).forEach((go) => go());
} else {
  window.fetch = (...request) => {
    if (!String(request[0]).includes(part)) return own(...request);
    return new Promise((go) => held.push(go))
      .then(() => own(...request))
      .finally(() => (window.answered += 1));
  };
}
