import { useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;

type Theme = (typeof themes)[number];

const storageKey = 'theme';
const changed = new EventTarget();

/** The theme in force; `theme.js` has set it before the first paint. */
function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return themes.find((known) => known === theme) ?? 'system';
}

function apply(theme: Theme) {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = theme;
  }
  paintBrowser(theme);
  changed.dispatchEvent(new Event('change'));
}

/** Lets the browser's own bars follow: each of their colours is meant for one scheme. */
function paintBrowser(theme: Theme) {
  for (const scheme of ['light', 'dark']) {
    const bar = document.querySelector(`meta[name="theme-color"][data-scheme="${scheme}"]`);
    const media = { system: `(prefers-color-scheme: ${scheme})`, [scheme]: 'all' }[theme];
    bar?.setAttribute('media', media ?? 'not all');
  }
}

/** Takes over what another tab has chosen. */
function followStorage(event: StorageEvent) {
  if (event.key === storageKey || event.key === null) {
    apply(themes.find((known) => known === event.newValue) ?? 'system');
  }
}

/** Shows the pages in a theme from now on; without storage, until they are left. */
function chooseTheme(theme: Theme) {
  apply(theme);
  try {
    if (theme === 'system') {
      localStorage.removeItem(storageKey);
    } else {
      localStorage.setItem(storageKey, theme);
    }
  } catch {
    // The choice holds all the same.
  }
}

function subscribe(onChange: () => void) {
  changed.addEventListener('change', onChange);
  return () => changed.removeEventListener('change', onChange);
}

/** Makes the theme chosen earlier complete, and follows the other tabs. */
export function startTheme() {
  paintBrowser(currentTheme());
  window.addEventListener('storage', followStorage);
}

export function useTheme() {
  return [useSyncExternalStore(subscribe, currentTheme), chooseTheme] as const;
}
