<% import "tests.jinja" as tests %>
<% set title = tests.title(entity) %>
<% set only = entity.relations|selectattr('unique')|list %>
<% set owners = only|map(attribute='target.name')|list %>
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
<% if 'Label(' in title %>
import { <%= entity.var %>Label } from '#shared/<%= entity.file %>';
<% endif %>
import { answersWith, pageWith, stubApi } from '../../test/api-stub';
import { renderApp } from '../../test/app';
import { <%= entity.var %>Fixture } from '../../test/fixtures/<%= entity.file %>';
<% for target in entity.targets if target.name in owners %>
import { <%= target.var %>Fixture } from '../../test/fixtures/<%= target.file %>';
<% endfor %>

const page = '/<%= entity.folder %>';
const path = '/api/<%= entity.folder %>';
const title =‹·<%= title %>›;

/** The records that can have only one of these, and by which relation. */
<% if only|length == 1 %>
<% set r = only[0] %>
const owners = [⟨{⟪relation: '<%= r.key %>',·list: '/<%= r.target.folder %>',·record: <%= r.target.var %>Fixture¤⟫}¤⟩];
<% else %>
const owners = [
<% for r in only %>
  {⟪relation: '<%= r.key %>',·list: '/<%= r.target.folder %>',·record: <%= r.target.var %>Fixture¤⟫},
<% endfor %>
];
<% endif %>

describe.each(owners)('the only one by its $relation', ({ relation, list, record }) => {
  const answers = answersWith(`/api${list}`, record);
  const addLink = () => document.querySelector(`a[href="${page}/new?${relation}=${record.id}"]`);

  it('can be added while there is none', async () => {
    stubApi({ ...answers, [`GET ${path}`]: pageWith() });
    renderApp(`${list}/${record.id}`);

    await waitFor(() => expect(addLink()).toBeVisible());
  });

  it('is shown once it is there, and no other can be added', async () => {
    stubApi({ ...answers, [`GET ${path}`]: pageWith(<%= entity.var %>Fixture) });
    renderApp(`${list}/${record.id}`);

    await waitFor(() => {
      const links = screen.getAllByRole('link', { name: title });
      const addresses = links.map((link) => link.getAttribute('href'));
      expect(addresses).toContain(⟨`${page}/${<%= entity.var %>Fixture.id}`¤⟩);
    });
    expect(addLink()).toBeNull();
  });
});
