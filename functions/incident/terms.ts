/** What was agreed for the service, or else for all that have nothing of their own. */
export const termsOf = <T>({ agreement, standing }: { readonly agreement?: T; readonly standing?: T }): T | undefined => agreement ?? standing;
