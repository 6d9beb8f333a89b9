import { defineRecord, type Actor, type Context } from '../../shared/record/define.ts';
import { invalid, refused, Refusal } from '../../shared/record/fault.ts';
import { choice, flag, instant, integer, list, longText, object, optional, ref, text } from '../../shared/record/field.ts';
import { isStaff } from '../../shared/record/policy.ts';
import { coverageOf, type Criterion } from './coverage.ts';
import { readJunit, type Report } from './junit.ts';
import { asListed, ranWith, RUNS_KEPT, unknownCriteria, verdictFor } from './runs.ts';

const MOST_CRITERIA = 40;
const reason = longText({ max: 2000 });
const planners = ['agent', 'lead', 'operations', 'release-manager'] as const;
const outcome = choice('passed', 'failed', 'skipped');
const criterionId = text({ max: 20, help: 'What tests name it by, such as U1.' });
const tested = ['agreed', 'in-progress', 'passed', 'failed'] as const;
const build = ref('artefact', { sha256: text(), build: text() }, { help: 'What was tested.' });

/** What a build must do (utility) and how well (warranty), and which tests said so. */
export const testPlan = defineRecord({
  name: 'test-plan', practice: 'validation', family: 'service', route: 'test-plans', prefix: 'TST',
  help: 'What a build must do (utility) and how well (warranty), and which tests said so.',
  fields: {
    title: text(),
    purpose: choice('test', 'acceptance'),
    service: optional(ref('service')),
    owner: optional(ref('person', {}, { help: 'Who tests, or accepts for the business.' })),
    criteria: list(object({
      id: criterionId, kind: choice('utility', 'warranty'), text: text({ max: 500 }),
      aspect: optional(choice('availability', 'capacity', 'continuity', 'security', 'performance', 'usability')), optional: optional(flag()),
    }), { max: MOST_CRITERIA, help: 'Acceptance criteria: utility is fitness for purpose, warranty fitness for use.' }),
    requiredCoverage: optional(integer({ min: 1, max: 100, help: 'Per cent of the criteria that must be covered; 100 when left out.' })),
  },
  kept: {
    artefact: build,
    sha256: text({ help: 'The build that the results are of.' }),
    results: list(object({ criterion: text(), outcome }), { max: MOST_CRITERIA }),
    strays: list(object({ source: text(), failures: integer() }), { max: RUNS_KEPT, help: 'Failed tests that belong to no criterion, by the latest run of each source.' }),
    coverage: integer({ max: 100, help: 'Per cent of the criteria that were tested.' }),
    passed: flag({ help: 'Whether that build meets the criteria.' }),
    runs: list(object({ run: integer(), at: instant(), by: text(), sha256: text(), source: text(), tests: integer(), failures: integer(), errors: integer(), skipped: integer() }), { max: RUNS_KEPT, help: 'The latest last.' }),
    runCount: integer(),
    escapes: list(object({ at: instant(), by: text(), incident: optional(text()), criterion: optional(text()), text: longText({ max: 500 }) }), { max: 50, help: 'Defects that the tests let through.' }),
    escapedCount: integer(),
  },
  fixed: { purpose: 'make another plan for another purpose.' },
  states: ['draft', ...tested, 'closed', 'canceled'], done: ['closed', 'canceled'],
  events: ['agreed', 'revised', 'run-reported', 'passed', 'failed', 'escape-recorded', 'defect-escaped', 'closed', 'canceled'],
  derive: {
    coverage: ({ record }) => coverageOf(record.criteria, record.results ?? []).percent,
    passed: ({ record }) => verdictFor(record) === 'passed' || undefined,
  },
  create: { by: [...planners, 'system', 'importer'], check: ({ input }) => idsTwice(input.criteria) },
  update: {
    by: [...planners, 'system', 'importer'],
    check: ({ record, input }) => (input.criteria || input.requiredCoverage) && record.state !== 'draft' ? refused('criteria-agreed', 'The criteria were agreed on; revise the plan first, and test anew.') : idsTwice(input.criteria),
  },
  comment: { by: [...planners, 'owner', 'manager', 'system', 'importer'] },
  commands: {
    agree: {
      help: 'The criteria are what the build will be measured by', from: ['draft'], to: 'agreed', happened: 'agreed', by: [...planners, 'owner', 'importer'],
      check: ({ record: { criteria } }) => criteria.some(({ kind }) => kind === 'utility') && criteria.some(({ kind }) => kind === 'warranty') ? undefined
        : refused('criteria-incomplete', 'It needs at least one criterion of utility (what it does) and one of warranty (how well).'),
    },
    revise: {
      help: 'Change the criteria; earlier results no longer count', from: tested, to: 'draft', happened: 'revised', by: ['lead', 'release-manager', 'owner'], asks: { reason },
      change: () => ({ results: undefined, artefact: undefined, sha256: undefined, strays: undefined }), note: ({ asked }) => asked.reason,
    },
    reportRun: {
      help: 'What a test run said of each criterion', from: tested, happened: 'run-reported', by: [...planners, 'owner', 'system', 'importer'],
      asks: { artefact: build, results: list(object({ criterion: criterionId, outcome }), { max: MOST_CRITERIA }), source: optional(text({ max: 100 })) },
      check: ({ record, asked }) => unknownCriteria(record.criteria, asked.results),
      ...ranWith(({ asked }) => asListed(asked.results)),
    },
    reportJunit: {
      help: 'A JUnit XML report; cases name their criterion in brackets, as in “adds to the cart [U1]”', from: tested, happened: 'run-reported', by: [...planners, 'system'],
      asks: { artefact: build, xml: longText({ max: 200_000 }), source: optional(text({ max: 100 })) },
      check: (context) => {
        const report = reportIn(context);
        return report instanceof Refusal ? report : undefined;
      },
      ...ranWith((context) => reportIn(context) as Report),
    },
    recordEscape: {
      help: 'A defect came through the tests: it counts against the release', from: [...tested, 'closed'], happened: 'escape-recorded', by: [...planners, 'owner', 'system'],
      asks: { text: longText({ max: 500 }), incident: optional(ref('incident')), criterion: optional(criterionId) },
      check: ({ record, asked }) => asked.incident && record.escapes?.some(({ incident }) => incident === asked.incident) ? refused('counted-already', `${asked.incident} is counted already.`)
        : asked.criterion ? unknownCriteria(record.criteria, [asked as { criterion: string }], '/criterion') : undefined,
      change: ({ record, asked, actor, now }) => ({
        escapes: [...(record.escapes ?? []), { at: now, by: actor.name, incident: asked.incident, criterion: asked.criterion, text: asked.text }].slice(-50), escapedCount: (record.escapedCount ?? 0) + 1,
      }),
      note: ({ asked }) => asked.text,
      also: ({ record, asked }) => [{ type: 'defect-escaped', data: { defect: asked.incident ?? `${record.number}/${(record.escapedCount ?? 0) + 1}` } }],
    },
    close: { help: 'Tested enough', from: tested, to: 'closed', happened: 'closed', by: [...planners, 'owner'] },
    cancel: { help: 'Not needed', from: ['draft', 'agreed', 'in-progress', 'failed'], to: 'canceled', happened: 'canceled', by: planners, asks: { reason }, note: ({ asked }) => asked.reason },
  },
  lists: { byState: { by: 'state' }, byService: { by: 'service' }, byOwner: { by: 'owner' } },
  summary: ['title', 'purpose', 'service', 'owner', 'artefact', 'sha256', 'coverage', 'passed', 'runCount', 'escapedCount'],
  searched: ['title'],
  visible: (record, actor: Actor) => isStaff(actor) || record.owner === actor.name,
});

const reports = new WeakMap<object, Report | Refusal>();

/** Rules ask for the report several times, and reading a long one takes tens of milliseconds. */
function reportIn({ record, asked }: Pick<Context<Parameters<typeof verdictFor>[0], unknown>, 'record' | 'asked'>): Report | Refusal {
  const report = reports.get(asked) ?? readJunit(asked.xml, record.criteria.map(({ id }) => id));
  reports.set(asked, report);
  return report;
}

function idsTwice(criteria: readonly Criterion[] | undefined): Refusal | undefined {
  const faults = (criteria ?? []).flatMap(({ id }, at) => criteria!.findIndex((one) => one.id === id) === at ? [] : [{ pointer: `/criteria/${at}/id`, code: 'named-twice', detail: `${id} is the id of another criterion.` }]);
  return faults.length ? invalid(faults) : undefined;
}
