/** What CloudWatch adds to each line for itself. */
const OVERHEAD = 26;

export interface LogMeter {
  bytes(): number;
  /** Custom metrics that lines in the embedded metric format made, by what was running when they were written. */
  metrics(): ReadonlyMap<string, ReadonlySet<string>>;
  stop(): void;
}

/**
 * Counts what is written to standard output and error and keeps it from being shown, until stopped: in a Lambda, all of it is log.
 * @param running what writes at the moment
 */
export function meterLogs(running: () => string): LogMeter {
  const metrics = new Map<string, Set<string>>();
  let bytes = 0;
  const take = (text: string): void => {
    for (const line of text.split('\n').filter(Boolean)) {
      bytes += Buffer.byteLength(line) + OVERHEAD;
      const made = metricsIn(line);
      if (made.length > 0) metrics.set(running(), new Set([...metrics.get(running()) ?? [], ...made]));
    }
  };
  const undo = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream;
    stream.write = ((chunk: string | Uint8Array) => {
      take(String(chunk));
      return true;
    }) as typeof write;
    return () => { stream.write = write; };
  });
  return { bytes: () => bytes, metrics: () => metrics, stop: () => undo.forEach((one) => one()) };
}

interface Embedded { readonly _aws?: { readonly CloudWatchMetrics?: readonly { readonly Namespace: string; readonly Metrics: readonly { readonly Name: string }[] }[] } }

/** The metrics of a line in CloudWatch's embedded metric format, by namespace and name; each stack has its own of each. */
export function metricsIn(line: string): string[] {
  if (!line.includes('"_aws"')) return [];
  return ((JSON.parse(line) as Embedded)._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Metrics }) => Metrics.map(({ Name }) => `${Namespace} ${Name}`));
}
