import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOf, verdictOf } from '../../../functions/validation/coverage.ts';
import { readJunit } from '../../../functions/validation/junit.ts';
import { testPlan } from '../../../functions/validation/test-plan.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { given } from '../../given.ts';

const criteria = [
  { id: 'U1', kind: 'utility', text: 'A customer can order' }, { id: 'W1', kind: 'warranty', aspect: 'performance', text: 'A page comes within a second' }, { id: 'W2', kind: 'warranty', text: 'It looks well in print', optional: true },
];
const others = { 'artefact/ART1': { sha256: 'a'.repeat(64), build: '1' }, 'artefact/ART2': { sha256: 'b'.repeat(64), build: '2' } };
const draft = (more: object = {}) => given(testPlan).facing({ others }).when('create', { title: 'Shop', purpose: 'test', criteria, ...more });
const agreed = (more: object = {}) => draft(more).next.when('agree').next;
const results = (outcomes: Record<string, string>) => Object.entries(outcomes).map(([criterion, outcome]) => ({ criterion, outcome }));
const run = (outcomes: Record<string, string>, more: object = {}) => ({ artefact: 'ART1', results: results(outcomes), ...more });
const codes = (xml: string) => { const report = readJunit(xml, ['U1']); return report instanceof Refusal ? report.faults.map(({ code }) => code) : report; };

describe('criteria', () => {
  test('say what it does and how well, before anybody tests', () => {
    expect(draft({ criteria: criteria.slice(0, 1) }).next.when('agree').refused).toEqual(['criteria-incomplete']);
    expect(draft({ criteria: criteria.slice(1) }).next.when('agree').refused).toEqual(['criteria-incomplete']);
    expect(draft({ criteria: [criteria[0], criteria[0]] }).refused).toEqual(['invalid-fields', '/criteria/1/id named-twice']);
  });

  test('do not change once they are agreed; revised, they are tested anew', () => {
    expect(agreed().when('update', { requiredCoverage: 10 }).refused).toEqual(['criteria-agreed']);
    const revised = agreed().when('reportRun', run({ U1: 'passed', W1: 'passed', W2: 'passed' })).next.as('lead').when('revise', { reason: 'A new law.' });
    expect([revised.record.state, revised.record.passed, revised.record.coverage]).toEqual(['draft', undefined, 0]);
  });
});

describe('runs', () => {
  test('pass a plan when all that must be is covered and passed', () => {
    const partly = agreed().when('reportRun', run({ U1: 'passed' }));
    expect([partly.record.state, partly.record.coverage, partly.record.passed]).toEqual(['in-progress', 33, undefined]);
    const whole = partly.next.when('reportRun', run({ W1: 'passed', W2: 'passed' }));
    expect([whole.record.state, whole.record.coverage, whole.record.passed, whole.events]).toEqual(['passed', 100, true, ['run-reported', 'passed']]);
    expect(agreed({ requiredCoverage: 60 }).when('reportRun', run({ U1: 'passed', W1: 'passed' })).record.passed).toBe(true);
  });

  test('fail a plan with one criterion that fails, until it passes', () => {
    const failed = agreed().when('reportRun', run({ U1: 'failed', W1: 'passed', W2: 'passed' }));
    expect([failed.record.state, failed.record.passed, failed.events]).toEqual(['failed', undefined, ['run-reported', 'failed']]);
    expect(failed.next.when('reportRun', run({ U1: 'passed' })).record.state).toBe('passed');
  });

  test('cover nothing by skipping it', () => {
    expect(agreed().when('reportRun', run({ U1: 'passed', W1: 'skipped', W2: 'passed' })).record).toMatchObject({ state: 'in-progress', coverage: 66 });
  });

  test('on another build begin anew', () => {
    const old = agreed().when('reportRun', run({ U1: 'passed', W1: 'passed', W2: 'passed' }));
    expect(old.next.when('reportRun', run({ U1: 'passed' }, { artefact: 'ART2' })).record).toMatchObject({ state: 'in-progress', sha256: 'b'.repeat(64), coverage: 33 });
  });

  test('name criteria of the plan', () => {
    expect(agreed().when('reportRun', run({ U9: 'passed' })).refused).toEqual(['invalid-fields', '/results/0/criterion unknown-criterion']);
  });

  test('count defects that came through once', () => {
    const escaped = agreed().when('recordEscape', { text: 'The cart forgets.', incident: 'INC0000001', criterion: 'U1' });
    expect([escaped.record.escapedCount, escaped.data]).toEqual([1, { defect: 'INC0000001' }]);
    expect(escaped.next.when('recordEscape', { text: 'Again.', incident: 'INC0000001' }).refused).toEqual(['counted-already']);
  });
});

