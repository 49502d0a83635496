// Sets the colour scheme before the first paint. A file of its own because the
// Content-Security-Policy allows no inline script. The key is Mantine's own.
{
  const stored = window.localStorage.getItem('mantine-color-scheme-value')
  const dark =
    stored === 'dark' ||
    (stored !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
}
