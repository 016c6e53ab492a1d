<% import "tests.jinja" as tests %>
<% set title = tests.title(entity) %>
<% set toolbar = entity.filters or entity.has.date or entity.has.search %>
<% set v = entity.var %>
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
<% if 'Label(' in title %>
import { <%= v %>Label } from '#shared/<%= entity.file %>';
<% endif %>
import { answersWith, pageWith, stubApi } from '../../test/api-stub';
import { renderApp } from '../../test/app';
import { <%= v %>Fixture } from '../../test/fixtures/<%= entity.file %>';
import { texts } from '../../texts';
import { labels } from './labels';

const page = '/<%= entity.folder %>/gallery';
const path = '/api/<%= entity.folder %>';
const title =‹·<%= title %>›;

async function findCard() {
  const gallery = await screen.findByRole('list', { name: labels.plural });
  return within(gallery).getByRole('listitem');
}

describe('gallery', () => {
  it('shows the picture of each record, which leads to it', async () => {
    stubApi(answersWith(path, <%= v %>Fixture));
    renderApp(page);

    const card = await findCard();
    const link = within(card).getByRole('link', { name: title });
    expect(link).toHaveAttribute(⟨'href',·`/<%= entity.folder %>/${<%= v %>Fixture.id}`¤⟩);
    const picture = card.querySelector('img');
    expect(picture).toHaveAttribute(⟨'src',·`/api/images/${<%= v %>Fixture.<%= entity.gallery.name %>}`¤⟩);
    expect(picture).toHaveAttribute('loading', 'lazy');
  });
<% if not entity.gallery.required %>

  it('has a place for a record without a picture', async () => {
    const record = {⟪...<%= v %>Fixture,·<%= entity.gallery.name %>: null¤⟫};
    stubApi(answersWith(path, record));
    renderApp(page);

    const card = await findCard();
    expect(within(card).getByRole('link', { name: title })).toBeVisible();
    expect(card.querySelector('img')).toBeNull();
  });
<% endif %>

  it('asks the API for what the address says', async () => {
    const requests = stubApi(answersWith(path, <%= v %>Fixture));
    renderApp(`${page}?sort=-createdAt&page=2`);

    await findCard();
    const asked = requests.find((request) => request.path === path);
    expect(asked?.query).toBe('?sort=-createdAt&page=2&pageSize=24');
  });

  it('is one of the views of the list, and keeps its order', async () => {
    stubApi(answersWith(path, <%= v %>Fixture));
    renderApp(`${page}?sort=-createdAt`);

    const link = await screen.findByRole('link', { name: texts.listView });
    expect(link).toHaveAttribute(⟨'href',·'/<%= entity.folder %>?sort=-createdAt'¤⟩);
    const own = screen.getByRole('link', { name: texts.galleryView });
    expect(own).toHaveAttribute('aria-current', 'page');
  });

  it('says that there is nothing yet', async () => {
    stubApi({ [`GET ${path}`]: pageWith() });
    renderApp(page);

    expect(await screen.findByText(texts.listEmptyHint)).toBeVisible();
  });
});
