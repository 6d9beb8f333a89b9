import type { Ask } from './client.ts';

/**
 * What one client does until it is told to stop: whole lives of incidents, with a hand-over to another team, a parent that is resolved with
 * its children, and a reply on what is closed. All texts are unique, so that what was made twice can be told.
 */
export async function workday({ name, ask, going }: { name: string; ask: Ask; going(): boolean }): Promise<void> {
  for (let round = 1; going(); round++) {
    const story = round % 3 === 0 ? parentAndChildren : round % 3 === 1 ? handover : replyAfterClosing;
    await story({ about: `${name} ${round}`, ask });
  }
}

interface Story { readonly about: string; readonly ask: Ask }

const report = async ({ about, ask }: Story): Promise<string> =>
  (await ask({ person: 'guest', command: 'create', path: '/v1/incidents', body: { title: `Till ${about} prints nothing`, service: 'reception', impact: 'medium', urgency: 'high' } })).body.number;

const order = (ask: Ask, number: string) => (person: string, command: string, body: object = {}) =>
  ask({ person, command, path: `/v1/incidents/${number}/${command === 'comment' ? 'comments' : command}`, body });

async function handover(story: Story): Promise<void> {
  const give = order(story.ask, await report(story));
  await give('anna', 'assign', { assignee: 'anna' });
  await give('anna', 'start');
  await give('anna', 'comment', { text: `Looked at ${story.about}` });
  await give('anna', 'transfer', { team: 'network', summary: `It is the network of ${story.about}`, tried: 'Another cable', nextStep: 'Look at the switch', customerTold: 'That you call' });
  await give('chen', 'accept');
  await give('chen', 'resolve', { resolution: `Switch port of ${story.about} replaced`, resolutionCode: 'fixed' });
}

async function replyAfterClosing(story: Story): Promise<void> {
  const give = order(story.ask, await report(story));
  await give('anna', 'resolve', { resolution: `Paper of ${story.about} refilled`, resolutionCode: 'fixed' });
  await give('guest', 'close');
  await give('guest', 'comment', { text: `It is back: ${story.about}` });
}

async function parentAndChildren({ about, ask }: Story): Promise<void> {
  const parent = await report({ about: `${about} parent`, ask });
  for (const child of [1, 2]) {
    const number = await report({ about: `${about} child ${child}`, ask });
    await ask({ person: 'anna', command: 'link', path: `/v1/incidents/${number}/links`, body: { type: 'child-of', target: parent } });
  }
  await order(ask, parent)('anna', 'resolve', { resolution: `Printer server of ${about} restarted`, resolutionCode: 'fixed', withChildren: true });
}
