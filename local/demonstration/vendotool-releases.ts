import type { Happened } from './tenant.ts';

const by = 'vt-release';

/** The shop goes through OTAP twice: 2.4 is rolled back in production when its canary shows errors, 2.5 stays. 2.6 is being planned. */
export const releases: readonly Happened[] = [
  ...build('2.3.0', '3'), ...build('2.4.0', '4'), ...build('2.5.0', '5'), ...build('2.6.0', '6'),
  ...deployed({ key: 'start', artefact: '{build-2.3.0}', environment: 'production', approach: 'continuous' }, 'importer'),
  ...release('2.4.0', { title: 'Shop 2.4: one-page checkout', rollbackArtefact: '{build-2.3.0}', change: 'Checkout on one page', reason: 'Three in ten customers leave between the pages.' }),
  ...canary('2.4.0'),
  { as: by, type: 'release', after: 0.2, command: 'reportHealth', id: '{release-2.4.0}', body: { errorRate: 4.2 } },
  { as: 'system', type: 'release', after: 0, command: 'rollBack', id: '{release-2.4.0}' },
  ...answered('2.4.0', { key: 'undone-2.4.0', artefact: '{build-2.3.0}', environment: 'production', approach: 'canary', action: 'roll-back', ring: 'rollback' }),
  { as: 'system', type: 'deployment', after: 0, command: 'blame', id: '{canary-2.4.0}', body: { reason: '4.2 % of errors, and 1 % are allowed.' } },
  ...release('2.5.0', { title: 'Shop 2.5: one-page checkout, mended', rollbackArtefact: '{build-2.3.0}', change: 'Checkout on one page, with retries towards the payment provider', reason: 'Timeouts of the provider stopped orders in 2.4.' }),
  ...canary('2.5.0'),
  { as: by, type: 'release', after: 0.2, command: 'reportHealth', id: '{release-2.5.0}', body: { errorRate: 0.3 } },
  { as: 'system', type: 'release', after: 1, command: 'endWatch', id: '{release-2.5.0}' },
  { as: 'system', type: 'release', after: 0, command: 'deploy', id: '{release-2.5.0}' },
  ...answered('2.5.0', { key: 'whole-2.5.0', artefact: '{build-2.5.0}', environment: 'production', approach: 'canary', ring: 'everybody' }),
  { as: 'system', type: 'release', after: 0, command: 'enterEarlyLife', id: '{release-2.5.0}' },
  { as: 'vt-agent', type: 'release', after: 20, command: 'confirmHandover', id: '{release-2.5.0}', body: { item: 'knownErrors', evidence: 'Vouchers are shown in the old currency for a second.' } },
  { as: 'vt-agent', type: 'release', after: 2, command: 'confirmHandover', id: '{release-2.5.0}', body: { item: 'documentation', evidence: 'The article on checkout was rewritten.' } },
  ...planned('2.6.0', { title: 'Shop 2.6: gift cards', rollbackArtefact: '{build-2.5.0}', change: 'Sell gift cards', reason: 'Customers ask for them every December.' }),
];

interface Told { readonly title: string; readonly rollbackArtefact: string; readonly change: string; readonly reason: string }

function build(version: string, digit: string): Happened[] {
  return [{
    as: by, type: 'artefact', after: 1, command: 'create', made: `build-${version}`,
    body: { service: 'shop', build: version, sha256: digit.repeat(64), location: `s3://vendotool-library/shop-${version}.zip`, commit: digit.repeat(40), committedAt: '{now}' },
  }];
}

