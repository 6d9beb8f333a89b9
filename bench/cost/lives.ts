import type { Client, Desk } from '../../test/stories/desk.ts';
import { change, release } from '../transitions.ts';
import { typicalComment, typicalReport, typicalTransfer } from '../typical.ts';
import { habits } from './assumed.ts';
import { must, type CountedDesk } from './counted-desk.ts';

type Where = Pick<Desk, 'as' | 'advance' | 'settle'>;
const MODEL = 'bench-restart';

/** From the report to the requester's confirmation: answers by both sides, one question that it waits for, one warm transfer. Answers its number. */
export async function incident(desk: Where, at: number): Promise<string> {
  const [guest, anna, chen] = [desk.as('guest'), desk.as('anna'), desk.as('chen')] as const;
  const report = typicalReport(at);
  // The portal looks for known duplicates while the title is typed.
  for (const words of [report.title!.slice(0, 20), report.title!]) await must(guest.get(`/v1/incidents/duplicates?title=${encodeURIComponent(words)}`));
  const number = await guest.report(report);
  await desk.settle();
  await anna.order(number, 'assign', { assignee: 'anna' });
  await anna.order(number, 'start');
  await say(anna, number, typicalComment.text);
  await say(guest, number, 'Thank you. It is the reader beside the till, not the one at the door.');
  await anna.order(number, 'hold', { reason: 'caller', note: 'Does it happen with every card, or with some only?' });
  await say(guest, number, 'With every card, since about ten this morning.');
  await anna.order(number, 'transfer', typicalTransfer);
  await chen.order(number, 'accept');
  await say(chen, number, 'The switch in the bar loses its uplink; we replace it now.');
  await chen.order(number, 'resolve', { resolution: 'Switch port replaced and the reader tested for an hour', resolutionCode: 'fixed' });
  await guest.order(number, 'close');
  return number;
}

/** What standard changes need before there can be any. */
export async function prepareStandardChanges(desk: Where): Promise<void> {
  const plans = { implementationPlan: 'Restart it', testPlan: 'Sign in', backoutPlan: 'Start the old one', communicationPlan: 'None' };
  await must(desk.as('anna').post('/v1/change-models', { name: MODEL, displayName: 'Restart a terminal', ...plans }));
  await must(desk.as('dina').post(`/v1/change-models/${MODEL}/authorise`));
}

/** A change after a model, from its request to its closing. */
export async function standardChange(desk: Where): Promise<void> {
  const [anna, chen] = [desk.as('anna'), desk.as('chen')] as const;
  const give = (who: Client, path: string, body: object = {}): Promise<any> => must(who.post(`/v1/changes${path}`, body));
  const { number } = await give(anna, '', { title: 'Restart the terminal at the gate', type: 'standard', model: MODEL, service: 'reception' });
  await give(anna, `/${number}/submit`);
  await desk.settle();
  await give(anna, `/${number}/assign`, { assignee: 'chen' });
  await give(chen, `/${number}/implement`);
  await give(chen, `/${number}/complete`, { closureCode: 'successful' });
  await give(chen, `/${number}/close`);
}

export { change as normalChange, release };

const say = (who: Client, number: string, text: string): Promise<unknown> => must(who.post(`/v1/incidents/${number}/comments`, { text }));

/** The same desk as people use it: before each command somebody looks at the list and opens the record, and afterwards stays on it for a while. */
export const withHabits = (desk: CountedDesk): Where => ({
  ...desk,
  as: (person) => {
    const client = desk.as(person);
    const look = async (route: string): Promise<void> => {
      const times = 1 + Math.floor(habits.listSeconds / habits.listPollSeconds);
      for (let at = 0; at < times; at++) await client.get(`/v1/${route}?limit=${habits.listPage}`);
    };
    const open = async (one: string): Promise<void> => {
      for (const part of ['', '/timeline', '/comments', '/links']) await client.get(`${one}${part}`);
    };
    const stay = async (one: string): Promise<void> => {
      const { headers } = await client.get(one);
      const times = Math.floor(habits.recordSeconds / habits.recordPollSeconds);
      for (let at = 1; at < times; at++) await client.get(one, { 'if-none-match': headers.get('etag')! });
    };
    const post: Client['post'] = async (path, ...sent) => {
      const [, , route = '', id] = path.split('/');
      await look(route);
      if (id) await open(`/v1/${route}/${id}`);
      const reply = await client.post(path, ...sent);
      const made = id ?? reply.body?.number;
      if (made) {
        // The console asks again for what hangs on a record whenever its version has changed.
        await open(`/v1/${route}/${made}`);
        await stay(`/v1/${route}/${made}`);
      }
      return reply;
    };
    return {
      ...client, post,
      report: async (fields) => (await must(post('/v1/incidents', fields))).number,
      order: (number, command, body = {}) => must(post(`/v1/incidents/${number}/${command}`, body)),
    };
  },
});
