<% set e = entities|first %>
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { answersWith, stubApi } from '../test/api-stub';
import { renderApp } from '../test/app';
import { <%= e.var %>Fixture } from '../test/fixtures/<%= e.file %>';
import { texts } from '../texts';

const answers = answersWith(⟨'/api/<%= e.folder %>',·<%= e.var %>Fixture¤⟩);

/** Comes back to the page some time after its answers have come. */
function comeBack() {
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  fireEvent(document, new Event('visibilitychange', { bubbles: true }));
}

describe('what has been loaded', () => {
  it('stays when it cannot be loaded again, and is said to be old until it can', async () => {
    stubApi(answers);
    renderApp('/<%= e.folder %>');
    const table = await screen.findByRole('table');

    stubApi({});
    comeBack();
    expect(await screen.findByText(texts.stale)).toBeVisible();
    expect(table).toBeVisible();

    stubApi(answers);
    fireEvent.click(screen.getByRole('button', { name: texts.tryAgain }));
    await waitFor(() => expect(screen.queryByText(texts.stale)).not.toBeInTheDocument());
    expect(table).toBeVisible();
  });
});
