import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AnyDefinition } from '../shared/record/define.ts';
import { pascalCase } from '../shared/record/pascal-case.ts';
import { DeadLetters } from './constructs/consumer.ts';
import { Practice } from './constructs/practice.ts';
import type { PlatformStack } from './platform-stack.ts';

export interface PracticesStackProps extends StackProps {
  readonly family: AnyDefinition['family'];
  readonly definitions: readonly AnyDefinition[];
  readonly platform: PlatformStack;
  readonly bundles: string;
}

/** The practices of one family. Nothing in here keeps anything: it can be deleted and made again. */
export class PracticesStack extends Stack {
  readonly family: AnyDefinition['family'];
  constructor(scope: Construct, id: string, { family, definitions, platform, bundles, ...props }: PracticesStackProps) {
    super(scope, id, props);
    this.family = family;
    let made: DeadLetters | undefined;
    const dead = (): DeadLetters => made ??= new DeadLetters(this, 'DeadLetters', {
      ...platform, section: 'Reactions were not applied', says: `Events that ${family} management practices should have reacted to wait in their dead-letter queue.`,
    });
    for (const practice of practicesOf(definitions, family)) new Practice(this, pascalCase(practice), { practice, definitions, platform, bundles, dead });
  }
}

/** The practices of a family; one with records of several families belongs to that of its first. */
export const practicesOf = (definitions: readonly AnyDefinition[], family: AnyDefinition['family']): string[] =>
  [...new Set(definitions.map(({ practice }) => practice))].filter((practice) => definitions.find((definition) => definition.practice === practice)!.family === family);
