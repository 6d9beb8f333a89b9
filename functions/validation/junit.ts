import { parseXml, XmlDocumentType, XmlElement, XmlError } from '@rgrove/parse-xml';
import { invalid, type Refusal } from '../../shared/record/fault.ts';
import type { Outcome, Result } from './coverage.ts';

/** A report of this many cases is more than one run. */
const MOST_CASES = 5000;

export interface Report {
  readonly tests: number; readonly failures: number; readonly errors: number; readonly skipped: number;
  /** Failures of cases that name no criterion of the plan. */
  readonly strayFailures: number;
  readonly results: readonly Result[];
}

/**
 * Reads a JUnit XML report. A case belongs to the criteria whose ids stand in brackets in its name or class name (`adds to the cart [U1]`), or
 * in a property named `criterion`. A criterion failed if one of its cases did, was skipped if all of them were, and passed otherwise.
 * The parser knows no entities but those of XML itself, so none grows; a document with a DOCTYPE, which reports do not need, is refused.
 * @returns the report, or a refusal (`invalid-fields`, pointer `/xml`)
 */
export function readJunit(xml: string, criteria: readonly string[]): Report | Refusal {
  const root = rootOf(xml);
  if (!(root instanceof XmlElement)) return root;
  if (root.name !== 'testsuites' && root.name !== 'testsuite') return unreadable('not-junit', `The root element must be testsuites or testsuite, and is ${root.name.slice(0, 40)}.`);
  const cases = casesIn(root);
  if (cases.length > MOST_CASES) return unreadable('too-many-cases', `A report holds ${MOST_CASES} test cases at most; send several.`);
  const told = cases.map((one) => ({ ...outcomeOf(one), criteria: criteriaOf(one, criteria) }));
  const count = (kind: string): number => told.filter((one) => one.kind === kind).length;
  return {
    tests: told.length, failures: count('failure'), errors: count('error'), skipped: count('skipped'),
    strayFailures: told.filter(({ outcome, criteria: own }) => outcome === 'failed' && own.length === 0).length,
    results: criteria.flatMap((criterion) => {
      const outcomes = told.filter(({ criteria: own }) => own.includes(criterion)).map(({ outcome }) => outcome);
      return outcomes.length ? [{ criterion, outcome: worst(outcomes) }] : [];
    }),
  };
}

function rootOf(xml: string): XmlElement | Refusal {
  try {
    const { children, root } = parseXml(xml, { preserveDocumentType: true });
    if (children.some((child) => child instanceof XmlDocumentType)) return unreadable('doctype-refused', 'A report has no DOCTYPE.');
    return root ?? unreadable('invalid-xml', 'There is no root element.');
  } catch (error) {
    if (error instanceof XmlError) return unreadable('invalid-xml', `It is not well-formed XML: ${error.message.split('\n')[0]}`.slice(0, 300));
    // The parser descends by recursion.
    if (error instanceof RangeError) return unreadable('invalid-xml', 'Its elements are nested too deeply.');
    throw error;
  }
}

const unreadable = (code: string, detail: string): Refusal => invalid([{ pointer: '/xml', code, detail }]);

const childrenOf = (element: XmlElement): XmlElement[] => element.children.filter((child) => child instanceof XmlElement);

/** Suites may hold suites. */
const casesIn = (suite: XmlElement): XmlElement[] =>
  childrenOf(suite).flatMap((child) => child.name === 'testcase' ? [child] : child.name === 'testsuite' ? casesIn(child) : []);

function outcomeOf(one: XmlElement): { kind: string; outcome: Outcome } {
  const names = childrenOf(one).map(({ name }) => name);
  const kind = names.includes('error') ? 'error' : names.includes('failure') ? 'failure' : names.includes('skipped') ? 'skipped' : 'success';
  return { kind, outcome: kind === 'skipped' ? 'skipped' : kind === 'success' ? 'passed' : 'failed' };
}

function criteriaOf(one: XmlElement, known: readonly string[]): string[] {
  const properties = childrenOf(one).filter(({ name }) => name === 'properties').flatMap(childrenOf);
  const named = properties.filter(({ attributes }) => attributes.name === 'criterion').map((property) => property.attributes.value ?? property.text.trim());
  const words = `${one.attributes.classname ?? ''} ${one.attributes.name ?? ''}`;
  return known.filter((id) => named.includes(id) || words.includes(`[${id}]`));
}

const worst = (outcomes: readonly Outcome[]): Outcome => outcomes.includes('failed') ? 'failed' : outcomes.includes('passed') ? 'passed' : 'skipped';
