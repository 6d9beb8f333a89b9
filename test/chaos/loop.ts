import { defineRecord, type AnyDefinition } from '../../shared/record/define.ts';
import { text } from '../../shared/record/field.ts';

/** Two practices that answer each other's answer for ever: what somebody will build one day by accident. */
const echo = (name: string, other: string, prefix: string) => defineRecord({
  name, practice: name, family: 'general', help: 'What answers an answer.', route: `${name}s`, prefix, identity: 'name',
  fields: { name: text() }, states: ['open', 'shut'], done: ['shut'], events: ['said'],
  create: { by: ['anyone'] }, update: { by: ['anyone'] },
  commands: {
    say: { help: 'Say it', by: ['anyone', 'system'], happened: 'said' },
    shut: { help: 'No more', from: ['open'], to: 'shut', by: ['anyone'], happened: 'said' },
  },
  lists: {}, summary: ['name'], visible: () => true,
  reactions: { answer: { on: `${other}.said`, help: 'Answers', find: { list: () => ({}) }, run: 'say' } },
}) as unknown as AnyDefinition;

export const loop: readonly AnyDefinition[] = [echo('ping', 'pong', 'PIN'), echo('pong', 'ping', 'PON')];
