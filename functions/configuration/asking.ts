export const staff = ['agent', 'lead', 'operations', 'security', 'change-manager', 'release-manager', 'cab', 'manager'] as const;

const briefly = ['name', 'displayName', 'type', 'state', 'environment', 'service', 'criticality', 'team'] as const;

/** What answers tell of a CI. */
export const brief = (record: Record<string, any> | undefined, name: string): Record<string, any> =>
  ({ name, ...Object.fromEntries(briefly.flatMap((field) => record?.[field] === undefined ? [] : [[field, record[field]]])) });
