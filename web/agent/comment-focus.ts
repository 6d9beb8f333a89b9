import { holdKeys } from './keyboard.ts';

/** As long as a ticket that is being opened is waited for, in milliseconds. */
const PATIENCE = 3_000;

/** The part of a ticket's page where one comments on it. */
export const commentsId = (number: string): string => `agent-comments-${number}`;

/** Goes to where one comments on a ticket, as soon as it is there; what is shown until then is another's, and what is typed until then no command. */
export function focusComment(number: string): void {
  const until = Date.now() + PATIENCE;
  const release = holdKeys();
  const look = (): void => {
    const place = document.getElementById(commentsId(number))?.querySelector('textarea');
    if (!place && Date.now() < until) return void requestAnimationFrame(look);
    place?.focus();
    release();
  };
  look();
}
