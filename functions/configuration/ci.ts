import { defineRecord } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { choice, instant, integer, list, longText, object, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { attributes, corrected, observedAttributes } from './attributes.ts';
import { impact } from './impact-query.ts';
import { map, serviceMap } from './map.ts';
import { recentChanges } from './recent-changes.ts';
import { relations } from './relations-query.ts';
import { checkRelations, ciTypes, isReliedOnBy, isSame, related, relationsOf, relationTypes, reliesOnTarget, type Redundancy, type Relation } from './relations.ts';

const keepers = ['agent', 'lead', 'operations', 'manager', 'system', 'importer'] as const;
const reason = longText({ max: 2000 });
const relationFields = {
  type: choice(...relationTypes),
  target: ref('ci'),
  group: optional(text({ max: 40, help: 'Members of one redundant group of the CI that relies on them; how many it needs stands in its redundancy.' })),
};

/** So many relations start from one CI; as many as wanted may lead to it. */
const MOST_RELATIONS = 30;

/** Anything that must be managed to provide a service, with what it relies on: a configuration item. */
export const ci = defineRecord({
  name: 'ci', practice: 'configuration', family: 'service', route: 'cis', prefix: 'CI', identity: 'name',
  help: 'Anything that must be managed to provide a service, with what it relies on.',
  fields: {
    name: shortName({ help: 'The short name that everything refers to; for good.' }),
    displayName: text(),
    type: choice(...ciTypes),
    description: optional(longText()),
    service: optional(ref('service', {}, { help: 'The service that is down when this is down.' })),
    environment: optional(ref('environment', {}, { help: 'Where it runs.' })),
    owner: optional(ref('person')),
    team: optional(ref('team', {}, { help: 'Who looks after it.' })),
    supplier: optional(ref('supplier')),
    criticality: optional(choice('low', 'medium', 'high')),
    attributes: optional(attributes()),
    relations: optional(list(object(relationFields), { max: MOST_RELATIONS, help: 'What it relies on, runs on, is connected to, is part of and is used by.' })),
    redundancy: optional(list(object({ group: text({ max: 40 }), needs: integer({ min: 1, max: 100 }) }), { max: 10, help: 'How many members of a redundant group it needs to work: n of m; one when nothing is said.' })),
  },
  kept: { liveAt: instant(), retiredAt: instant(), auditedAt: instant({ help: 'When an audit last corrected it.' }), auditedBy: text({ max: 20 }) },
  fixed: { name: 'the short name is what everything refers to.' },
  states: ['planned', 'live', 'retired'], done: ['retired'],
  events: ['went-live', 'related', 'unrelated', 'corrected', 'retired'],
  edges: {
    of: (record) => relationsOf(record),
    holds: ({ state }, edge) => state === 'live' && reliesOnTarget(edge),
    heldBy: (_, edge) => isReliedOnBy(edge) ? (target) => target.state === 'live' : undefined,
    closed: ({ state }) => state === 'retired',
  },
  create: { by: keepers, check: ({ input }) => checkRelations(input.name!, (input.relations ?? []) as Relation[], input.redundancy as Redundancy[] | undefined) },
  update: {
    by: keepers, from: ['planned', 'live'],
    check: ({ record, input }) => checkRelations(record.name, (input.relations ?? record.relations ?? []) as Relation[], (input.redundancy ?? record.redundancy ?? []) as Redundancy[]),
  },
  comment: { by: [...keepers, 'security', 'change-manager', 'release-manager', 'owner'] },
  commands: {
    goLive: { help: 'It is in service', from: ['planned'], to: 'live', happened: 'went-live', by: keepers, change: ({ now }) => ({ liveAt: now }) },
    relate: {
      help: 'Say how it relates to another CI, or put the relation into another redundant group', from: ['planned', 'live'], happened: 'related', by: keepers, asks: relationFields,
      check: ({ record, asked }) => relationsOf(record).length >= MOST_RELATIONS && !relationsOf(record).some((one) => isSame(one, asked as Relation))
        ? refused('too-many-relations', `At most ${MOST_RELATIONS} relations start from one CI; relate the others to it, or put something between.`)
        : checkRelations(record.name, [asked as Relation]),
      change: ({ record, asked }) => ({ relations: related(relationsOf(record), asked as Relation) }),
      note: ({ asked }) => `${asked.type} ${asked.target}`,
    },
    unrelate: {
      help: 'The two have nothing to do with each other any more', happened: 'unrelated', by: keepers, asks: { type: relationFields.type, target: relationFields.target },
      check: ({ record, asked }) => relationsOf(record).some((one) => isSame(one, asked as Relation)) ? undefined : refused('not-related', 'There is no such relation from this CI.'),
      change: ({ record, asked }) => ({ relations: relationsOf(record).filter((one) => !isSame(one, asked as Relation)) as Relation[] }),
      note: ({ asked }) => `${asked.type} ${asked.target}`,
    },
    correct: {
      help: 'An audit found it otherwise, and somebody confirmed that', from: ['planned', 'live'], happened: 'corrected', by: ['system'],
      takes: { displayName: 'optional', type: 'optional', environment: 'optional', relations: 'optional' },
      asks: { audit: text({ max: 20 }), version: integer({ help: 'The version that was compared.' }), attributes: optional(observedAttributes()) },
      check: ({ record, input, asked }) => record.version === asked.version ? checkRelations(record.name, (input.relations ?? []) as Relation[])
        : refused('changed-since', `It was compared at version ${asked.version} and changed since; look at the difference again.`),
      change: ({ record, asked, now }) => ({ auditedAt: now, auditedBy: asked.audit, ...(asked.attributes && { attributes: corrected(record.attributes, asked.attributes) }) }),
      note: ({ asked }) => asked.audit,
    },
    retire: {
      help: 'No longer in service; refused while something live relies on it', from: ['planned', 'live'], to: 'retired', happened: 'retired', by: ['lead', 'operations', 'manager', 'system', 'importer'],
      asks: { reason }, change: ({ now }) => ({ retiredAt: now }), note: ({ asked }) => asked.reason,
    },
  },
  lists: { byState: { by: 'state' }, byType: { by: 'type' }, byService: { by: 'service' }, byEnvironment: { by: 'environment' }, byOwner: { by: 'owner' } },
  summary: ['name', 'displayName', 'type', 'service', 'environment', 'owner', 'team', 'criticality'],
  searched: ['name', 'displayName', 'description'],
  queries: { impact, map, relations, 'service-map': serviceMap, 'recent-changes': recentChanges },
  reactions: {
    createObserved: { on: 'audit.creation-confirmed', help: 'What an audit saw and somebody confirmed is recorded', find: { create: true }, run: 'create', with: ({ data }) => data.ci },
    observedLive: { on: 'audit.creation-confirmed', help: 'What was seen is in service', find: { named: ({ data }) => data.name }, run: 'goLive' },
    correctObserved: { on: 'audit.correction-confirmed', help: 'It is recorded as it was seen', find: { named: ({ data }) => data.name }, run: 'correct', with: ({ data }) => data.correction },
    retireMissing: { on: 'audit.retirement-confirmed', help: 'What is not there any more is retired', find: { named: ({ data }) => data.name }, run: 'retire', with: ({ metadata }) => ({ reason: `Not seen by ${metadata.recordId}` }) },
  },
});
