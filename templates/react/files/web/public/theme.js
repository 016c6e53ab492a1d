// Loaded before anything is painted, so that no page flashes in the colours that were not chosen.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // A browser may forbid storage; the page then looks as the system does.
}
