import { describe, expect, test } from 'vitest';
import { add<%= entity.name %> } from './factories/<%= entity.file %>';
import { createTestApi } from './helpers';
import { addImage } from './sample-image';

const path = '/api/<%= entity.folder %>';
<% for f in entity.fields if f.type == 'image' %>

describe('the image <%= f.name %> of <%= entity.folder %>', () => {
  test('is removed with the last record that shows it', async () => {
    const api = await createTestApi();
    const image = await addImage(api);
    const first = await add<%= entity.name %>(api, {⟪<%= f.name %>: image¤⟫});
    const second = await add<%= entity.name %>(api, {⟪<%= f.name %>: image¤⟫});
    const address = `/api/images/${image}`;

<% if f.required %>
    await api.patch(`${path}/${first.id}`, {⟪<%= f.name %>: await addImage(api)¤⟫});
<% else %>
    await api.patch(`${path}/${first.id}`, {⟪<%= f.name %>: null¤⟫});
<% endif %>
    expect((await api.get(address)).status).toBe(200);

    await api.delete(`${path}/${second.id}`);
    expect((await api.get(address)).status).toBe(404);
  });
});
<% endfor %>
