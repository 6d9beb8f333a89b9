import { readRuntime } from './data-dir.ts';

const person = process.argv[2];
const dataDir = process.env.LAMBDESK_DATA ?? '.data';
const url = readRuntime(dataDir)?.url;

if (!person) fail('Whose token? Such as: npm run -s token -- anna');
if (!url) fail(`Nothing runs on ${dataDir}: start it with npm start, or say with LAMBDESK_DATA where its data is.`);

try {
  const response = await fetch(`${url}/local/token?person=${encodeURIComponent(person)}`);
  const { token, detail } = await response.json() as { token?: string; detail?: string };
  if (!token) fail(detail ?? 'No token was given.');
  console.log(token);
} catch {
  fail(`Nothing answers at ${url}: start it with npm start.`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
