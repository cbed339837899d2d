// Before the first paint: the theme that this browser remembers.
try {
  const theme = localStorage.getItem("latchkey-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's theme it is.
}
