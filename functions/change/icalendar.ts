export interface Appointment { readonly uid: string; readonly start: string; readonly end: string; readonly summary: string; readonly description?: string; readonly status: 'TENTATIVE' | 'CONFIRMED'; readonly sequence: number; readonly updatedAt: string }

/** A calendar as RFC 5545 writes it, for a calendar application to subscribe to. Times are UTC. */
export const icalendar = (name: string, appointments: readonly Appointment[]): string => [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Lambdesk//Change schedule//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escaped(name)}`,
  ...appointments.flatMap(({ uid, start, end, summary, description, status, sequence, updatedAt }) => [
    'BEGIN:VEVENT', `UID:${escaped(uid)}`, `DTSTAMP:${basic(updatedAt)}`, `DTSTART:${basic(start)}`, `DTEND:${basic(end)}`, `SUMMARY:${escaped(summary)}`,
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []), `STATUS:${status}`, `SEQUENCE:${sequence}`, 'END:VEVENT',
  ]),
  'END:VCALENDAR', '',
].map(folded).join('\r\n');

/** `20261121T170000Z`. */
const basic = (instant: string): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** Section 3.3.11. What cannot be printed has no escape, and is left out. */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|[\r\n]/g, '\\n').replaceAll(/[\0-\x08\x0b-\x1f\x7f]/g, '');

/** Section 3.1: no line longer than 75 octets, and none parted within a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let octets = 0;
  let current = '';
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > 75) {
      lines.push(current);
      [current, octets] = [' ', 1];
    }
    current += letter;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}
