import type { Tenant } from './tenant.ts';

type Register = Tenant['registers'][number];

const ci = (name: string, displayName: string, type: string, more: object = {}): Register => ({ type: 'ci', body: { name, displayName, type, environment: 'grounds', ...more }, then: ['goLive'] });
const dependsOn = (...targets: string[]) => ({ relations: targets.map((target) => ({ type: 'depends-on', target })) });
const oneOf = (group: string, type: string, ...targets: string[]) => targets.map((target) => ({ type, target, group }));

/** The next August that has not begun. */
const nextAugust = (now: string): number => Number(now.slice(0, 4)) + (now.slice(5, 7) < '08' ? 0 : 1);

/** What the campsite runs on: the network of the grounds, payment terminals, and booking on three servers of which two must stand. */
export const configuration: readonly Register[] = [
  { type: 'environment', body: { name: 'grounds', displayName: 'Server room and grounds', stage: 'production', kind: 'on-premises', owner: 'nadia', team: 'network', patchDays: 30, backupDays: 7, restoreTestDays: 180 }, then: ['goLive', 'patch', 'backUp'] },
  { type: 'environment', body: { name: 'booking-cloud', displayName: 'Booking in the cloud', stage: 'production', kind: 'PaaS', provider: 'AWS', account: '1203-4455-6677', region: 'eu-west-1', owner: 'amir', team: 'applications', service: 'reception', backupDays: 1, restoreTestDays: 90 }, then: ['goLive', 'backUp'] },
  ci('lake-line', 'Internet line of LakeNet', 'network', { supplier: 'lakenet', team: 'network', criticality: 'high', attributes: { downMbps: 500, upMbps: 100, contract: 'LN-2210' } }),
  ci('core-router', 'Core router', 'network-device', { team: 'network', criticality: 'high', attributes: { model: 'RB5009', firmware: '7.15.3', ipAddress: '10.0.0.1' }, ...dependsOn('lake-line') }),
  ...['reception', 'restaurant', 'lake'].map((place) => ci(`switch-${place}`, `Switch at the ${place}`, 'network-device', { team: 'network', attributes: { model: 'CRS326', ports: 24 }, ...dependsOn('core-router') })),
  ci('ap-reception', 'Access point at the reception', 'access-point', { team: 'network', ...dependsOn('switch-reception') }),
  ...[1, 2, 3].map((at) => ci(`ap-lake-${at}`, `Access point at the lake, ${at}`, 'access-point', { team: 'network', ...dependsOn('switch-lake') })),
  ci('wifi-lake', 'Wifi at the lake', 'service', { service: 'wifi', team: 'network', relations: oneOf('access-points', 'depends-on', 'ap-lake-1', 'ap-lake-2', 'ap-lake-3'), redundancy: [{ group: 'access-points', needs: 2 }] }),
  ci('paybank-gateway', 'Payment gateway of PayBank', 'cloud-resource', { environment: undefined, supplier: 'paybank', team: 'applications', criticality: 'high' }),
  ...['reception', 'restaurant', 'bar'].map((place) => ci(`terminal-${place}`, `Payment terminal at the ${place}`, 'terminal', { team: 'applications', supplier: 'paybank', ...dependsOn(place === 'bar' ? 'switch-restaurant' : `switch-${place}`) })),
  ci('card-payments', 'Card payments', 'service', { service: 'payments', team: 'applications', criticality: 'high', relations: [{ type: 'depends-on', target: 'paybank-gateway' }, ...oneOf('terminals', 'depends-on', 'terminal-reception', 'terminal-restaurant', 'terminal-bar')] }),
  ...[1, 2, 3].map((at) => ci(`booking-${at}`, `Booking server ${at}`, 'virtual-machine', { environment: 'booking-cloud', team: 'applications', attributes: { memoryGb: 8, image: 'booking-2026.10' } })),
  ci('booking-db', 'Booking database', 'database', { environment: 'booking-cloud', team: 'applications', criticality: 'high', attributes: { engine: 'postgres', version: '17.2' } }),
  ci('booking', 'Booking', 'application', { environment: 'booking-cloud', service: 'reception', owner: 'amir', team: 'applications', criticality: 'high', relations: [...oneOf('servers', 'runs-on', 'booking-1', 'booking-2', 'booking-3'), { type: 'depends-on', target: 'booking-db' }], redundancy: [{ group: 'servers', needs: 2 }] }),
  ci('reception-tablet', 'Tablet at reception', 'mobile', { team: 'service-desk', ...dependsOn('booking', 'ap-reception') }),
  ci('pool-controller', 'Controller of the pool', 'sensor', { service: 'pool', ...dependsOn('switch-lake') }),
  { type: 'maintenance', body: { title: 'Monday morning, before the bakery opens', kind: 'window', owner: 'ops', environments: ['grounds', 'booking-cloud'], recurrence: { timeZone: 'Europe/Brussels', week: { monday: [['03:00', '06:00']] }, holidays: [] } } },
  { type: 'maintenance', body: (now) => ({ title: `No changes in August ${nextAugust(now)}: the campsite is full`, kind: 'blackout', reason: 'Guests in every pitch, and half of the team on holiday.', owner: 'dina', all: true, start: `${nextAugust(now)}-07-31T22:00:00.000Z`, end: `${nextAugust(now)}-08-31T22:00:00.000Z` }) },
];
