/** As long as a ticket that is being opened is waited for, in milliseconds. */
const PATIENCE = 3_000;

/** Goes to where one comments on the ticket that is shown, as soon as it is there. */
export function focusComment(): void {
  const until = Date.now() + PATIENCE;
  const look = (): void => {
    const place = document.querySelector<HTMLTextAreaElement>('#agent-comments textarea');
    if (place) place.focus();
    else if (Date.now() < until) requestAnimationFrame(look);
  };
  look();
}
