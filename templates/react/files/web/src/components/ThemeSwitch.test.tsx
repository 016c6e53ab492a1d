import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import themeScript from '../../public/theme.js?raw';
import { startTheme } from '../lib/theme';
import { stubApi } from '../test/api-stub';
import { renderApp } from '../test/app';
import { texts } from '../texts';

const root = document.documentElement;

function option(theme: keyof typeof texts.themes) {
  return screen.findByRole('radio', { name: texts.themes[theme] });
}

/** What index.html has for the colour of the bars. */
function addBar(scheme: string) {
  const meta = document.createElement('meta');
  meta.name = 'theme-color';
  meta.dataset['scheme'] = scheme;
  document.head.append(meta);
  return meta;
}

beforeEach(() => {
  document.head.replaceChildren();
  localStorage.clear();
  delete root.dataset['theme'];
  stubApi({});
});

describe('the theme', () => {
  it('is that of the system at first', async () => {
    renderApp('/');

    expect(await option('system')).toBeChecked();
    expect(root).not.toHaveAttribute('data-theme');
  });

  it('is remembered once it is chosen', async () => {
    renderApp('/');
    fireEvent.click(await option('dark'));

    expect(await option('dark')).toBeChecked();
    expect(root).toHaveAttribute('data-theme', 'dark');
    expect(localStorage.getItem('theme')).toBe('dark');
  });

  it('can be left to the system again', async () => {
    renderApp('/');
    fireEvent.click(await option('light'));
    fireEvent.click(await option('system'));

    expect(root).not.toHaveAttribute('data-theme');
    expect(localStorage).toHaveLength(0);
  });

  it('is there before the app is', async () => {
    localStorage.setItem('theme', 'dark');
    window.eval(themeScript);
    expect(root).toHaveAttribute('data-theme', 'dark');

    renderApp('/');
    expect(await option('dark')).toBeChecked();
  });

  it('ignores what else the storage may hold', () => {
    localStorage.setItem('theme', 'purple');
    window.eval(themeScript);

    expect(root).not.toHaveAttribute('data-theme');
  });

  it('follows the choice made in another tab', async () => {
    startTheme();
    renderApp('/');
    await option('system');

    act(() => {
      window.dispatchEvent(new StorageEvent('storage', { key: 'theme', newValue: 'light' }));
    });

    expect(await option('light')).toBeChecked();
    expect(root).toHaveAttribute('data-theme', 'light');
  });
});

describe('the bars of the browser', () => {
  it('follow the theme', async () => {
    const bars = { light: addBar('light'), dark: addBar('dark') };
    renderApp('/');

    fireEvent.click(await option('dark'));
    expect(bars.dark).toHaveAttribute('media', 'all');
    expect(bars.light).toHaveAttribute('media', 'not all');

    fireEvent.click(await option('system'));
    expect(bars.dark).toHaveAttribute('media', '(prefers-color-scheme: dark)');
    expect(bars.light).toHaveAttribute('media', '(prefers-color-scheme: light)');
  });
});
