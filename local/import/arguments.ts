import { parseArgs } from 'node:util';
import { isTimeZone } from '../../shared/clock/zone.ts';

export const usage = `npm run import -- servicenow <file.csv> [--tenant <name>] [--matrix <file.json>] [--zone <zone>]

  servicenow   the log's format: one row an update of an incident, with a header line
  --tenant     the organisation it goes into, made if it is not there; "imported" when left out
  --matrix     priority by impact and urgency, such as { "high": { "high": 1, "medium": 2, "low": 3 }, "medium": …, "low": … };
               read from the rows when left out
  --zone       the time zone of the log's times, such as Europe/Brussels; UTC when left out

LAMBDESK_DATA names the data directory (.data when not set). It may be in use by npm start.`;

export interface Arguments { readonly file: string; readonly tenant: string; readonly matrixFile?: string; readonly zone: string }

/** @throws {TypeError} what is wrong with the command line */
export function readArguments(args: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true,
    options: { tenant: { type: 'string', default: 'imported' }, matrix: { type: 'string' }, zone: { type: 'string', default: 'UTC' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return 'help';
  const [format, file, ...more] = positionals;
  if (format !== 'servicenow') throw new TypeError(format ? `There is no format ${format}; there is servicenow.` : 'Say which format and which file.');
  if (!file) throw new TypeError('Say which file.');
  if (more.length > 0) throw new TypeError(`One file at a time; ${more.join(' ')} is too much.`);
  // The administrator's name, which is made from it, has 63 characters at most.
  if (!/^[a-z][a-z0-9-]{0,56}$/.test(values.tenant)) throw new TypeError(`--tenant ${values.tenant}: small letters, digits and hyphens, 57 at most, a letter first.`);
  if (!isTimeZone(values.zone)) throw new TypeError(`--zone ${values.zone}: a zone such as Europe/Brussels.`);
  return { file, tenant: values.tenant, matrixFile: values.matrix, zone: values.zone };
}
