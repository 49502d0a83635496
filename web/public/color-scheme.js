// Sets the colour scheme before the first paint, and what surrounds the page on a phone with it. A file of its own because the
// Content-Security-Policy allows no inline script. The key is Mantine's own.
{
  const stored = window.localStorage.getItem('mantine-color-scheme-value')
  const dark =
    stored === 'dark' ||
    (stored !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  if (stored === 'dark' || stored === 'light') {
    for (const theme of document.querySelectorAll('meta[name="theme-color"]')) {
      theme.setAttribute('content', dark ? '#171b1c' : '#ffffff')
    }
  }
}
