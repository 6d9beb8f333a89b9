/** Someone who can sign in to the embedded runtime. `name` is unique within `tenant`. */
export type Person = { name: string; displayName: string; tenant: string; roles: string[]; team?: string; email?: string };

/** How a person is named without doubt: `tenant/name`. */
export const qualifiedName = ({ tenant, name }: Person): string => `${tenant}/${name}`;

/** The person called `name` or `tenant/name`. Throws a message that lists who exists when that is nobody, or several. */
export function findPerson(people: Person[], wanted: string): Person {
  const found = people.filter((person) => person.name === wanted || qualifiedName(person) === wanted);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) throw new Error(`${wanted} exists in several tenants: say ${found.map(qualifiedName).join(' or ')}`);
  const known = people.map(qualifiedName).sort().join(', ') || 'nobody yet';
  throw new Error(`There is no person ${wanted}. There is: ${known}`);
}

/** People by tenant, in the order in which they came. */
export function byTenant(people: Person[]): Map<string, Person[]> {
  return Map.groupBy(people, ({ tenant }) => tenant);
}