function planned(version: string, { title, rollbackArtefact, change, reason }: Told): Happened[] {
  const criteria = [
    { id: 'U1', kind: 'utility', text: 'A customer orders and pays.' }, { id: 'U2', kind: 'utility', text: 'A customer gets the order confirmed by mail.' },
    { id: 'W1', kind: 'warranty', aspect: 'performance', text: 'A page comes within a second at 200 visitors at once.' }, { id: 'W2', kind: 'warranty', aspect: 'security', text: 'No card data is kept.' },
  ];
  return [
    ...(['test', 'acceptance'] as const).flatMap((purpose): Happened[] => [
      { as: by, type: 'test-plan', after: 1, command: 'create', made: `${purpose}-${version}`, body: { title: `Shop ${version}: ${purpose}`, purpose, service: 'shop', owner: 'vt-manager', criteria } },
      { as: by, type: 'test-plan', after: 0, command: 'agree', id: `{${purpose}-${version}}` },
    ]),
    { as: by, type: 'change', after: 1, command: 'create', made: `change-${version}`, body: { title: change, reason, type: 'standard', requester: 'vt-manager', service: 'shop', cis: ['shop-web'] } },
    {
      as: by, type: 'release', after: 1, command: 'create', made: `release-${version}`,
      body: {
        title, kind: 'minor', service: 'shop', owner: by, signatory: 'vt-manager', artefact: `{build-${version}}`, rollbackArtefact, testPlan: `{test-${version}}`, acceptancePlan: `{acceptance-${version}}`,
        developmentIn: 'development', testIn: 'test', acceptanceIn: 'acceptance', productionIn: 'production', approach: 'canary', canary: { percent: 5, bakeTime: 'PT1H', maxErrorRate: 1 },
        rollbackPlan: 'Route all visitors back to the version before, then look at orders that were under way.', earlyLifeDays: 7,
      },
    },
    { as: by, type: 'release', after: 0, command: 'include', id: `{release-${version}}`, body: { change: `{change-${version}}` } },
  ];
}

/** Up to the open gate to production. */
function release(version: string, told: Told): Happened[] {
  const order = (command: string, body: Happened['body'] = {}, as = by): Happened => ({ as, type: 'release', after: 1, command, id: `{release-${version}}`, body });
  const stage = (environment: string): Happened[] => [
    order('deploy', {}, 'system'), ...answered(version, { key: `in-${environment}-${version}`, artefact: `{build-${version}}`, environment, approach: 'big-bang', ring: 'everybody' }),
  ];
  const tested = (purpose: string): Happened => ({
    as: by, type: 'test-plan', after: 4, command: 'reportRun', id: `{${purpose}-${version}}`,
    body: { artefact: `{build-${version}}`, source: purpose === 'test' ? 'pipeline' : 'testers of the shop', results: ['U1', 'U2', 'W1', 'W2'].map((criterion) => ({ criterion, outcome: 'passed' })) },
  });
  return [
    ...planned(version, told),
    ...['submit', 'preauthorise'].map((command): Happened => ({ as: 'importer', type: 'change', after: 1, command, id: `{change-${version}}` })),
    order('include', { change: `{change-${version}}` }), order('begin'), ...stage('development'), order('promote'), ...stage('test'), tested('test'), order('promote'),
    ...stage('acceptance'), tested('acceptance'), order('signOff', { evidence: 'Six colleagues of the shop ordered, paid and sent back.' }, 'vt-manager'), order('promote'),
  ];
}

function canary(version: string): Happened[] {
  return [
    { as: 'system', type: 'release', after: 8, command: 'deploy', id: `{release-${version}}` },
    ...answered(version, { key: `canary-${version}`, artefact: `{build-${version}}`, environment: 'production', approach: 'canary', ring: 'canary', percent: 5, completes: false }),
  ];
}

type Deployment = Readonly<Record<string, unknown>> & { readonly key: string };

function deployed({ key, ...body }: Deployment, as: string): Happened[] {
  return [
    { as, type: 'deployment', after: 0.1, command: 'create', made: key, body },
    { as: by, type: 'deployment', after: 0.3, command: 'succeed', id: `{${key}}` },
  ];
}

/** A deployment that a release asked for, made, answered and noted. */
function answered(version: string, deployment: Deployment): Happened[] {
  return [
    ...deployed({ release: `{release-${version}}`, rollout: `{release-${version}}-r1`, ...deployment }, 'system'),
    { as: 'system', type: 'release', after: 0, command: 'recordDeployment', id: `{release-${version}}`, body: { deployment: `{${deployment.key}}` } },
  ];
}