describe('a plan', () => {
  test('is never passed with a criterion that failed or must be tested and was not', () => {
    const outcome = fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const, undefined);
    fc.assert(fc.property(fc.array(fc.record({ kind: fc.constantFrom('utility' as const, 'warranty' as const), optional: fc.boolean(), outcome }), { maxLength: 12 }), fc.integer({ min: 1, max: 100 }), fc.nat(1), (some, required, strayFailures) => {
      const plan = some.map(({ kind, optional }, at) => ({ id: `C${at}`, kind, optional }));
      const said = some.flatMap((one, at) => one.outcome ? [{ criterion: `C${at}`, outcome: one.outcome }] : []);
      const tested = some.filter((one) => one.outcome === 'passed' || one.outcome === 'failed').length;
      const passes = some.length > 0 && strayFailures === 0 && some.every((one) => one.outcome === 'passed' || (one.optional && one.outcome !== 'failed')) && tested * 100 >= required * some.length;
      expect(verdictOf({ criteria: plan, results: said, strayFailures, required }) === 'passed').toBe(passes);
      expect(coverageOf(plan, said).untested).toHaveLength(some.length - tested);
    }));
  });
});

describe('a JUnit report', () => {
  const report = (cases: string) => `<?xml version="1.0"?><testsuites><testsuite name="all"><testsuite name="inner">${cases}</testsuite></testsuite></testsuites>`;
  const sent = (xml: string, source?: string) => agreed().when('reportJunit', { artefact: 'ART1', xml, ...(source && { source }) });

  test('tells of criteria by brackets in a name and by a property', () => {
    const { record } = sent(report(`
      <testcase name="orders [U1]"/><testcase classname="[W1] speed" name="home"/><testcase name="prints"><properties><property name="criterion" value="W2"/></properties></testcase><testcase name="something else"/>`));
    expect(record).toMatchObject({ state: 'passed', runs: [{ run: 1, tests: 4, failures: 0, errors: 0, skipped: 0 }] });
  });

  test('fails a criterion with any of its cases', () => {
    const { record } = sent(report('<testcase name="a [U1]"/><testcase name="b [U1]"><failure message="x">y</failure></testcase><testcase name="c [W1]"><error/></testcase><testcase name="d [W2]"><skipped/></testcase>'));
    expect(record).toMatchObject({ state: 'failed', runs: [{ tests: 4, failures: 1, errors: 1, skipped: 1 }] });
    expect(record.results).toEqual(results({ U1: 'failed', W1: 'failed', W2: 'skipped' }));
  });

  test('passes nothing while a case of its source fails that belongs to no criterion', () => {
    const green = '<testcase name="[U1]"/><testcase name="[W1]"/><testcase name="[W2]"/>';
    const red = sent(report(`${green}<testcase name="other"><failure/></testcase>`), 'ci');
    expect(red.record.state).toBe('failed');
    expect(red.next.when('reportRun', run({ U1: 'passed' })).record.state).toBe('failed');
    expect(red.next.when('reportJunit', { artefact: 'ART1', xml: report(green), source: 'ci' }).record.state).toBe('passed');
  });

  test.each<[string, string, string]>([
    ['an entity bomb', '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><testsuites>&b;</testsuites>', 'invalid-xml'],
    ['a DOCTYPE', '<!DOCTYPE t [<!ENTITY a "aaaa">]><testsuites/>', 'doctype-refused'],
    ['an external entity', '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuites>&x;</testsuites>', 'invalid-xml'],
    ['an unknown entity', '<testsuites>&b;</testsuites>', 'invalid-xml'],
    ['what is not well-formed', '<testsuites><testcase></testsuites>', 'invalid-xml'],
    ['what is nested without end', '<testsuite>'.repeat(15_000), 'invalid-xml'],
    ['another document', '<html/>', 'not-junit'],
    ['a list without end', `<testsuites><testsuite>${'<testcase/>'.repeat(5001)}</testsuite></testsuites>`, 'too-many-cases'],
  ])('is refused with %s', (_, xml, code) => expect(codes(xml)).toEqual([code]));

  test('may quote a page in what a test said', () => {
    expect(sent(report('<testcase name="[U1]"><failure><![CDATA[<!DOCTYPE html><p>Oops</p>]]></failure></testcase>')).record.state).toBe('failed');
  });

  test('is read whatever it holds, without a fault of ours', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((text) => `<testsuites>${text}</testsuites>`)), (xml) => { codes(xml); }), { numRuns: 300 });
  });
});
