import { envelopeBytes, headerBytes, lambda, monthsKept, stateLogBytes, tracedShare } from './assumed.ts';
import type { Counted } from './counted-desk.ts';
import type { Worked } from './counter.ts';
import type { Usage } from './model.ts';
import { API_CHUNK, CHUNK, chunksOf, GB } from './sizes.ts';
import type { Stacks } from './standing.ts';

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Milliseconds that AWS charges for one call, on average: CPU on a share of a processor, waiting, and the share of cold starts. */
export function msOfCall({ calls, cpuMs, trips, otherCalls }: Worked, { gb }: { gb: number }): number {
  const share = Math.min(1, gb * 1024 / lambda.mbOfAProcessor);
  return Math.ceil(cpuMs / calls * lambda.cpuFactor / share + trips / calls * lambda.tripMs + otherCalls / calls * lambda.callMs) + lambda.coldShare * lambda.coldMs;
}

/** What AWS would count of what happened here. `people` who sign in and what stands there by the month are not in it. */
export function usageOf(counted: Counted, stacks: Pick<Stacks, 'functionOf' | 'accessLine' | 'tracedMachines'>): Usage {
  const functions = [...counted.functions].map(([name, worked]) => ({ worked, deployed: stacks.functionOf(name) }));
  const calls = sum(functions.map(({ worked }) => worked.calls));
  const inBus = counted.events.map((bytes) => bytes + envelopeBytes);
  const logGb = (counted.logBytes
    + sum(functions.map(({ worked, deployed }) => deployed.systemLines ? worked.calls * lambda.systemLineBytes : 0))
    + counted.requests * stacks.accessLine + counted.transitions * stateLogBytes) / GB;
  const archiveGb = sum(inBus) / GB;
  return {
    writeUnits: counted.writeUnits, readUnits: counted.readUnits,
    tableGbMonths: (counted.stored.table + counted.stored.indexes) / GB * monthsKept.records,
    // Of the table itself; indexes are made anew from it.
    backupGbMonths: counted.stored.table / GB * monthsKept.records,
    invocations: calls,
    gbSeconds: sum(functions.map(({ worked, deployed }) => worked.calls * msOfCall(worked, deployed) / 1000 * deployed.gb)),
    apiRequests: counted.requests * chunksOf(counted.answerBytes / Math.max(1, counted.requests), API_CHUNK),
    events: sum(counted.events.map((bytes) => chunksOf(bytes, CHUNK))),
    archivedGb: archiveGb, archiveGbMonths: archiveGb * monthsKept.archive,
    // Sent by the bus, received by Lambda and deleted by it: the first two carry the event.
    queueRequests: sum(counted.deliveries.map((bytes) => 2 * chunksOf(bytes + envelopeBytes, CHUNK) + 1)),
    transitions: counted.transitions, mails: counted.mails,
    logGb, logGbMonths: logGb * monthsKept.logs,
    traces: tracedShare * (sum(functions.map(({ worked, deployed }) => deployed.traced ? worked.calls : 0)) + (stacks.tracedMachines ? counted.executions : 0)),
    egressGb: (counted.answerBytes + counted.requests * headerBytes) / GB,
  };
}

/** The custom metrics that were written, each once a stack; CloudWatch charges them by the month in which they are, however often. */
export const metricsOf = (counted: readonly Pick<Counted, 'metrics'>[], { functionOf }: Pick<Stacks, 'functionOf'>): number =>
  new Set(counted.flatMap(({ metrics }) => [...metrics].flatMap(([name, own]) => [...own].map((metric) => `${functionOf(name).stack} ${metric}`)))).size;
