/** A name of the catalogue as a construct, a schema or a function of AWS is called: `service-level` is `ServiceLevel`. */
export const pascalCase = (name: string): string => name.split('-').map((part) => part[0]!.toUpperCase() + part.slice(1)).join('');
