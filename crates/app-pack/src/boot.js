// Starts the app. The page is there before this runs: #shell is its static part, #app is where
// the app mounts. early.js has the messages for when that fails.

// Tried, since `navigator.cookieEnabled` is true also where cookies are blocked for this site.
function keepsCookies() {
  // Of this page alone: other tabs may be trying too.
  const name = `latchkey-try-${Math.random()}`;
  document.cookie = `${name}=1; SameSite=Strict`;
  const kept = document.cookie.includes(name);
  document.cookie = `${name}=; SameSite=Strict; Max-Age=0`;
  return kept;
}

async function start() {
  if (!keepsCookies()) {
    cannotStart.withoutCookies();
    return;
  }
  if (typeof WebAssembly !== "object") {
    cannotStart.here();
    return;
  }
  try {
    const glue = await import("__GLUE__");
    await glue.default({ module_or_path: "__WASM__" });
    // The app removes the sign-in form itself, once it has taken over what was typed.
    if (!document.documentElement.hasAttribute("data-sign-in")) {
      document.getElementById("shell")?.remove();
    }
  } catch (error) {
    console.error(error);
    // What it does not know of JavaScript or WebAssembly, a browser finds out by reading it.
    const unreadable = error instanceof SyntaxError || error instanceof WebAssembly.CompileError;
    if (unreadable) cannotStart.here();
    else cannotStart.now();
  }
}

start();
