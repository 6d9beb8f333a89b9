/** A value as plain text, for exports and comparisons. */
export function plainValue(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(plainValue).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
