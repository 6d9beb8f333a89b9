/** A key for each record and body: the same for every try, so that one whose answer was lost is not given twice, and another for another body. */
export function keysByRecord(): (number: string, body: unknown) => string {
  const keys = new Map<string, string>();
  return (number, body) => {
    const of = `${number} ${JSON.stringify(body)}`;
    if (!keys.has(of)) keys.set(of, crypto.randomUUID());
    return keys.get(of)!;
  };
}
