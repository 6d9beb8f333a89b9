/** A name in kebab case as the id of a construct: `service-level` is `ServiceLevel`. */
export const constructId = (name: string): string => name.split('-').map((part) => part[0]!.toUpperCase() + part.slice(1)).join('');
