// Runs before the first paint, in every browser, however old: nothing here is newer than ES5.
// #shell is the static page that is painted first. #boot-failed stays hidden until the app cannot
// start. boot.js, a module, starts the app and calls `cannotStart` when it fails.
(function () {
  try {
    // The theme that this browser remembers.
    var theme = localStorage.getItem("latchkey-theme");
    if (theme === "light" || theme === "dark") document.documentElement.setAttribute("data-theme", theme);
  } catch (forbidden) {
    // Storage is blocked: use the system's theme.
  }

  function say(title, text, reloadable) {
    var shell = document.getElementById("shell");
    var heading = document.getElementById("boot-title");
    var reload = document.getElementById("boot-reload");
    if (shell) shell.parentNode.removeChild(shell);
    heading.textContent = title;
    document.getElementById("boot-text").textContent = text;
    reload.hidden = !reloadable;
    reload.onclick = function () {
      location.reload();
    };
    document.getElementById("boot-failed").hidden = false;
    heading.focus();
  }

  var cannotStart = {
    withoutCookies: function () {
      say(
        "Cookies are turned off",
        "Signing in needs cookies. Allow them for this site in your browser's settings, then reload this page.",
        true
      );
    },
    here: function () {
      say(
        "This browser cannot run this page",
        "It is too old, or WebAssembly is turned off in it. Use a current version of Firefox, Chrome, Edge or Safari, or ask your administrator.",
        false
      );
    },
    now: function () {
      say(
        "This page could not be loaded",
        "The connection may have been lost, or a new version has just been installed. Reload the page; if that does not help, tell your administrator.",
        true
      );
    }
  };
  window.cannotStart = cannotStart;

  // Without modules nothing else runs.
  if (!("noModule" in document.createElement("script"))) {
    document.addEventListener("DOMContentLoaded", cannotStart.here);
  }

  // boot.js did not arrive, or uses syntax that this browser does not know.
  addEventListener(
    "error",
    function (event) {
      if (/\/assets\/boot-/.test(event.filename)) cannotStart.here();
      else if (/\/assets\/boot-/.test(event.target.src)) cannotStart.now();
    },
    true
  );

  var page = (document.currentScript || {}).dataset;
  if (!page) return;
  // The pages that begin with a sign-in if nobody is signed in. `*` stands for any rest of the path.
  var startPage = page.start.split(" ").some(function (start) {
    var all = start.slice(-1) === "*";
    return all ? location.pathname.indexOf(start.slice(0, -1)) === 0 : location.pathname === start;
  });

  // What the first screen needs is requested now, while the app is still being downloaded. The
  // app takes the responses over (`sent_early` in `client`).
  var early = (window.latchkeyEarly = {});
  function send(method, path) {
    return fetch(location.origin + path, { method: method });
  }
  function keep(method, path, response) {
    // The app handles a failure when it asks.
    response.catch(function () {});
    early[method + " " + location.origin + path] = response;
  }
  // The static page has the name that the app will show.
  function showName(response) {
    if (!response.ok) return;
    // The app reads the response itself.
    response.clone().json().then(
      function (server) {
        var name = document.querySelector("#shell .brand-name");
        if (name && server.organizationName) name.textContent = server.organizationName;
      },
      function () {}
    );
  }
  if (window.fetch && (startPage || remembered())) {
    var server = send("GET", "/api/v1/server");
    server.then(showName, function () {});
    keep("GET", "/api/v1/server", server);
    // A refresh token works once, so tabs take turns, as in `client::tabs`. Other pages, such as those of
    // links, may ask much later: then the response would be about an earlier session.
    if (startPage && navigator.locks && signedIn()) {
      var response = navigator.locks.request("latchkey-refresh-" + page.portal, function () {
        return send("POST", page.refresh);
      });
      keep("POST", page.refresh, response);
    }
  }

  // If nobody was signed in before, somebody is about to sign in. The static page has the real
  // email field, and the app takes its input (`portal_kit::sign_in::static_form`).
  if (startPage && !remembered()) {
    document.documentElement.setAttribute("data-sign-in", "");
    document.addEventListener("DOMContentLoaded", function () {
      var form = document.getElementById("shell-form");
      // `say` has removed it.
      if (!form) return;
      document.getElementById("shell-email").focus();
      form.onsubmit = function (event) {
        event.preventDefault();
        document.documentElement.setAttribute("data-sign-in", "continue");
        document.getElementById("shell-continue").disabled = true;
      };
    });
  }

  function noted() {
    return localStorage.getItem("latchkey-session-" + page.portal) !== null;
  }

  // As `is_noted` in `portal_kit::other_tabs`: the app asks when this is so.
  function signedIn() {
    try {
      return noted();
    } catch (forbidden) {
      return true;
    }
  }

  function remembered() {
    try {
      return noted() || sessionStorage.getItem("latchkey-sign-in-" + page.portal);
    } catch (forbidden) {
      return true;
    }
  }
})();
