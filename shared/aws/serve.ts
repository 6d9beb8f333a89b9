import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { AnyDefinition } from '../record/define.ts';
import { react } from '../events/react.ts';
import { resource } from '../http/resource.ts';
import { serveRoutes, type ApiHandler } from '../http/serve.ts';
import type { Kernel } from '../store/kernel.ts';
import { lambdaKernel } from './lambda-kernel.ts';
import { queueConsumer } from './queue.ts';
import { observed } from './telemetry.ts';

export interface PracticeHandlers {
  /** Answers the practice's part of the API. */
  readonly api: ApiHandler;
  /** Answers events from the practice's reaction queue. */
  readonly react: (event: SQSEvent) => Promise<SQSBatchResponse>;
}

/** The Lambdas of one practice: all that its folder's `handler.ts` says. */
export function serve(practice: string, definitions: readonly AnyDefinition[]): { api: ApiHandler; react: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> } {
  const { api, react: reacting } = practiceHandlers({ practice, definitions, kernel: lambdaKernel(definitions) });
  return { api: observed(practice, api), react: observed(practice, reacting) };
}

/** The same over any kernel, for the embedded runtime and tests. */
export function practiceHandlers({ practice, definitions, kernel }: { practice: string; definitions: readonly AnyDefinition[]; kernel: () => Kernel }): PracticeHandlers {
  const own = definitions.filter((definition) => definition.practice === practice);
  return {
    api: serveRoutes(kernel, (on) => own.flatMap((definition) => resource(on, definition))),
    react: queueConsumer(kernel, practice, async (on, event) => {
      for (const definition of own) await react(on, definition, event);
    }),
  };
}
