<% set sort = entity.display.name if entity.display and entity.display.type not in ['text', 'image'] else '-createdAt' %>
import {⟪<%= entity.var %>Label,·<%= entity.var %>Page,·<%= entity.var %>Record,·type <%= entity.name %>¤⟫} from '#shared/<%= entity.file %>';
import { apiClient } from '../../lib/api';
import { optionQuery, type OptionSource } from '../../lib/options';

const path = '/<%= entity.folder %>';

function toOption(record: <%= entity.name %>) {
  return { id: record.id, label: <%= entity.var %>Label(record) };
}

/** The records of this kind that another one can be related to. */
export const <%= entity.var %>Options: OptionSource = {
  key: path,
  async find(search, signal) {
    const query = optionQuery(search, '<%= sort %>');
    const page = await apiClient.get(⟨`${path}?${query}`,·<%= entity.var %>Page,·signal¤⟩);
    return { options: page.data.map(toOption), total: page.meta.total };
  },
  async get(id, signal) {
    const record = await apiClient.get(⟨`${path}/${id}`,·<%= entity.var %>Record,·signal¤⟩);
    return toOption(record);
  },
};
