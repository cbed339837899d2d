// Starts the app. The page is there before this runs: #shell is its static frame, #app is
// where the app mounts, #boot-failed is hidden until something has to be said.
const byId = (id) => document.getElementById(id);

function fail(title, text, reloadable) {
  byId("shell")?.remove();
  byId("boot-title").textContent = title;
  byId("boot-text").textContent = text;
  byId("boot-reload").hidden = !reloadable;
  byId("boot-reload").addEventListener("click", () => location.reload());
  byId("boot-failed").hidden = false;
  byId("boot-title").focus();
}

async function start() {
  if (!navigator.cookieEnabled) {
    fail(
      "Cookies are turned off",
      "Signing in needs cookies. Allow them for this site in your browser's settings, then reload this page.",
      true,
    );
    return;
  }
  if (typeof WebAssembly !== "object") {
    fail(
      "This browser cannot run this page",
      "It needs WebAssembly, which is missing or turned off here. Use a current version of Firefox, Chrome, Edge or Safari, or ask your administrator.",
      false,
    );
    return;
  }
  try {
    const glue = await import("__GLUE__");
    await glue.default({ module_or_path: "__WASM__" });
    byId("shell")?.remove();
  } catch (error) {
    console.error(error);
    fail(
      "This page could not be loaded",
      "The connection may have been lost, or a new version has just been installed. Reload the page; if that does not help, tell your administrator.",
      true,
    );
  }
}

start();
