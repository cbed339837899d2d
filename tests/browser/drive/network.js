// Stands between the page and the server, until the page is loaded anew: requests to addresses
// that contain the argument are kept back; without an argument, they all go.
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
