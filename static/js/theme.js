// Runs before the first paint, so that neither a chosen theme nor a button flashes.
try {
  const theme = localStorage.getItem("contriblog-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme stands.
}
document.documentElement.dataset.scripted = "";
