import { describe, expect, it } from 'vitest';
import { NoLog, readLog } from '../../../local/import/servicenow.ts';
import { bytesOf, logOf } from './log.ts';

const header = 'number,incident_state,sys_updated_at,opened_at,resolved_at,impact,reassignment_count,short_description';
const good = 'INC1,New,01-03-2016 09:00,01-03-2016 08:00,?,2 - Medium,0,Printer';
const read = (...lines: string[]) => readLog(bytesOf([header, ...lines].join('\n')));
const badIn = (...lines: string[]) => read(...lines).bad;

describe('a log is read', () => {
  it('with its columns in any order, and with what is unknown left out', () => {
    const { rows } = readLog(bytesOf('sys_updated_at,impact,number,incident_state\n01-03-2016 09:00,?,INC1,Awaiting Vendor\n'));
    expect(rows).toEqual([{
      line: 2, number: 'INC1', id: 'servicenow/INC1/01-03-2016 09:00/', standing: { state: 'on-hold', holdReason: 'vendor' }, at: '2016-03-01T09:00:00.000Z',
      cells: { sys_updated_at: '01-03-2016 09:00', number: 'INC1', incident_state: 'Awaiting Vendor' },
    }]);
  });

  it.each<[string, (text: string) => Uint8Array]>([
    ['plain', bytesOf],
    ['with a byte order mark', (text) => bytesOf(`\ufeff${text}`)],
    ['with line ends of Windows', (text) => bytesOf(text.replaceAll('\n', '\r\n'))],
    ['with semicolons', (text) => bytesOf(text.replaceAll(',', ';'))],
    ['with tabs', (text) => bytesOf(text.replaceAll(',', '\t'))],
    ['with every field quoted', (text) => bytesOf(text.replace(/[^,\n]+/g, '"$&"'))],
    ['as UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['with empty lines', (text) => bytesOf(text.replaceAll('\n', '\n\n'))],
    ['without a last line end', (text) => bytesOf(text.trimEnd())],
  ])('the same %s', (_, as) => {
    const text = logOf({ short_description: 'Größe' }, { incident_state: 'Active' });
    const strip = ({ rows, bad }: ReturnType<typeof readLog>) => ({ bad, rows: rows.map(({ line: _, ...row }) => row) });
    expect(strip(readLog(as(text)))).toEqual(strip(readLog(bytesOf(text))));
  });

  it('with letters of Windows-1252, where it is no UTF-8', () =>
    expect(readLog(Buffer.from(`${header}\n${good.replace('Printer', 'Größe')}`, 'latin1')).rows[0]!.cells.short_description).toBe('Größe'));

  it('with commas, quotation marks and lines within quoted fields, and tells the line on which a row starts', () => {
    const { rows, bad } = read(good.replace('Printer', '"Printer ""HP"", upstairs\r\nsmokes"'), good);
    expect(bad).toEqual([]);
    expect(rows.map(({ line, cells }) => [line, cells.short_description])).toEqual([[2, 'Printer "HP", upstairs\nsmokes'], [4, 'Printer']]);
  });

  it('in the time zone that its clocks showed', () =>
    expect(readLog(bytesOf(`${header}\n${good.replace('01-03', '01-07')}`), 'Europe/Brussels').rows[0]).toMatchObject({ at: '2016-07-01T07:00:00.000Z', openedAt: '2016-03-01T07:00:00.000Z' }));

  it('with ids that are the same in a longer version of it, also of rows that look the same', () => {
    const ids = (...lines: string[]) => read(...lines).rows.map(({ id }) => id);
    expect(new Set(ids(good, good, good)).size).toBe(3);
    expect(ids(good, good, good).slice(0, 2)).toEqual(ids(good, good));
  });
});

describe('a bad row is left out, with line and reason', () => {
  it.each<[string, string, RegExp]>([
    ['that is cut off', 'INC1,New,01-03-20', /3 fields where the header has 8; is the line cut off/],
    ['with too much in it', `${good},x`, /9 fields where the header has 8/],
    ['of an unknown state', good.replace('New', '-100'), /incident_state "-100" is no state/],
    ['of a day that does not exist', good.replace('01-03-2016 09:00', '30-02-2016 09:00'), /sys_updated_at "30-02-2016 09:00" is no date and time that exists/],
    ['of a 29 February that does not exist', good.replace('01-03-2016 08:00', '29-02-2015 08:00'), /opened_at/],
    ['of an hour that does not exist', good.replace('09:00', '24:01'), /sys_updated_at/],
    ['with half a date', good.replace('?', '05-03-2016 1'), /resolved_at "05-03-2016 1"/],
    ['without a number', good.replace('INC1', '?'), /has no number/],
    ['with a count that is none', good.replace(',0,', ',-1,'), /reassignment_count "-1" is no number/],
    ['with an impact of its own', good.replace('2 - Medium', '9 - Cosmic'), /impact "9 - Cosmic" is none of high, medium, low/],
    ['without any time', 'INC1,New,?,?,?,?,?,?', /neither when it was made nor when/],
    ['with a quotation mark that nothing closes', good.replace('Printer', '"Printer'), /quotation mark/],
    ['with all that is wrong with it', good.replace('New', 'Odd').replace('2 - Medium', 'x'), /incident_state "Odd".*impact "x"/],
  ])('%s', (_, row, reason) => {
    const { rows, bad } = read(good, row, good);
    expect(bad).toMatchObject([{ line: 3, reason: expect.stringMatching(reason) }]);
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('however many there are', () => expect(badIn('a', good, 'b,"c', good, '').map(({ line }) => line)).toEqual([2, 4]));
});

describe('a file that is no log', () => {
  it.each<[string, string, RegExp]>([
    ['empty', '', /no column number, incident_state, sys_updated_at; its first line names nothing/],
    ['of something else', 'name,price\nx,1\n', /names name, price/],
    ['with a column twice', 'number,number,incident_state,sys_updated_at\n', /column number is in the file twice/],
  ])('is refused as a whole: %s', (_, text, reason) => {
    expect(() => readLog(bytesOf(text))).toThrow(NoLog);
    expect(() => readLog(bytesOf(text))).toThrow(reason);
  });
});
