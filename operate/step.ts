/** Something that should be; `make` is left out when it is there already. */
export interface Step { readonly what: string; readonly make?: () => Promise<unknown> }

/** Makes what is not there, in order, and says of everything what became of it. Answers how much was (or is) to do. */
export async function carryOut(steps: readonly Step[], { dry, say }: { dry: boolean; say: (line: string) => void }): Promise<number> {
  for (const { what, make } of steps) {
    if (!dry) await make?.();
    say(`${make ? dry ? 'to make' : 'made' : 'there'}`.padEnd(9) + what);
  }
  return steps.filter(({ make }) => make).length;
}
