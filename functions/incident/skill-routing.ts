import type { EventSeen, Reader } from '../../shared/record/define.ts';
import { isAway } from '../../shared/record/presets/availability.ts';

const open = 'new,assigned,in-progress,on-hold';

/**
 * Who of the team is to have an incident that needs a skill: whoever has it, is there, and has the fewest open incidents; the first by
 * name among equals. Undefined when nobody is, so that the team picks it up as any other.
 */
export async function bySkill({ data: { record }, metadata }: EventSeen, read: Reader): Promise<{ assignee: string } | undefined> {
  const team = await read.list('person', { team: record.team }, 100);
  const able = team.filter((person) => person.state === 'active' && person.skills?.includes(record.skill) && !isAway(person.absence, metadata.time));
  const loads = await Promise.all(able.map(async ({ name }) => ({ name: name as string, load: (await read.list('incident', { assignee: name, state: open }, 50)).length })));
  const [first] = loads.sort((a, b) => a.load - b.load || a.name.localeCompare(b.name));
  return first && { assignee: first.name };
}
