import { z } from './zod';

/** A month, YYYY-MM. */
export const dashboardQuery = z.object({
  month: z.string().regex(/^[12]\d{3}-(?:0[1-9]|1[0-2])$/),
});

<% set ns = namespace(month=false, category=false) %>
<% for e in entities %><% if e.dashboard.by_month %><% set ns.month = true %><% endif %><% if e.dashboard.category %><% set ns.category = true %><% endif %><% endfor %>
<% if ns.month %>
/** The last twelve months, the asked one being the last. */
const byMonth = z.array(z.object({ month: z.string(), value: z.number() }));

<% endif %>
<% if ns.category %>
/** The largest groups, and what is left of all others; a group without a name has no value. */
const byCategory = z.object({
  groups: z.array(z.object({ name: z.string().nullable(), value: z.number() })),
  others: z.number(),
});

<% endif %>
/** What the start page tells: for each kind of record how many there are, sums and groups. */
export const dashboard = z.object({
<% for e in entities %>
<% set d = e.dashboard %>
<% if d.sums or d.by_month or d.category %>
  <%= e.vars %>: z.object({
    count: z.int(),
<% for f in d.sums %>
<% if loop.first %>
    sums: z.object({
<% endif %>
      <%= f.name %>: z.number(),
<% if loop.last %>
    }),
<% endif %>
<% endfor %>
<% if d.date %>
<% for f in d.sums %>
<% if loop.first %>
    sumsOfMonth: z.object({
<% endif %>
      <%= f.name %>: z.number(),
<% if loop.last %>
    }),
<% endif %>
<% endfor %>
<% endif %>
<% if d.by_month %>
    byMonth,
<% endif %>
<% if d.category %>
    byCategory,
<% endif %>
  }),
<% else %>
  <%= e.vars %>: z.object({ count: z.int() }),
<% endif %>
<% endfor %>
  recent: z.array(
    z.object({ path: z.string(), id: z.string(), label: z.string(), createdAt: z.string() }),
  ),
});

export type Dashboard = z.output<typeof dashboard>;
