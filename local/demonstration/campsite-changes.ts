import type { Tenant } from './tenant.ts';

type Register = Tenant['registers'][number];

const DAY = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString();

/** A Monday, a week ahead at least, at 02:00 UTC: within the maintenance window in summer and in winter. */
function mondayNight(now: string): number {
  const day = Date.parse(now.slice(0, 10)) + 7 * DAY;
  return day + ((8 - new Date(day).getUTCDay()) % 7) * DAY + 2 * 3_600_000;
}

const tomorrowAt = (now: string, hour: number): string => iso(Date.parse(now.slice(0, 10)) + DAY + hour * 3_600_000);

/** Who decides on changes of the campsite, and what it is about to change. */
export const changes: readonly Register[] = [
  { type: 'change-authority', body: { name: 'board', displayName: 'Owners', members: ['director'], rule: 'first', deadline: 'P7D' } },
  { type: 'change-authority', body: { name: 'cab', displayName: 'Change advisory board', members: ['dina', 'emil', 'fatou'], rule: 'k-of-n', k: 2, deadline: 'P5D', remindEvery: 'P2D', next: 'board', quorum: 2 } },
  { type: 'change-authority', body: { name: 'change-manager', displayName: 'Change manager', members: ['dina'], rule: 'first', deadline: 'P3D', next: 'cab' } },
  { type: 'change-authority', body: { name: 'peer', displayName: 'A colleague', members: ['anna', 'bram', 'chen', 'nadia', 'amir'], rule: 'first', deadline: 'P2D', next: 'change-manager' } },
  { type: 'change-authority', body: { name: 'ecab', displayName: 'Emergency CAB', members: ['dina', 'emil', 'fatou'], rule: 'first', deadline: 'PT1H', remindEvery: 'PT15M', next: 'board' } },
  {
    type: 'change-model', then: ['authorise'],
    body: { name: 'password-policy', displayName: 'Reset a password policy', team: 'applications', category: 'accounts', implementationPlan: 'Set the policy in the console; have one colleague sign in anew.', backoutPlan: 'Set the former policy.', failureLimit: 2 },
  },
  {
    type: 'change', then: ['submit'],
    body: (now) => ({
      title: 'Replace the network of the reception', type: 'normal', requester: 'guest', service: 'reception', cis: ['switch-reception', 'ap-reception'], impact: 'high', probability: 'medium', assignee: 'chen', team: 'network',
      reason: 'The switch drops out twice a week, and guests wait.', description: 'A new switch and access point, configured beforehand.',
      implementationPlan: 'Mount beside the old ones, move the cables, switch over.', testPlan: 'Check a guest in, take a card payment, open the barrier.', backoutPlan: 'Move the cables back until 05:00.', communicationPlan: 'Reception is told the evening before, and checks in on paper meanwhile.',
      questionnaire: { experience: 'once', tested: 'partly', backout: 'easy', outage: 'some-users' },
      plannedStart: iso(mondayNight(now)), plannedEnd: iso(mondayNight(now) + 2 * 3_600_000),
    }),
  },
  {
    type: 'change', then: ['submit'],
    body: (now) => ({ title: 'Reset the password policy of the booking system', type: 'standard', model: 'password-policy', requester: 'guest', service: 'reception', assignee: 'amir', plannedStart: tomorrowAt(now, 5), plannedEnd: tomorrowAt(now, 6) }),
  },
  { type: 'cab-meeting', body: (now) => ({ title: 'CAB of the week', authority: 'cab', chair: 'dina', at: tomorrowAt(now, 9), duration: 'PT1H', location: 'Meeting room by the lake' }) },
];

/** What could not wait for the CAB. */
export const terminalPatch: Tenant['stories'][number] = {
  type: 'change', as: 'amir', hoursAgo: 14,
  report: { title: 'Patch the payment terminal of the restaurant tonight', type: 'emergency', service: 'payments', cis: ['terminal-restaurant'], team: 'applications', assignee: 'chen', reason: 'PayBank warns of a flaw that is being used.', implementationPlan: 'Load the patch, restart, pay one euro.' },
  steps: [
    ['amir', 'submit', {}], ['system', 'assess', {}], ['system', 'requestApproval', {}], ['emil', 'approve', { reason: 'Rather now than a breach.' }], ['chen', 'implement', {}],
    ['chen', 'complete', { closureCode: 'successful' }], ['dina', 'close', { findings: 'Ask PayBank for a test terminal, so that the next patch is tried before.' }],
  ],
};
