import type { Tone } from '../../components/values/EnumValue';

/** The colour of each option. */
export const tones = {
<% for f in entity.fields if f.type == 'enum' %>
  <%= f.name %>: {
<% for value in f['values'] %>
    <%= entry(value.name, f.tones[loop.index0]) %>
<% endfor %>
  },
<% endfor %>
} as const satisfies Record<string, Record<string, Tone>>;
