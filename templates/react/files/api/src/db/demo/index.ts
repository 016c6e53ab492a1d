<% import "api.jinja" as api %>
<% macro demo(e) %>demo<%= e.vars[:1]|upper %><%= e.vars[1:] %><% endmacro %>
<% macro remarks(e) %>demo<%= e.comments.name %>s<% endmacro %>
<% set account = owner.key if has.ownership else 'accountId' %>
<% set tables = namespace(names=[], linked=false) %>
<% for e in entities %>
<% set tables.names = tables.names + [e.vars] %>
<% if e.comments and e.comments.rows %><% set tables.names = tables.names + [e.comments.vars] %><% endif %>
<% for l in e.links if l.shown %><% set tables.names = tables.names + [l.vars] %><% set tables.linked = true %><% endfor %>
<% endfor %>
<% set sorted = entities|sort(attribute='folder') %>
import { sql } from 'drizzle-orm';
<% if has.image %>
import type { ImageStore } from '../../lib/images';
<% endif %>
<% for e in sorted if e.search %>
import { <%= e.var %>SearchText } from '../../repositories/<%= e.folder %>.query';
<% endfor %>
import type { Database } from '../client';
import {⟪<%= tables.names|sort|join(',·') %><% if tables.names|length > 1 %>¤<% endif %>⟫} from '../schema';
<% for e in sorted %>
import { <%= demo(e) %> } from './<%= e.folder %>';
<% if e.comments and e.comments.rows %>
import { <%= remarks(e) %> } from './<%= e.folder %>.comments';
<% endif %>
<% endfor %>
<% if has.image %>
import { drawPicture } from './picture';
<% endif %>

const oneHour = 60 * 60 * 1000;
const yesterday = Date.now() - 24 * oneHour;

<% if has.demo_account %>
/** Fills an empty database with example records<% if not has.ownership %>, and comments<% endif %> of an account. Returns whether it did. */
export async function addDemoData(⟨db: Database<% if has.image %>,·imageStore: ImageStore<% endif %>,·<%= account %>: string¤⟩): Promise<boolean> {
<% else %>
/** Fills an empty database with example records. Returns whether it did. */
export async function addDemoData(db: Database<% if has.image %>, imageStore: ImageStore<% endif %>): Promise<boolean> {
<% endif %>
  for (const table of [⟨<% for e in entities %><%= e.vars %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩]) {
    if ((await db.$count(table)) > 0) {
      return false;
    }
  }

<% for e in entities if e.rows %>
<% if e.has.image %>
  const <%= e.var %>Rows = await Promise.all(
    <%= demo(e) %>.map(async (row, index) => ({
      ...row,
      ...timesOf(index),
<% if e.has.ownership %>
      <%= owner.key %>,
<% endif %>
<% for f in e.fields if f.type == 'image' %>
      <%= f.name %>: await imageStore.add(⟨drawPicture(⟨row.id,·<%= api.label(e.display, 'row') %>¤⟩),·'image/svg+xml'<% if has.ownership %>,·<%= owner.key %><% endif %>¤⟩),
<% endfor %>
<% if e.search %>
      searchText: <%= e.var %>SearchText(row),
<% endif %>
    })),
  );
<% else %>
<% set start = '  const ' ~ e.var ~ 'Rows = ' ~ demo(e) ~ '.map(' %>
<% set wide = (start ~ '(row, index) => ({')|length > 100 %>
<% set pad = '      ' if wide else '    ' %>
<% if wide %>
<%= start %>
    (row, index) => ({
<% else %>
<%= start %>(row, index) => ({
<% endif %>
<%= pad %>...row,
<%= pad %>...timesOf(index),
<% if e.has.ownership %>
<%= pad %><%= owner.key %>,
<% endif %>
<% if e.search %>
<%= pad %>searchText: <%= e.var %>SearchText(row),
<% endif %>
<% if wide %>
    }),
  );
<% else %>
  }));
<% endif %>
<% endif %>

<% endfor %>
<% for e in entities if e.comments and e.comments.rows %>
  const <%= e.comments.vars %>Rows = <%= remarks(e) %>.map((row, index) => ({
    ...row,
    // After the newest record.
    ...timesOf(-index - 1),
<% if has.auth %>
    <%= 'accountId' if account == 'accountId' else 'accountId: ' ~ account %>,
<% endif %>
  }));

<% endfor %>
<% for e in entities %>
<% for l in e.links if l.shown %>
<% set start = '  const ' ~ l.vars ~ 'Rows = ' ~ e.var ~ 'Rows.flatMap(' %>
<% if (start ~ '({ id, ' ~ l.key ~ ' }) =>')|length > 100 %>
<%= start %>
    ({ id, <%= l.key %> }) =>
      <%= l.key %>.map((<%= l.other %>, position) => ({⟪<%= l.own %>: id,·<%= l.other %>,·position¤⟫})),
  );
<% else %>
<%= start %>({ id, <%= l.key %> }) =>
    <%= l.key %>.map((<%= l.other %>, position) => ({⟪<%= l.own %>: id,·<%= l.other %>,·position¤⟫})),
  );
<% endif %>
<% endfor %>
<% endfor %>
<% if tables.linked %>

<% endif %>
  await db.batch([
    // Records may refer to others that come later.
    db.run(sql`PRAGMA defer_foreign_keys = ON`),
<% for e in entities if e.rows %>
    db‹°.insert(<%= e.vars %>)°.values(<%= e.var %>Rows)›,
<% endfor %>
<% for e in entities %>
<% for l in e.links if l.shown %>
    db‹°.insert(<%= l.vars %>)°.values(<%= l.vars %>Rows)›,
<% endfor %>
<% endfor %>
<% for e in entities if e.comments and e.comments.rows %>
    db‹°.insert(<%= e.comments.vars %>)°.values(<%= e.comments.vars %>Rows)›,
<% endfor %>
  ]);
  return true;
}

/** When a record was added, the first one being the newest. */
function timesOf(index: number) {
  const time = new Date(yesterday - index * oneHour).toISOString();
  return { createdAt: time, updatedAt: time };
}
