import type { Tenant } from './tenant.ts';
import { releases } from './vendotool-releases.ts';

/** An online shop for technology that promises its customers an answer around the clock. */
export const vendotool: Tenant = {
  name: 'vendotool',
  signIns: { 'vt-agent': ['agent', 'lead'], 'vt-customer': [], 'vt-admin': ['agent', 'admin'], 'vt-release': ['agent', 'operations', 'release-manager'], 'vt-manager': ['manager'] },
  teams: [{ name: 'care', displayName: 'Customer care', line: 1, email: 'care@vendotool.example' }],
  people: [
    { name: 'vt-admin', displayName: 'Wim Aerts', email: 'wim@vendotool.example', organisation: 'vendotool' },
    { name: 'vt-agent', displayName: 'Lucia Romano', email: 'lucia@vendotool.example', organisation: 'vendotool', team: 'care', manager: 'vt-admin' },
    { name: 'vt-manager', displayName: 'Chiara Conti', email: 'chiara@vendotool.example', organisation: 'vendotool' },
    { name: 'vt-release', displayName: 'Tomas Novak', email: 'tomas@vendotool.example', organisation: 'vendotool', manager: 'vt-manager' },
    { name: 'vt-customer', displayName: 'Jonas Weber', email: 'jonas@customer.example', organisation: 'customers' },
  ],
  leads: { care: 'vt-agent' },
  suppliers: [{ name: 'parcelway', displayName: 'ParcelWay', category: 'tactical', owner: 'vt-admin' }],
  services: [
    { name: 'shop', displayName: 'Web shop', owner: 'vt-admin', supportTeam: 'care', criticality: 'high' },
    { name: 'chat', displayName: 'Chat with customer care', owner: 'vt-admin', supportTeam: 'care', criticality: 'medium' },
  ],
  agreements: [{
    title: 'Around the clock', kind: 'SLA',
    calendar: { timeZone: 'Europe/Rome', week: Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, [['00:00', '24:00']]])), holidays: [] },
    targets: { 1: { response: 'PT5M', resolution: 'PT1H' }, 2: { response: 'PT15M', resolution: 'PT4H' }, 3: { response: 'PT1H', resolution: 'PT12H' }, 4: { response: 'PT4H', resolution: 'P1D' }, 5: { response: 'PT8H', resolution: 'P3D' } },
  }],
  registers: [
    { type: 'risk-appetite', body: { name: 'default', threat: 20, opportunity: 20 } },
    { type: 'risk', body: { title: 'Too few people answer chats at night', kind: 'threat', owner: 'vt-agent', service: 'chat' } },
    ...([['development', 'Development', undefined], ['test', 'Test', undefined], ['acceptance', 'Acceptance', 30], ['production', 'Production', 1]] as const).map(([name, displayName, backupDays]) => ({
      type: 'environment', then: ['goLive'],
      body: { name, displayName, stage: name, kind: 'PaaS', provider: 'AWS', account: name === 'production' ? '8801-0000-0002' : '8801-0000-0001', region: 'eu-south-1', owner: 'vt-admin', service: 'shop', patchDays: 30, ...(backupDays && { backupDays }) },
    })),
    { type: 'ci', body: { name: 'shop-db', displayName: 'Database of the shop', type: 'database', environment: 'production', criticality: 'high' }, then: ['goLive'] },
    { type: 'ci', body: { name: 'shop-web', displayName: 'Web shop', type: 'application', environment: 'production', service: 'shop', criticality: 'high', relations: [{ type: 'depends-on', target: 'shop-db' }] }, then: ['goLive'] },
    ...([['board', ['vt-admin']], ['cab', ['vt-admin', 'vt-agent']], ['change-manager', ['vt-admin']], ['peer', ['vt-agent', 'vt-admin']], ['ecab', ['vt-admin']]] as const).map(([name, members]) => ({ type: 'change-authority', body: { name, members, rule: 'first', deadline: name === 'ecab' ? 'PT1H' : 'P3D' } })),
  ],
  stories: [
    { as: 'vt-customer', hoursAgo: 7, report: { title: 'Order 4471 was charged twice', service: 'shop', category: 'checkout', impact: 'low', urgency: 'high', channel: 'chat' }, steps: [['vt-agent', 'assign', { assignee: 'vt-agent' }], ['vt-agent', 'start', {}]] },
    { as: 'vt-customer', hoursAgo: 1, report: { title: 'Search on the shop finds no headphones', service: 'shop', category: 'search', impact: 'medium', urgency: 'medium', channel: 'email' }, steps: [] },
  ],
  history: releases,
};
