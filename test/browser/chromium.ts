import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Starts the machine's own Chromium, that at `CHROMIUM` or Debian's. @throws {Error} that says how to install it */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`There is no Chromium at ${executablePath}: apt-get install chromium, or say where it is with CHROMIUM=…`);
  // It shows pages of this machine only, often as root in a container, and is to ask nobody else for anything.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args });
}
