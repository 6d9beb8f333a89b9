/** As much of an OpenAPI 3.1 document as the reference shows. */
export interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly responses?: Readonly<Record<string, Response>> };
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Content { readonly [mediaType: string]: { readonly schema?: Schema } }
export interface Response { readonly $ref?: string; readonly description?: string; readonly content?: Content }
export interface Parameter { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly required?: boolean; readonly description?: string; readonly schema?: Schema }

interface Described {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

export interface Operation extends Described { readonly method: string; readonly path: string }
export interface Group { readonly name: string; readonly description?: string; readonly operations: readonly Operation[] }

/** What belongs to no record type. */
export const GENERAL = '';

/** Operations by what they are about, in the document's order; those about nothing in particular first. */
export function groupsOf({ paths, tags = [] }: Document): Group[] {
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, described]): Operation => ({ ...described, method: method.toUpperCase(), path })));
  return [{ name: GENERAL }, ...tags]
    .map((tag) => ({ ...tag, operations: operations.filter((one) => (one.tags?.[0] ?? GENERAL) === tag.name) }))
    .filter((group) => group.operations.length > 0);
}

/** The groups with those operations only that have every word of `text` in their method, path or summary. */
export function matching(groups: readonly Group[], text: string): Group[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ method, path, summary = '' }: Operation): boolean => words.every((word) => `${method} ${path} ${summary}`.toLowerCase().includes(word));
  return groups.map((group) => ({ ...group, operations: group.operations.filter(fits) })).filter(({ operations }) => operations.length > 0);
}

/** The schema that a reference points to, with its name; any other is itself. */
export function resolved({ components }: Document, schema: Schema): { name?: string; schema: Schema } {
  const name = schema.$ref?.split('/').at(-1);
  return name ? { name, schema: components.schemas[name] ?? {} } : { schema };
}

export const responseOf = ({ components }: Document, response: Response): Response =>
  response.$ref ? components.responses?.[response.$ref.split('/').at(-1)!] ?? response : response;

export const schemaIn = (content: Content | undefined): Schema | undefined => content && Object.values(content)[0]?.schema;

/** What kind of value, in a word or two: `string`, `list of Clock`, `date-time`. */
export function kindOf(document: Document, schema: Schema): string {
  if (schema.items) return `list of ${kindOf(document, schema.items)}`;
  const { name, schema: { type, format, anyOf, oneOf, enum: choices } } = resolved(document, schema);
  if (name) return name;
  if (anyOf ?? oneOf) return (anyOf ?? oneOf)!.map((one) => kindOf(document, one)).join(' or ');
  return format ?? [type ?? (choices ? 'string' : 'any')].flat().join(' or ');
}

/** The least that a value of a schema can be: what is required, with values that only show of what kind they are. */
export function sampleOf(document: Document, given: Schema, depth = 0): unknown {
  const { schema } = resolved(document, given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return sampleOf(document, choice, depth + 1);
  if (schema.items) return depth > 4 ? [] : [sampleOf(document, schema.items, depth + 1)];
  switch ([schema.type].flat()[0]) {
    case 'integer': case 'number': return schema.minimum ?? 0;
    case 'boolean': return true;
    case 'string': return { 'date-time': '2026-01-31T09:00:00Z', date: '2026-01-31', duration: 'PT4H', email: 'anna@example.com' }[schema.format ?? ''] ?? '…';
    default: return depth > 4 ? {} : Object.fromEntries((schema.required ?? []).map((name) => [name, sampleOf(document, schema.properties?.[name] ?? {}, depth + 1)]));
  }
}

/** A command for the shell that carries the operation out, with `$TOKEN` for the token and `{…}` for what is to be filled in. */
export function curlOf(document: Document, { method, path, parameters = [], requestBody, security }: Operation, origin: string): string {
  const query = parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => `${name}={${name}}`).join('&');
  const headers = parameters.filter((one) => one.in === 'header' && one.required).map(({ name }) => `-H '${name}: {${name}}'`);
  const schema = schemaIn(requestBody?.content);
  const mediaType = Object.keys(requestBody?.content ?? {})[0] ?? '';
  const body = schema && (/^application\/(.+\+)?json\b/.test(mediaType) ? JSON.stringify(sampleOf(document, schema)) : '…');
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${path}${query && `?${query}`}'`,
    ...(security?.length === 0 ? [] : [`-H "Authorization: Bearer $TOKEN"`]),
    ...headers,
    ...(body === undefined ? [] : [`-H 'Content-Type: ${mediaType}'`, `-d '${body.replaceAll("'", "'\\''")}'`]),
  ].join(' \\\n  ');
}
