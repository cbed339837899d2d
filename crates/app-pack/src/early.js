// Runs before the first paint, in every browser however old: nothing here is newer than ES5.
// #shell is the frame that is painted at first, #boot-failed is hidden until something has to be
// said. boot.js, which starts the app, is a module, and says by `cannotStart` why it cannot.
(function () {
  try {
    // The theme that this browser remembers.
    var theme = localStorage.getItem("latchkey-theme");
    if (theme === "light" || theme === "dark") document.documentElement.setAttribute("data-theme", theme);
  } catch (forbidden) {
    // Storage is forbidden: the system's theme it is.
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

  // boot.js has words that this browser does not know, or did not arrive.
  addEventListener(
    "error",
    function (event) {
      if (/\/assets\/boot-/.test(event.filename)) cannotStart.here();
      else if (/\/assets\/boot-/.test(event.target.src)) cannotStart.now();
    },
    true
  );
})();
