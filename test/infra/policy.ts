/** A statement of a policy, with its references resolved. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** One request as IAM sees it: who asks is the policy's affair, or, in a policy of a resource, `principal`. */
export interface Asking {
  readonly action: string;
  readonly resource: string;
  readonly principal?: { readonly service: string };
  /** Condition keys of the request; one that is missing here is missing there. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Whether a policy allows a request, as IAM evaluates what is used here: a Deny that fits wins, else an Allow that fits.
 * @throws {Error} for an operator that this does not know, rather than guess
 */
export function permits(statements: readonly Statement[], asking: Asking): boolean {
  const fits = statements.filter((statement) => covers(statement, asking));
  return fits.some(({ Effect }) => Effect === 'Allow') && !fits.some(({ Effect }) => Effect === 'Deny');
}

function covers({ Action, Resource, Principal, Condition = {} }: Statement, { action, resource, principal, context = {} }: Asking): boolean {
  return list(Action).some((one) => like(one.toLowerCase()).test(action.toLowerCase()))
    && (Resource === undefined || list(Resource).some((one) => like(one).test(resource)))
    && (Principal === undefined || isMeant(Principal, principal))
    && Object.entries(Condition).every(([operator, keys]) => Object.entries(keys).every(([key, wanted]) => holds(operator, list(wanted), context[key])));
}

function isMeant(policy: NonNullable<Statement['Principal']>, principal: Asking['principal']): boolean {
  if (typeof policy === 'string') return policy === '*';
  return Object.entries(policy).some(([kind, names]) => (kind === 'AWS' && list(names).includes('*')) || (kind === 'Service' && !!principal && list(names).includes(principal.service)));
}

const matches: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringLike: (wanted, value) => like(wanted).test(value),
  ArnEquals: (wanted, value) => like(wanted).test(value),
  ArnLike: (wanted, value) => like(wanted).test(value),
  Bool: (wanted, value) => wanted === value,
};

function holds(operator: string, wanted: readonly string[], values: readonly string[] | undefined): boolean {
  if (operator === 'Null') return (values === undefined || values.length === 0) === (wanted[0] === 'true');
  const [, over, name] = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(operator)!;
  const match = matches[name!];
  if (!match) throw new Error(`Nothing here knows how to judge ${operator}`);
  const fits = (value: string): boolean => wanted.some((one) => match(String(one), value));
  // A key that a request does not carry fits no condition, but all of none of its values do.
  if (over === 'ForAllValues') return (values ?? []).every(fits);
  return (values ?? []).some(fits);
}

/** One request to the table, or to an index of it, with the partition keys it names. */
export interface Asked { readonly action: string; readonly index?: string; readonly keys: readonly string[] }

/** Whether a role's statements allow a request to a table. */
export const allowsOn = (table: string, statements: readonly Statement[], { action, index, keys }: Asked): boolean =>
  permits(statements, { action: `dynamodb:${action}`, resource: index ? `${table}/index/${index}` : table, context: { 'dynamodb:LeadingKeys': keys } });

const list = <T>(one: T | readonly T[]): readonly T[] => Array.isArray(one) ? one : [one as T];

const like = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
