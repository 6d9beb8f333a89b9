import { defineRecord } from '../../shared/record/define.ts';
import { invalid } from '../../shared/record/fault.ts';
import { flag, instant, longText, optional, ref, text } from '../../shared/record/field.ts';

const reason = longText({ max: 2000 });
const librarians = ['agent', 'lead', 'operations', 'release-manager', 'importer'] as const;

/** A build in the definitive media library: what may be deployed, known by its hash and never changed. */
export const artefact = defineRecord({
  name: 'artefact', practice: 'deployment', family: 'technical', route: 'artefacts', prefix: 'ART',
  help: 'A build in the definitive media library, known by its hash.',
  fields: {
    service: ref('service', {}, { help: 'What it is a build of.' }),
    build: text({ max: 64, help: 'Its version as people say it, such as 2.4.1.' }),
    sha256: text({ max: 64, help: '64 hexadecimal digits in lower case, over the whole file or image.' }),
    location: text({ max: 500, help: 'Where deployments fetch it: a URL, an image reference.' }),
    commit: optional(text({ max: 64, help: 'What it was built from.' })),
    committedAt: optional(instant({ help: 'When the oldest change in it was committed: lead time counts from here.' })),
    signature: optional(text({ max: 500, help: 'Where its signature or attestation is.' })),
  },
  kept: { deployable: flag(), quarantineReason: reason },
  fixed: {
    service: 'a build of something else is another artefact.', build: 'register another artefact for another version.', sha256: 'register another artefact for another build.',
  },
  states: ['registered', 'quarantined', 'retired'], done: ['retired'],
  events: ['quarantined', 'cleared', 'retired'],
  derive: { deployable: ({ record }) => record.state === 'registered' || undefined },
  create: {
    by: [...librarians, 'system'],
    check: ({ input }) => /^[0-9a-f]{64}$/.test(input.sha256!) ? undefined : invalid([{ pointer: '/sha256', code: 'invalid-hash', detail: 'sha256 must be 64 hexadecimal digits in lower case.' }]),
  },
  update: { by: librarians },
  comment: { by: [...librarians, 'security', 'system'] },
  commands: {
    quarantine: {
      help: 'Not to be deployed any more: a flaw, a doubt about its origin', from: ['registered'], to: 'quarantined', happened: 'quarantined', by: ['lead', 'operations', 'release-manager', 'security'],
      asks: { reason }, change: ({ asked }) => ({ quarantineReason: asked.reason }), note: ({ asked }) => asked.reason,
    },
    clear: {
      help: 'It may be deployed after all', from: ['quarantined'], to: 'registered', happened: 'cleared', by: ['lead', 'release-manager', 'security'],
      asks: { reason }, change: () => ({ quarantineReason: undefined }), note: ({ asked }) => asked.reason,
    },
    retire: { help: 'No longer kept for deployment', from: ['registered', 'quarantined'], to: 'retired', happened: 'retired', by: ['lead', 'release-manager'] },
  },
  unique: {
    hash: { by: ({ sha256 }) => [sha256], help: 'This build is registered already.' },
    build: { by: ({ service, build }) => [service, build], help: 'This version of the service is registered already, with another hash; a version never means two builds.' },
  },
  lists: { byState: { by: 'state' }, byService: { by: 'service' } },
  summary: ['service', 'build', 'sha256', 'commit', 'committedAt', 'deployable'],
  searched: ['build', 'commit', 'sha256'],
});
