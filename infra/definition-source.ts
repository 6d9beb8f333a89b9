import { parse, type AnyNode, type Program } from 'acorn';

/** Where the catalogue has a definition from: the import of `functions/index.ts`. */
export interface Source { readonly file: string; readonly exported: string }

type Node = AnyNode & { readonly [key: string]: any };

/**
 * Where each definition is written, in the order in which the catalogue lists them.
 * @param code `functions/index.ts` as JavaScript
 * @throws {Error} when it is not a `defineCatalogue([…])` of imported names
 */
export function sourcesIn(code: string): Source[] {
  const { body } = programOf(code);
  const imported = new Map(body.flatMap((statement) => statement.type !== 'ImportDeclaration' ? [] : statement.specifiers.flatMap((one) =>
    one.type === 'ImportSpecifier' ? [[one.local.name, { file: String(statement.source.value), exported: nameOf(one.imported) }] as const] : [])));
  const list = callIn(body, 'defineCatalogue')?.arguments[0];
  return (list?.type === 'ArrayExpression' ? list.elements as Node[] : []).map((element) => {
    const source = imported.get(element?.name);
    if (!source) throw new Error('functions/index.ts must list definitions by the names under which it imports them.');
    return source;
  });
}

/**
 * The module that exports a definition's `visible` and nothing else: its expression, with those imports and declarations of the file that it
 * needs. All else is dropped unread, because a file with a definition does nothing but declare.
 * @param code the definition's file as JavaScript
 * @throws {Error} when `visible` is not written in the definition itself
 */
export function visibleAlone(code: string, { file, exported }: Source): string {
  const { body } = programOf(code);
  const declared = body.filter((statement) => namesOf(statement).includes(exported));
  const visible = callIn(declared, 'defineRecord')?.arguments[0]?.properties?.find(({ key, computed }: Node) => !computed && key && nameOf(key) === 'visible');
  if (!visible || visible.method) throw new Error(`${file}: write visible as a property of the definition of ${exported}, so that other practices' bundles can take it alone.`);
  const wanted = namesUsed(visible.value);
  const kept = new Set<Node>();
  for (let before = -1; before < kept.size;) {
    before = kept.size;
    for (const statement of body.filter((one) => !kept.has(one) && namesOf(one).some((name) => wanted.has(name)))) {
      kept.add(statement);
      for (const name of namesUsed(statement)) wanted.add(name);
    }
  }
  const text = ({ start, end }: Node): string => code.slice(start, end);
  return [...body.filter((one) => kept.has(one)).map(text), `const visibleAlone = ${text(visible.value)};`, 'export { visibleAlone as visible };'].join('\n');
}

const programOf = (code: string): Program & { body: Node[] } => parse(code, { ecmaVersion: 'latest', sourceType: 'module' }) as Program & { body: Node[] };

const nameOf = (node: Node): string => node.type === 'Literal' ? String(node.value) : node.name;

/** The names that a statement of a module declares. */
function namesOf(statement: Node): string[] {
  switch (statement.type) {
    case 'ImportDeclaration': return statement.specifiers.map(({ local }: Node) => local.name);
    case 'ExportNamedDeclaration': return statement.declaration ? namesOf(statement.declaration) : [];
    case 'VariableDeclaration': return statement.declarations.flatMap(({ id }: Node) => [...namesUsed(id)]);
    default: return statement.id ? [statement.id.name] : [];
  }
}

/** Every name that stands for something in a piece of code; names of properties do not. */
function namesUsed(node: Node): Set<string> {
  const names = new Set<string>();
  for (const one of within(node)) if (one.type === 'Identifier') names.add(one.name);
  return names;
}

const callIn = (statements: readonly Node[], callee: string): Node | undefined =>
  statements.flatMap((statement) => [...within(statement)]).find((node) => node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === callee);

function* within(node: Node): Generator<Node> {
  yield node;
  for (const [part, value] of Object.entries(node)) {
    if (!node.computed && ((node.type === 'MemberExpression' && part === 'property') || (node.type === 'Property' && part === 'key'))) continue;
    for (const child of [value].flat()) if (typeof child?.type === 'string') yield* within(child);
  }
}
