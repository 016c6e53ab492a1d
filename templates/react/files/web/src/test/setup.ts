import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// A page's code is loaded on its first visit, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

// jsdom knows <dialog> but not its modal state, and lays nothing out that could be scrolled.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};
Element.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};
<% if has.calendar %>

// Nor does it know media queries: the window is as wide as on a desk.
window.matchMedia ??= (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
<% endif %>

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
