<% set sort = entity.display.name if entity.display and entity.display.type not in ['text', 'image'] else '-createdAt' %>
<% import "api.jinja" as api %>
<% set searched = entity.display and api.is_text(entity.display) %>
import {⟪<%= entity.var %>Label,·<%= entity.var %>Page,·<%= entity.var %>Record,·type <%= entity.name %>¤⟫} from '#shared/<%= entity.file %>';
import { apiClient } from '../../lib/api';
import { <% if searched %>optionQuery, type OptionSource<% else %>narrow, type OptionSource, wideQuery<% endif %> } from '../../lib/options';

const path = '/<%= entity.folder %>';

function toOption(record: <%= entity.name %>) {
  return { id: record.id, label: <%= entity.var %>Label(record) };
}

/** The records of this kind that another one can be related to. */
export const <%= entity.var %>Options: OptionSource = {
  key: path,
  async find(search, signal) {
<% if searched %>
    const query = optionQuery(search, '<%= sort %>');
    const page = await apiClient.get(⟨`${path}?${query}`,·<%= entity.var %>Page,·signal¤⟩);
    return { options: page.data.map(toOption), total: page.meta.total };
<% else %>
    // What these records are called is no text that the API could search.
    const page = await apiClient.get(⟨`${path}?${wideQuery('<%= sort %>')}`,·<%= entity.var %>Page,·signal¤⟩);
    return narrow(⟨page.data.map(toOption),·page.meta.total,·search¤⟩);
<% endif %>
  },
  async get(id, signal) {
    const record = await apiClient.get(⟨`${path}/${id}`,·<%= entity.var %>Record,·signal¤⟩);
    return toOption(record);
  },
};
