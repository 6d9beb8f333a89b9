import { synthesise } from '../test/infra/synthesise.ts';
import { openCountedDesk, type Counted, type CountedDesk } from './cost/counted-desk.ts';
import { incident, normalChange, prepareStandardChanges, release, standardChange, withHabits } from './cost/lives.ts';
import { billFor, byService, sumOf, times, type Bill, type Usage } from './cost/model.ts';
import { listed } from './cost/prices.ts';
import { readStacks, type Stacks } from './cost/standing.ts';
import { metricsOf, usageOf } from './cost/used.ts';
import type { Measure } from './measure.ts';

const PRACTICES = 34;
/** A month of a service desk: what happens in it, and how many people sign in. */
const month = { incidents: 1_000, standardChanges: 120, normalChanges: 40, releases: 4, people: 300 } as const;

/**
 * What typical lives and an idle month cost at AWS's list prices, without free tiers unless it says so: real commands and reads on the
 * embedded runtime are counted, and what stands by the month is read from the synthesised stacks.
 * @param lives of each kind but releases, after one that is not counted
 * @param judged whether figures that are over their target are
 * @param say takes the detailed bills
 */
export async function cost({ lives, incidents, judged, say }: { lives: number; incidents: number; judged: boolean; say(text: string): void }): Promise<Measure[]> {
  const [plain, mailing] = [stacksWith({}), stacksWith({ mailFrom: 'servicedesk@example.com' })];
  const desk = await openCountedDesk();
  try {
    if (desk.consumers !== mailing.polled) throw new Error(`The stacks poll ${mailing.polled} queues, but ${desk.consumers} consumers are counted: see cost/counted-desk.ts.`);
    const counted = await countLives(desk, { lives, incidents });
    const use = usageOfOne(counted, mailing);
    const idleOf = (stacks: Stacks): Usage => sumOf([stacks.standing, times(use.sweep, stacks.sweepsAMonth), { customMetrics: metricsOf(counted.sweep, stacks) }]);
    const idle = idleOf(plain);
    const all34 = sumOf([idle, times(plain.onePractice, PRACTICES - plain.reacting)]);
    const busy = sumOf([
      idleOf(mailing), times(use.incident, month.incidents), times(use.standardChange, month.standardChanges), times(use.normalChange, month.normalChanges), times(use.release, month.releases),
      { activePeople: month.people, customMetrics: metricsOf(Object.values(counted).flat(), mailing) - metricsOf(counted.sweep, mailing) },
    ]);
    const bills: [string, Bill, number?][] = [
      ['1,000 incidents', billFor(times(use.incident, 1000)), 2],
      ['1,000 incidents, what nobody looks at (commands and what follows)', billFor(times(use.commands, 1000))],
      ['1,000 standard changes', billFor(times(use.standardChange, 1000))],
      ['1,000 normal changes', billFor(times(use.normalChange, 1000))],
      ['100 releases, each with one change', billFor(times(use.release, 100))],
      ['a month in which nothing happens', billFor(idle), 5],
      ['the same, after what is always free', billFor(idle, { freeTier: true })],
      [`the same with ${PRACTICES} practices that react to events`, billFor(all34)],
      ['a busy month', billFor(busy)],
      ['a busy month, after what is always free', billFor(busy, { freeTier: true })],
    ];
    say(`List prices of ${listed.region}, ${listed.date}, in ${listed.currency}. A busy month: ${Object.entries(month).map(([what, many]) => `${many} ${what}`).join(', ')}.`);
    for (const [what, bill] of bills) say(`\n${what}: ${bill.usd.toFixed(2)}\n${linesOf(bill)}`);
    say(`\nWrite units of an incident by what is written: ${kindsOf(counted.incident)}.`);
    if (plain.unknown.length > 0) say(`\nNo price is known of ${plain.unknown.join(', ')}: see cost/standing.ts.`);
    return [
      ...bills.flatMap(([what, bill, atMost]): Measure[] => [
        { bench: 'cost', what, figure: bill.usd, unit: 'US$', ...(judged && atMost !== undefined && { atMost }) },
        ...(atMost === undefined ? [] : byService(bill).map(({ service, usd }): Measure => ({ bench: 'cost', what: `  of which ${service}`, figure: usd, unit: 'US$' }))),
      ]),
      { bench: 'cost', what: 'types of resources without a price', figure: plain.unknown.length, unit: 'types', atMost: 0 },
    ];
  } finally {
    await desk.close();
  }
}

function stacksWith(context: Record<string, string>): Stacks {
  const synthesised = synthesise({ context });
  try {
    return readStacks(synthesised);
  } finally {
    synthesised.close();
  }
}

async function countLives(desk: CountedDesk, { lives, incidents }: { lives: number; incidents: number }) {
  const people = withHabits(desk);
  let at = 0;
  const some = async (live: () => Promise<unknown>, many = lives): Promise<Counted[]> => {
    const all: Counted[] = [];
    for (let one = 0; one < many; one++) all.push(await desk.count(live));
    return all;
  };
  let pattern = '';
  await desk.count(async () => { pattern = await incident(people, ++at); });
  await desk.fill(pattern, incidents);
  // What is due of the demonstration data happens now, and not in somebody's life.
  await desk.count(() => desk.advance('P60D'));
  await desk.count(() => prepareStandardChanges(desk));
  return {
    sweep: await some(() => desk.sweep(), 20),
    commands: await some(() => incident(desk, ++at)),
    incident: await some(() => incident(people, ++at)),
    standardChange: (await some(() => standardChange(people), lives + 1)).slice(1),
    normalChange: (await some(() => normalChange(people), lives + 1)).slice(1),
    release: await some(() => release(people), 1),
  };
}

/** What one life of each kind uses, as a mean of those that were counted. */
function usageOfOne<Kind extends string>(counted: Readonly<Record<Kind, readonly Counted[]>>, stacks: Stacks): Record<Kind, Usage> {
  const mean = (lives: readonly Counted[]): Usage => times(sumOf(lives.map((life) => usageOf(life, stacks))), 1 / lives.length);
  return Object.fromEntries(Object.entries<readonly Counted[]>(counted).map(([kind, lives]) => [kind, mean(lives)])) as Record<Kind, Usage>;
}

function linesOf({ lines }: Bill): string {
  const width = Math.max(...lines.map(({ service, unit }) => service.length + unit.length + 2));
  return lines.map(({ service, unit, count, usd }) => `  ${`${service}: ${unit}`.padEnd(width)} ${amount(count).padStart(14)} ${usd.toFixed(usd < 0.1 ? 4 : 2).padStart(9)}`).join('\n');
}

const amount = (count: number): string => count >= 100 ? Math.round(count).toLocaleString('en-GB') : count.toPrecision(3);

function kindsOf(counted: readonly Counted[]): string {
  const kinds = new Map<string, number>();
  for (const { table: { byKind } } of counted) for (const [kind, units] of byKind) kinds.set(kind, (kinds.get(kind) ?? 0) + units / counted.length);
  return [...kinds].toSorted(([, a], [, b]) => b - a).map(([kind, units]) => `${kind} ${units.toFixed(0)}`).join(', ');
}
