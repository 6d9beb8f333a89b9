/**
 * What a JSON merge patch (RFC 7396) makes of a value: objects are merged member by member and `null` takes a member out; anything else
 * replaces what was there.
 */
export function mergePatch(value: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(value) ? Object.entries(value) : []);
  for (const [name, one] of Object.entries(patch)) {
    if (one === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), one));
  }
  return Object.fromEntries(merged);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
