import { Match } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { listensTo } from '../../shared/events/react.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';
import type { PlatformStack } from '../platform-stack.ts';
import { apiReach, reactReach } from '../reach.ts';
import { Consumer, type DeadLetters } from './consumer.ts';
import { route } from './front-door.ts';
import { ServiceFunction } from './function.ts';
import { ourEvents } from './service-bus.ts';

export interface PracticeProps {
  /** The folder under `functions/`. */
  readonly practice: string;
  readonly definitions: readonly AnyDefinition[];
  readonly platform: PlatformStack;
  readonly bundles: string;
  /** Where events end that it could not react to; made when the first practice of a stack asks for it. */
  readonly dead: () => DeadLetters;
}

/** All that a practice needs to run, read from its definitions: routes, functions, permissions, and a queue where it reacts to events. */
export class Practice extends Construct {
  constructor(scope: Construct, id: string, { practice, definitions, platform: { api, bus, table, topic }, bundles, dead }: PracticeProps) {
    super(scope, id);
    const own = definitions.filter((definition) => definition.practice === practice);
    const answering = new ServiceFunction(this, 'Api', { description: `Answers the API of ${practice}`, bundles, bundle: practice, entry: 'api', seconds: 29 });
    table.allow(answering, apiReach(definitions, practice));
    route(this, { api, to: answering, routes: own.flatMap(({ route: path }) => [{ method: 'ANY' as const, path: `/v1/${path}` }, { method: 'ANY' as const, path: `/v1/${path}/{proxy+}` }]) });

    const heard = [...new Set(own.flatMap(listensTo))];
    if (heard.length > 0) {
      const seconds = 60;
      const reacting = new ServiceFunction(this, 'React', { description: `Reacts to events for ${practice}`, bundles, bundle: practice, entry: 'react', seconds });
      table.allow(reacting, reactReach(definitions, practice));
      new Consumer(this, 'Reactions', {
        bus, topic, consumer: reacting, seconds, pattern: { ...ourEvents, detailType: Match.anyOf(...heard) },
        dead: dead(),
      });
    }
  }
}
