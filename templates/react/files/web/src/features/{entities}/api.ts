import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {⟪<%= entity.var %>Page,·<%= entity.var %>Record,·type <%= entity.name %>Input¤⟫} from '#shared/<%= entity.file %>';
import { apiClient } from '../../lib/api';

const path = '/<%= entity.folder %>';

export function use<%= entity.name %>List(query: string) {
  return useQuery({
    queryKey: [path, 'list', query],
    queryFn: ({ signal }) =>‹·apiClient.get(`${path}?${query}`, <%= entity.var %>Page, signal)›,
    placeholderData: keepPreviousData,
  });
}

export function use<%= entity.name %>Detail(id: string) {
  return useQuery({
    queryKey: [path, 'detail', id],
    queryFn: ({ signal }) =>‹·apiClient.get(`${path}/${id}`, <%= entity.var %>Record, signal)›,
  });
}

export function create<%= entity.name %>(⟨values: <%= entity.name %>Input¤⟩) {
  return apiClient.post(path, <%= entity.var %>Record, values);
}

export function update<%= entity.name %>(⟨id: string,·values: <%= entity.name %>Input¤⟩) {
  return apiClient.patch(`${path}/${id}`, <%= entity.var %>Record, values);
}

export function delete<%= entity.name %>(id: string) {
  return apiClient.delete(`${path}/${id}`);
}
