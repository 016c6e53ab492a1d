import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Dashboard } from '#shared/dashboard';
import { formatNumber } from '#shared/format/number';
import { stubApi } from '../../test/api-stub';
import { renderApp } from '../../test/app';
import { texts } from '../../texts';

<% set ns = namespace(chart=false) %>
<% if has.month_charts %>
const month = new Date().toISOString().slice(0, 7);

<% endif %>
const answer: Dashboard = {
<% for e in entities %>
<% set d = e.dashboard %>
<% if d.sums or d.by_month or d.category %>
<% if d.by_month %><% set ns.chart = true %><% endif %>
  <%= e.vars %>: {
    count: 1234,
<% for f in d.sums %>
<% if loop.first %>
    sums: {
<% endif %>
      <%= f.name %>: 5600,
<% if loop.last %>
    },
<% endif %>
<% endfor %>
<% if d.date %>
<% for f in d.sums %>
<% if loop.first %>
    sumsOfMonth: {
<% endif %>
      <%= f.name %>: 700,
<% if loop.last %>
    },
<% endif %>
<% endfor %>
<% endif %>
<% if d.by_month %>
    byMonth: [{ month, value: 700 }],
<% endif %>
<% if d.category %>
    byCategory: { groups: [{ name: null, value: 5600 }], others: 0 },
<% endif %>
  },
<% else %>
  <%= e.vars %>: { count: 1234 },
<% endif %>
<% endfor %>
  recent: [
    {
      path: '/<%= main.folder %>',
      id: '00000000-0000-4000-8000-000000000001',
      label: 'Added last',
      createdAt: '2026-01-02T03:04:05.000Z',
    },
  ],
};

describe('dashboard', () => {
  it('is the first page, with counts and what was added last', async () => {
    stubApi({ 'GET /api/dashboard': { body: answer } });
    renderApp('/');

    expect(await screen.findByRole('link', { name: 'Added last' })).toBeVisible();
    expect(screen.getByRole('heading', { level: 1, name: texts.dashboard })).toBeVisible();
    expect(screen.getAllByText(formatNumber(1234))).toHaveLength(<%= entities|length %>);
  });
<% if ns.chart %>

  it('gives the numbers of its charts as tables too', async () => {
    stubApi({ 'GET /api/dashboard': { body: answer } });
    renderApp('/dashboard');

    expect(await screen.findAllByText(texts.showAsTable)).not.toHaveLength(0);
    expect(screen.getAllByRole('rowheader', { hidden: true })).not.toHaveLength(0);
  });
<% endif %>

  it('says when it cannot be loaded', async () => {
    stubApi({ 'GET /api/dashboard': { status: 500, body: null } });
    renderApp('/dashboard');

    expect(await screen.findByRole('button', { name: texts.tryAgain })).toBeVisible();
  });
});
