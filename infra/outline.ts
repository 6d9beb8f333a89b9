import type { AnyDefinition } from '../shared/record/define.ts';

/** All that the kernel reads of a record type whose commands it does not carry out; `visible` is the only one of them that is code. */
export const outlined = ['name', 'practice', 'route', 'prefix', 'identity', 'fields', 'kept', 'done', 'lists', 'searched', 'unique', 'visible'] as const satisfies readonly (keyof AnyDefinition)[];

/** Of a field, whether there is one of that name and who may read it; nobody checks values of a record that is another practice's. */
type FieldOutline = { readonly internal?: true };
type Fields = Readonly<Record<string, FieldOutline>>;

/** The outline of a definition without its `visible`: plain data, which JSON can say. */
export type Outline = Pick<AnyDefinition, 'name' | 'practice' | 'route' | 'prefix' | 'identity' | 'done' | 'lists' | 'searched'>
  & { readonly fields: Fields; readonly kept?: Fields; readonly unique?: Readonly<Record<string, object>> };

/** What other practices' Lambdas know of a record type: where it is kept, listed and searched, and which of its fields staff alone may read. */
export const outlineOf = ({ name, practice, route, prefix, identity, fields, kept, done, lists, searched, unique }: AnyDefinition): Outline => ({
  name, practice, route, prefix, ...(identity && { identity }),
  fields: fieldsOf(fields), ...(kept && { kept: fieldsOf(kept) }),
  done, lists, ...(searched && { searched }), ...(unique && { unique: mapped(unique, () => ({})) }),
});

const fieldsOf = (fields: AnyDefinition['fields']): Fields => mapped(fields, ({ internal }) => internal ? { internal } : {});

const mapped = <T, U>(all: Readonly<Record<string, T>>, to: (one: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, to(one)]));
