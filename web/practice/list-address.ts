export const operators = ['=', '!=', ':', '!:', '<', '<=', '>', '>='] as const;
export type Operator = (typeof operators)[number];

/** One condition; without a field it is about a row's whole text. Any of the values will do. */
export interface Condition { readonly field?: string; readonly operator: Operator; readonly values: readonly string[] }

export interface ListFilter { readonly conditions: readonly Condition[]; /** Whether one of the conditions is enough. */ readonly any: boolean }

export interface Sorting { readonly by: string; readonly descending: boolean }

/** All that a list's address says, so that a link shows somebody else the same. Pages count from 1. */
export interface ListAddress { readonly filter: ListFilter; readonly sorting?: Sorting; readonly page: number; /** The saved view that somebody began with. */ readonly view?: string }

export const noFilter: ListFilter = { conditions: [], any: false };

const TEXT = 'q';
const own = new Set([TEXT, 'any', 'sort', 'page', 'view', 'report']);
const codes: Readonly<Record<Operator, string>> = { '=': '', '!=': '!', ':': '~', '!:': '!~', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
/** Longer codes first: `<=` is not `<` and then a value that begins with `=`. */
const byCode = operators.toSorted((one, other) => codes[other].length - codes[one].length);

const escape = (value: string): string => value.replace(/[%,!~<>=]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
const unescape = (value: string): string => value.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
const paramOf = (field: string): string => (own.has(field) ? `.${field}` : field);

/** The query part of a list's address, such as `state=new,assigned&priority=<3&sort=-dueAt`. */
export function writeAddress({ filter, sorting, page, view }: ListAddress): URLSearchParams {
  const params = new URLSearchParams();
  for (const { field, operator, values } of filter.conditions) {
    if (values.length === 0) continue;
    const code = field === undefined && operator === ':' ? '' : codes[operator];
    params.append(field === undefined ? TEXT : paramOf(field), `${code}${values.map(escape).join(',')}`);
  }
  if (filter.any) params.set('any', '1');
  if (sorting) params.set('sort', `${sorting.descending ? '-' : ''}${sorting.by}`);
  if (page > 1) params.set('page', String(page));
  if (view !== undefined) params.set('view', view);
  return params;
}

/** What an address says; whatever it does not understand is left out. */
export function readAddress(params: URLSearchParams): ListAddress {
  const sort = params.get('sort') ?? '';
  const page = Number(params.get('page'));
  return {
    filter: {
      any: params.get('any') === '1',
      conditions: [...params].flatMap(([name, written]): Condition[] => {
        if (own.has(name) && name !== TEXT) return [];
        const operator = byCode.find((one) => codes[one] !== '' && written.startsWith(codes[one]));
        const values = written.slice(operator ? codes[operator].length : 0).split(',').map(unescape);
        if (name === TEXT) return [{ operator: operator ?? ':', values }];
        return [{ field: name.replace(/^\./, ''), operator: operator ?? '=', values }];
      }),
    },
    ...(sort.replace('-', '') && { sorting: { by: sort.replace(/^-/, ''), descending: sort.startsWith('-') } }),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    ...(params.get('view') !== null && { view: params.get('view')! }),
  };
}
