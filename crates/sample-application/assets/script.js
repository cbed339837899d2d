// Shows the page again when the session has ended.
setInterval(async () => {
  try {
    const response = await fetch("/session");
    if (!(await response.json()).signedIn) location.reload();
  } catch {
    // The application has stopped. It may come back.
  }
}, 2000);
