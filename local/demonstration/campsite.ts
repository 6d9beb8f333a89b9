import type { BusinessCalendar } from '../../shared/clock/index.ts';
import { changes, terminalPatch } from './campsite-changes.ts';
import { configuration } from './campsite-configuration.ts';
import type { Tenant } from './tenant.ts';

const hours: BusinessCalendar = {
  timeZone: 'Europe/Brussels',
  week: {
    monday: [['08:00', '12:30'], ['13:00', '18:00']], tuesday: [['08:00', '12:30'], ['13:00', '18:00']], wednesday: [['08:00', '12:30'], ['13:00', '18:00']],
    thursday: [['08:00', '12:30'], ['13:00', '18:00']], friday: [['08:00', '12:30'], ['13:00', '20:00']], saturday: [['09:00', '17:00']],
  },
  holidays: ['2026-12-25', '2027-01-01'],
};

const person = (name: string, displayName: string, more: object = {}) => ({ name, displayName, email: `${name}@campsite.example`, organisation: 'campsite', ...more });

/** A campsite with maintenance, logistics, catering, reception, entertainment, administration and security. */
export const campsite: Tenant = {
  name: 'campsite',
  signIns: {
    anna: ['agent'], bram: ['agent', 'lead'], chen: ['agent'], dina: ['agent', 'change-manager'], emil: ['cab'], fatou: ['cab'],
    guest: [], vera: [], otto: [], release: ['agent', 'release-manager'], ops: ['agent', 'operations'], admin: ['agent', 'admin'],
    nadia: ['agent', 'lead'], amir: ['agent'], sven: ['agent', 'security'], director: ['manager'],
  },
  teams: [
    { name: 'applications', displayName: 'Applications', line: 3, email: 'applications@campsite.example', skills: ['booking', 'payments'] },
    { name: 'network', displayName: 'Network', line: 2, email: 'network@campsite.example', nextTeam: 'applications', skills: ['wifi', 'dns'] },
    { name: 'service-desk', displayName: 'Service desk', line: 1, email: 'servicedesk@campsite.example', nextTeam: 'network' },
    { name: 'security', displayName: 'Security', line: 2, email: 'security@campsite.example', purpose: 'security' },
  ],
  people: [
    person('director', 'Griet Peeters'),
    person('bram', 'Bram Jacobs', { team: 'service-desk', manager: 'director' }),
    person('anna', 'Anna Claes', { team: 'service-desk', manager: 'bram', skills: ['tablets'] }),
    person('nadia', 'Nadia Haddad', { team: 'network', manager: 'director' }),
    person('chen', 'Chen Wei', { team: 'network', manager: 'nadia', skills: ['wifi', 'dns'] }),
    person('amir', 'Amir Nazari', { team: 'applications', manager: 'director', skills: ['booking', 'payments'] }),
    person('sven', 'Sven Maes', { team: 'security', manager: 'director' }),
    person('dina', 'Dina Willems', { team: 'service-desk', manager: 'director' }),
    person('emil', 'Emil Lambert', { manager: 'director' }), person('fatou', 'Fatou Diallo', { manager: 'director' }),
    person('release', 'Rik De Smet', { team: 'applications', manager: 'director' }), person('ops', 'Olga Petrova', { team: 'network', manager: 'nadia' }), person('admin', 'Ad Beheer'),
    person('guest', 'Gust Vermeulen (reception)', { manager: 'director' }), person('otto', 'Otto Baert (catering)', { manager: 'director' }), person('vera', 'Vera Lemmens (owner)', { vip: true }),
  ],
  leads: { 'service-desk': 'bram', network: 'nadia', applications: 'amir', security: 'sven' },
  suppliers: [
    { name: 'lakenet', displayName: 'LakeNet Telecom', category: 'tactical', owner: 'nadia', supportContact: { email: 'noc@lakenet.example', hours: 'Round the clock' } },
    { name: 'paybank', displayName: 'PayBank Terminals', category: 'strategic', owner: 'director', supportContact: { email: 'support@paybank.example', phone: '+32 2 555 01 04' } },
  ],
  services: [
    { name: 'reception', displayName: 'Reception and booking', owner: 'director', supportTeam: 'service-desk', criticality: 'high', routes: [{ category: 'booking', team: 'applications', skill: 'booking' }] },
    { name: 'payments', displayName: 'Payments at the points of sale', owner: 'director', supportTeam: 'applications', criticality: 'high', suppliers: ['paybank'] },
    { name: 'wifi', displayName: 'Wifi on the grounds', owner: 'nadia', supportTeam: 'network', criticality: 'medium', suppliers: ['lakenet'] },
    { name: 'pool', displayName: 'Swimming pool systems', owner: 'director', supportTeam: 'service-desk', criticality: 'medium' },
  ],
  agreements: [
    {
      title: 'Standard service hours', kind: 'SLA', calendar: hours,
      targets: {
        1: { response: 'PT15M', resolution: 'PT4H', calendar: 'always' }, 2: { response: 'PT30M', resolution: 'PT8H' }, 3: { response: 'PT2H', resolution: 'PT16H' },
        4: { response: 'PT4H', resolution: 'PT40H' }, 5: { response: 'PT8H', resolution: 'PT80H' },
      },
    },
    {
      title: 'Payments around the clock', kind: 'SLA', service: 'payments', calendar: hours,
      targets: {
        1: { response: 'PT10M', resolution: 'PT2H', calendar: 'always' }, 2: { response: 'PT20M', resolution: 'PT4H', calendar: 'always' }, 3: { response: 'PT1H', resolution: 'PT8H' },
        4: { response: 'PT4H', resolution: 'PT24H' }, 5: { response: 'PT8H', resolution: 'PT40H' },
      },
    },
    {
      title: 'PayBank: terminals repaired', kind: 'UC', service: 'payments', calendar: hours,
      targets: { 1: { resolution: 'PT2H' }, 2: { resolution: 'PT4H' }, 3: { resolution: 'PT8H' }, 4: { resolution: 'PT16H' }, 5: { resolution: 'PT40H' } },
    },
  ],
  registers: [
    { type: 'risk-appetite', body: { name: 'default', statement: 'Guests must be able to check in and pay.', threat: 18, opportunity: 18 } },
    { type: 'contract', body: { title: 'Internet line for the grounds', supplier: 'lakenet', kind: 'service', owner: 'nadia', services: ['wifi'], starts: '2025-04-01', ends: '2027-03-31', noticePeriod: { months: 3 }, renewsFor: 12, annualValue: 8400 } },
    { type: 'contract', body: { title: 'Card terminals and clearing', supplier: 'paybank', kind: 'service', owner: 'director', services: ['payments'], starts: '2026-01-01', ends: '2028-12-31', noticePeriod: { months: 6 }, annualValue: 12600 } },
    { type: 'risk', body: { title: 'The only internet line fails on a summer Saturday', kind: 'threat', owner: 'nadia', service: 'wifi', description: 'One line, one supplier; payments and check-in need it.' } },
    { type: 'risk', body: { title: 'Guests check themselves in on their phones', kind: 'opportunity', owner: 'bram', service: 'reception' } },
    ...configuration,
    ...changes,
  ],
  stories: [
    terminalPatch,
    { as: 'guest', hoursAgo: 30, report: { title: 'Tablet at reception does not start', description: 'It stays black after charging all night. Guests wait while we check them in by hand.', service: 'reception', category: 'hardware', impact: 'medium', urgency: 'high' }, steps: [['anna', 'assign', { assignee: 'anna' }], ['anna', 'start', {}]] },
    { as: 'otto', hoursAgo: 26, report: { title: 'Card terminal in the restaurant refuses payments', service: 'payments', category: 'payments', impact: 'high', urgency: 'high' }, steps: [['amir', 'assign', { assignee: 'amir' }], ['amir', 'start', {}], ['amir', 'hold', { reason: 'vendor', note: 'The bank looks at their gateway; reference 88-104.' }]] },
    { as: 'vera', hoursAgo: 20, report: { title: 'Wifi drops every few minutes near the lake', description: 'Since the storm. Phones lose the network at pitches 40 to 60.', service: 'wifi', category: 'wifi', impact: 'medium', urgency: 'medium' }, steps: [['anna', 'assign', { team: 'network' }], ['chen', 'assign', { assignee: 'chen' }]] },
    { as: 'guest', hoursAgo: 9, report: { title: 'Booking confirmation mails arrive hours late', service: 'reception', category: 'booking', impact: 'medium', urgency: 'medium' }, steps: [] },
    { as: 'otto', hoursAgo: 5, report: { title: 'Thermometer of the paddling pool shows 99 degrees', service: 'pool', category: 'sensors', impact: 'low', urgency: 'medium' }, steps: [['anna', 'resolve', { resolution: 'Sensor cable was loose; pushed back in and checked against a hand thermometer.', resolutionCode: 'fixed' }]] },
    { as: 'guest', hoursAgo: 2, report: { title: 'Strange login page on the reception computer', description: 'It asked for the booking password twice and had a wrong address.', service: 'reception', category: 'security', impact: 'medium', urgency: 'high' }, steps: [] },
    { as: 'otto', hoursAgo: 1, report: { title: 'Printer in the kitchen prints blank receipts', service: 'payments', category: 'hardware', impact: 'low', urgency: 'low' }, steps: [] },
  ],
};
