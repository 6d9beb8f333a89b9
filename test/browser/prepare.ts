import { buildConsole } from '../../local/console.ts';
import { launchChromium } from './chromium.ts';

/** Before any story: what all of them need is there, or it is said once what is missing. */
export default async function prepare(): Promise<void> {
  await (await launchChromium()).close();
  if (!process.env.LAMBDESK_URL) await buildConsole({ log: (message) => console.log(message) });
}
