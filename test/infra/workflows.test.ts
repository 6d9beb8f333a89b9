import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { startedBy, waitedFor } from '../../shared/events/workflow.ts';
import { synthesise, type Synthesised } from './synthesise.ts';

let stacks: Synthesised;
beforeAll(() => { stacks = synthesise(); });
afterAll(() => stacks?.close());

const machines = [...new Set(definitions.flatMap(({ workflows }) => Object.keys(workflows ?? {})))];
const made = (): [string, any][] => stacks.ofType('AWS::StepFunctions::StateMachine');
const logicalId = (at: string): string => at.split('/')[1]!;
const functionCalled = (name: string): [string, any] => stacks.ofType('AWS::Lambda::Function').find(([at]) => new RegExp(`^lambdesk-workflows/${name}[0-9A-F]{8}$`).test(at))!;
const roleStatements = (id: string): any[] => stacks.resources.get(`lambdesk-workflows/${id}`)!.Properties.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);
const statementsOf = (name: string): any[] => roleStatements(functionCalled(name)[1].Properties.Role['Fn::GetAtt'][0]);
const doing = (statements: any[], action: string): any[] => statements.filter(({ Action }) => [Action].flat().includes(action));

describe('the machines', () => {
  it('are all deployed, as Standard ones under names of their own', () => {
    expect(made().map(([, { Properties }]) => Properties.StateMachineName).sort()).toEqual(machines.map((machine) => `lambdesk-${machine}`).sort());
    expect(made().every(([, { Properties }]) => Properties.StateMachineType === 'STANDARD')).toBe(true);
  });

  it('log every step but nothing of what it carries', () => {
    for (const [at, { Properties }] of made()) {
      expect([at, Properties.LoggingConfiguration.Level, Properties.LoggingConfiguration.IncludeExecutionData]).toEqual([at, 'ALL', false]);
    }
  });

  it('may call the one function that they are given, and nothing else', () => {
    const step = { 'Fn::GetAtt': [logicalId(functionCalled('Step')[0]), 'Arn'] };
    for (const [at, { Properties }] of made()) {
      expect([at, Properties.DefinitionSubstitutions]).toEqual([at, { StepFunction: step }]);
      const statements = roleStatements(Properties.RoleArn['Fn::GetAtt'][0]);
      expect([at, doing(statements, 'lambda:InvokeFunction').map(({ Resource }) => Resource)]).toEqual([at, [step]]);
      const others = statements.flatMap(({ Action }) => [Action].flat() as string[]).filter((action) => !/^(logs|xray):/.test(action));
      expect([at, others]).toEqual([at, ['lambda:InvokeFunction']]);
    }
  });

  it('publish a version with each change, which stays while executions use it, and are started by the newest', () => {
    const versions = stacks.ofType('AWS::StepFunctions::StateMachineVersion') as [string, any][];
    expect(versions).toHaveLength(machines.length);
    for (const [at, one] of versions) {
      expect([at, one.DeletionPolicy, one.UpdateReplacePolicy]).toEqual([at, 'Retain', 'Retain']);
      expect([at, one.Properties.StateMachineRevisionId['Fn::GetAtt'][1]]).toEqual([at, 'StateMachineRevisionId']);
    }
    const aliases = stacks.ofType('AWS::StepFunctions::StateMachineAlias');
    expect(aliases.map(([, { Properties }]) => [Properties.Name, Properties.DeploymentPreference.StateMachineVersionArn['Fn::GetAtt'][0]]).sort()).toEqual(versions.map(([at]) => ['live', logicalId(at)]).sort());
    expect(aliases.every(([, { Properties }]) => Properties.DeploymentPreference.Type === 'ALL_AT_ONCE')).toBe(true);
  });
});

describe('the functions around them', () => {
  const arns = (statements: any[]): string[] => statements.flatMap(({ Resource }) => [Resource].flat()).map((arn) => JSON.stringify(arn));

  it('may start and answer these machines, each no more than it does', () => {
    expect(doing(statementsOf('Start'), 'states:StartExecution')).toHaveLength(1);
    for (const name of ['Step', 'Resume']) expect([name, doing(statementsOf(name), 'states:SendTaskSuccess').length, doing(statementsOf(name), 'states:StartExecution').length]).toEqual([name, 1, 0]);
    for (const arn of [...arns(doing(statementsOf('Start'), 'states:StartExecution')), ...arns(doing(statementsOf('Step'), 'states:SendTaskSuccess'))]) {
      expect(machines.some((machine) => arn.includes(`:stateMachine:lambdesk-${machine}"`))).toBe(true);
    }
    expect(statementsOf('Start').flatMap(({ Action }) => [Action].flat()).filter((action: string) => action.startsWith('dynamodb:'))).toEqual([]);
    expect(JSON.stringify(functionCalled('Start')[1].Properties.Environment)).toMatch(/stateMachine:lambdesk-[a-z-]+:live/);
  });

  it('hear of what starts a machine, and of changes of what one waits for, and of no replay', () => {
    const rule = (name: string): any => stacks.ofType('AWS::Events::Rule').find(([at]) => at.startsWith(`lambdesk-workflows/${name}`))![1].Properties.EventPattern;
    expect(rule('Starts')['detail-type'].toSorted()).toEqual(startedBy(definitions).sort());
    expect(rule('Changes')['detail-type']).toEqual(waitedFor(definitions).map((type) => ({ prefix: `${type}.` })));
    for (const name of ['Starts', 'Changes']) expect(rule(name)['replay-name']).toEqual([{ exists: false }]);
  });
});
