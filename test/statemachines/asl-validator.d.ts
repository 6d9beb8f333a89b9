/** The package carries no types. */
declare module 'asl-validator' {
  export default function validate(definition: object, options?: { checkArn?: boolean; checkPaths?: boolean }): { isValid: boolean; errorsText(separator?: string): string };
}
