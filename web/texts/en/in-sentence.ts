/** A name as it reads within a sentence: small, but for one that is written otherwise, such as “CAB meeting” or “SaaS”. */
export const inSentence = (name: string): string => (/^\S+[A-Z]/.test(name) ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
