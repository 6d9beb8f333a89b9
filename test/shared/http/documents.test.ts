import { expect, it } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { eventSchemas, openApi } from '../../../shared/http/documents.ts';

const sortOf = (route: string): { description: string } => {
  const { paths } = openApi(definitions) as { paths: Record<string, { get: { parameters: { name: string; description: string }[] } }> };
  return paths[`/v1/${route}`]!.get.parameters.find(({ name }) => name === 'sort')!;
};

it('says of which lists the order cannot be chosen', () => {
  expect(sortOf('incidents').description).toContain('team or assignee');
  expect(sortOf('services').description).not.toContain('queue');
});

it('tells of clocks only where a record has some', () => {
  const types = Object.keys(eventSchemas(definitions));
  expect(types).toEqual(expect.arrayContaining(['incident.clock-warned', 'incident.clock-breached', 'team.created', 'team.unwatched']));
  expect(types).not.toContain('team.clock-warned');
});
