import { mailNotices } from '../../functions/_platform/mail/consume.ts';
import { indexEvent } from '../../functions/_platform/search/consume.ts';
import type { Workflows } from '../../local/workflows.ts';
import { queueConsumer } from '../../shared/aws/queue.ts';
import { listensTo } from '../../shared/events/react.ts';
import { resume, startedBy, startsFor, waitedFor } from '../../shared/events/workflow.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';
import { pascalCase } from '../../shared/record/pascal-case.ts';
import type { Kernel } from '../../shared/store/kernel.ts';

export type Handler = (event: { Records: never[] }) => Promise<{ batchItemFailures: unknown[] }>;
/** A function behind a queue, and the events that its rule lets through. */
export interface Consumer { readonly name: string; readonly hears: (type: string) => boolean; readonly handle: Handler }

export interface ConsumersOptions {
  readonly kernel: Kernel;
  readonly definitions: readonly AnyDefinition[];
  readonly workflows: Pick<Workflows, 'start' | 'send'>;
  readonly reactionsOf: (practice: string) => Handler;
  /** Told of each call to another service than the table, and of each mail. */
  readonly calledOut: () => void;
  readonly mailed: () => void;
}

/** What listens to the bus by the stacks' rules, each under what its function's logical id begins with. */
export function consumersOf({ kernel, definitions, workflows, reactionsOf, calledOut, mailed }: ConsumersOptions): Consumer[] {
  const consume = (name: string, act: Parameters<typeof queueConsumer>[2]): Handler => queueConsumer(() => kernel, name, act) as unknown as Handler;
  const reacting = [...new Set(definitions.map(({ practice }) => practice))].flatMap((practice): Consumer[] => {
    const heard = definitions.filter((definition) => definition.practice === practice).flatMap(listensTo);
    return heard.length === 0 ? [] : [{ name: `${pascalCase(practice)}React`, hears: (type) => heard.includes(type), handle: reactionsOf(practice) }];
  });
  const start = consume('workflow-start', async ({ catalogue }, event) => {
    for (const execution of startsFor(catalogue, event)) {
      calledOut();
      await workflows.start(execution);
    }
  });
  const resumed = consume('workflow-resume', (on, event) => resume(on, event, async (...sent) => {
    calledOut();
    await workflows.send(...sent);
  }));
  const mail = consume('mail', mailNotices({
    send: async () => {
      calledOut();
      mailed();
    },
  }));
  return [
    ...reacting,
    { name: 'Start', hears: (type) => startedBy(definitions).includes(type), handle: start },
    { name: 'Resume', hears: (type) => waitedFor(definitions).includes(type.split('.')[0]!), handle: resumed },
    { name: 'Search', hears: () => true, handle: consume('search', indexEvent) },
    { name: 'Mail', hears: () => true, handle: mail },
  ];
}
