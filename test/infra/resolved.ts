/** Where the stacks of the tests are deployed, as far as they are. */
export const accountId = '123456789012';
export const region = 'eu-west-1';

interface Stack { readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>; readonly Outputs?: Readonly<Record<string, { Value: unknown; Export?: { Name: string } }>> }

const pseudo: Readonly<Record<string, string>> = { 'AWS::AccountId': accountId, 'AWS::Region': region, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com' };

/**
 * Answers what CloudFormation makes of values in templates: every reference becomes the text of a name or an ARN, made of the stack and the
 * logical id, and what one stack exports is the same text in another.
 */
export function resolver(stacks: ReadonlyMap<string, Stack>): (stack: string, value: unknown) => any {
  const exported = new Map([...stacks].flatMap(([stack, { Outputs = {} }]) => Object.values(Outputs).flatMap(({ Export, Value }) => Export ? [[Export.Name, { stack, Value }] as const] : [])));
  const resolve = (stack: string, value: unknown): any => {
    if (Array.isArray(value)) return value.map((one) => resolve(stack, one));
    if (typeof value !== 'object' || value === null) return value;
    const entries: [string, any][] = Object.entries(value);
    const [key, inner] = entries[0] ?? ['', undefined];
    if (entries.length !== 1 || !/^(Ref|Fn::)/.test(key)) return Object.fromEntries(entries.map(([name, one]) => [name, resolve(stack, one)]));
    switch (key) {
      case 'Ref': return pseudo[inner] ?? named(stack, inner);
      case 'Fn::GetAtt': return attribute(stack, inner[0], inner[1]);
      case 'Fn::Join': return resolve(stack, inner[1]).join(inner[0]);
      case 'Fn::Sub': return String(inner).replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => resolve(stack, { Ref: name }));
      case 'Fn::Split': return resolve(stack, inner[1]).split(inner[0]);
      case 'Fn::Select': return resolve(stack, inner[1])[inner[0]];
      case 'Fn::ImportValue': {
        const { stack: from, Value } = exported.get(inner)!;
        return resolve(from, Value);
      }
      case 'Fn::GetStackOutput': return resolve(inner.StackName, stacks.get(inner.StackName)!.Outputs![inner.OutputName]!.Value);
      default: throw new Error(`Nothing here knows how to resolve ${key}`);
    }
  };
  const typeOf = (stack: string, id: string): string => stacks.get(stack)!.Resources[id]!.Type;
  const arn = (stack: string, id: string): string => {
    const [, service, kind] = typeOf(stack, id).split('::') as [string, string, string];
    if (kind === 'Rule') return `arn:aws:events:${region}:${accountId}:rule/${resolve(stack, stacks.get(stack)!.Resources[id]!.Properties.EventBusName)}/${stack}-${id}`;
    return `arn:aws:${service.toLowerCase()}:${region}:${accountId}:${kind.toLowerCase()}/${stack}/${id}`;
  };
  const named = (stack: string, id: string): string => typeOf(stack, id) === 'AWS::SNS::Topic' ? arn(stack, id) : `${stack}/${id}`;
  const attribute = (stack: string, id: string, name: string): string => {
    if (name !== 'Arn' && !name.endsWith('Arn')) return `${stack}/${id}.${name}`;
    return `${arn(stack, id)}${name === 'StreamArn' ? '/stream/1' : ''}${typeOf(stack, id) === 'AWS::Logs::LogGroup' ? ':*' : ''}`;
  };
  return resolve;
}
