import type { Page } from 'playwright-core';

/** Collects what must not happen on a page: errors on its console (refusals of its security policy are among them), exceptions, requests that fail. */
export function troublesOf(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    // Said again, and better, by the response.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) troubles.push(`console: ${shortened(message.text())}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.stack ?? error.message}`));
  page.on('response', (response) => { if (response.status() >= 400) troubles.push(`${response.status()} ${response.request().method()} ${response.url()}`); });
  page.on('requestfailed', (request) => {
    // The console itself breaks off what nobody waits for any more, and so does going to another page.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') troubles.push(`${request.failure()?.errorText} ${request.method()} ${request.url()}`);
  });
  return troubles;
}

/** Some say a whole font or script. */
const shortened = (text: string): string => text.length <= 600 ? text : `${text.slice(0, 200)} … ${text.slice(-400)}`;
