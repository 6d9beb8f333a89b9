/** Something that should be; `make` is left out when it is there already. */
export interface Step { readonly what: string; readonly make?: () => Promise<unknown> }

/** Makes what is not there, in order, and says of everything what became of it. Answers how much was (or is) to do. */
export async function carryOut(steps: readonly Step[], { dry, say }: { dry: boolean; say: (line: string) => void }): Promise<number> {
  for (const { what, make } of steps) {
    if (!dry) await make?.();
    const became = dry ? 'to make' : 'made';
    say((make ? became : 'there').padEnd(9) + what);
  }
  return steps.filter(({ make }) => make).length;
}
