import { expect, it } from 'vitest';
import { <%= entity.var %>Label } from '#shared/<%= entity.file %>';
import { pageWith, stubApi } from '../../test/api-stub';
import { <%= entity.var %>Fixture } from '../../test/fixtures/<%= entity.file %>';
import { <%= entity.var %>Options } from './options';

it('finds options by what they are called', async () => {
  stubApi({ 'GET /api/<%= entity.folder %>': pageWith(<%= entity.var %>Fixture) });
  const { signal } = new AbortController();
  const label = <%= entity.var %>Label(⟨<%= entity.var %>Fixture¤⟩);

  const found = await <%= entity.var %>Options.find(⟨label.toUpperCase(),·signal¤⟩);
  expect(found).toEqual({⟪options: [⟨{⟪id: <%= entity.var %>Fixture.id,·label¤⟫}¤⟩],·total: 1¤⟫});
  const others = await <%= entity.var %>Options.find(⟨`${label}?`,·signal¤⟩);
  expect(others).toEqual({ options: [], total: 0 });
});
