/** One request as IAM judges it: an action on a table or an index of it, with the partition keys it names. */
export interface Asked { readonly action: string; readonly index?: string; readonly keys: readonly string[] }

export interface Statement { readonly Effect: string; readonly Action: string | string[]; readonly Resource: unknown; readonly Condition?: Record<string, Record<string, string | string[]>> }

/** Whether a role's statements allow a request, as IAM evaluates what they use: StringLike over sets, and Null. */
export function allows(statements: readonly Statement[], asked: Asked): boolean {
  const fits = statements.filter(({ Action, Resource, Condition }) =>
    [Action].flat().includes(`dynamodb:${asked.action}`) && [Resource].flat().some((one) => onTable(one) === (asked.index ?? '')) && holds(Condition ?? {}, asked.keys));
  return fits.some(({ Effect }) => Effect === 'Allow') && !fits.some(({ Effect }) => Effect === 'Deny');
}

/** The index that a resource names, `''` for the table itself, undefined for anything else. */
function onTable(resource: unknown): string | undefined {
  const text = JSON.stringify(resource);
  if (!/Records[0-9A-F]{8}"?,?"?Arn|GetAttRecords[0-9A-F]{8}Arn/.test(text)) return undefined;
  return /\/index\/([a-z0-9]+)/.exec(text)?.[1] ?? (text.includes('/stream') ? undefined : '');
}

function holds(condition: Record<string, Record<string, string | string[]>>, keys: readonly string[]): boolean {
  return Object.entries(condition).every(([operator, { 'dynamodb:LeadingKeys': values }]) => {
    const patterns = [values ?? []].flat().map(like);
    const fits = (key: string): boolean => patterns.some((pattern) => pattern.test(key));
    if (operator === 'ForAllValues:StringLike') return keys.every(fits);
    if (operator === 'ForAnyValue:StringLike') return keys.some(fits);
    if (operator === 'Null') return (keys.length === 0) === (values === 'true');
    throw new Error(`Nothing here knows how to judge ${operator}`);
  });
}

const like = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
