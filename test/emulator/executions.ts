import { DescribeExecutionCommand, DescribeStateMachineCommand, paginateGetExecutionHistory, paginateListExecutions, paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';

/** What runs or ran for a record, newest first, as the embedded runtime shows it. */
export async function executionsOf(record: string): Promise<any[]> {
  const client = new SFNClient({});
  const found: any[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    for (const { stateMachineArn, name } of stateMachines) {
      const waits = waitsIn((await client.send(new DescribeStateMachineCommand({ stateMachineArn }))).definition!);
      for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
        for (const { executionArn, name: execution } of executions) {
          // Names say the tenant, the record and its round.
          if (execution!.includes(`-${record}-`)) found.push({ ...await shown({ client, executionArn: executionArn!, waits }), machine: name!.replace(/^lambdesk-/, ''), name: execution, record });
        }
      }
    }
  }
  return found.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** What each state waits for, by its name. */
function waitsIn(definition: string): ReadonlyMap<string, string> {
  const { States: states } = JSON.parse(definition) as { States: Record<string, { Parameters?: { Payload?: { wait?: string } } }> };
  return new Map(Object.entries(states).flatMap(([name, { Parameters }]) => Parameters?.Payload?.wait ? [[name, Parameters.Payload.wait]] : []));
}

async function shown({ client, executionArn, waits }: { client: SFNClient; executionArn: string; waits: ReadonlyMap<string, string> }): Promise<object> {
  const { status, startDate, stopDate, error } = await client.send(new DescribeExecutionCommand({ executionArn }));
  const entered: string[] = [];
  for await (const { events = [] } of paginateGetExecutionHistory({ client }, { executionArn })) {
    entered.push(...events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []));
  }
  return { status, error, transitions: entered.length, startedAt: startDate!.toISOString(), endedAt: stopDate?.toISOString(), ...(status === 'RUNNING' && { waitingFor: waits.get(entered.at(-1)!) }) };
}
