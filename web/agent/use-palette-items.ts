import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { isStaff, useMe, usePractices, type RecordType } from '../api/practices.ts';
import { titleOf, useRecord, useSearch, type AnyRecord } from '../api/records.ts';
import { serviceNow } from '../api/service-time.ts';
import { hrefFor } from '../practice/record-link.tsx';
import { usePaused } from '../practice/use-paused.ts';
import { label, plural } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { nowFor } from './next-steps.ts';
import { fitting, ticketAt, type PaletteItem } from './palette-items.ts';

export interface Choice extends PaletteItem { readonly run: () => void }

/** As long as somebody has to pause before the service is asked, in milliseconds. */
const PAUSE = 150;
const NO_TYPE = { name: '', route: '' } as RecordType;

/** Everything that the palette offers for what was typed: commands of the ticket at hand, pages, new records, and what a search finds. */
export function usePaletteItems(text: string, onCommand: (type: RecordType, id: string, command: string) => void) {
  const me = useMe();
  const { items: types } = usePractices();
  const navigate = useNavigate();
  const staff = isStaff(me);
  const place = ticketAt(useLocation());
  const type = types.find(({ route }) => route === place?.route);
  const { data: record } = useRecord(type ?? NO_TYPE, type && place?.id);
  const asked = usePaused(text.trim(), PAUSE);
  const found = useSearch(asked, { limit: 10 });
  const words = texts.agent.palette;

  const standing = useMemo(() => {
    const go = (href: string) => () => void navigate(href);
    const { nav } = texts.shell;
    const portal = [[nav.mine, '/portal'], [nav.report, '/portal/report']] as const;
    const pages: readonly (readonly [string, string])[] = staff
      ? [[nav.queue, '/queue'], [nav.overview, '/overview'], [nav.calendar, '/calendar'], [nav.cab, '/cab'], [nav.otap, '/otap'], [nav.map, '/map'], ...portal]
      : portal;
    const lists = staff ? types : [];
    return [
      ...pages.map(([name, href]): Choice => ({ id: `go${href}`, group: 'go', text: name, run: go(href) })),
      ...lists.map((one): Choice => ({ id: `go/records/${one.route}`, group: 'go', text: plural(one), hint: texts.shell.family[one.family], run: go(`/records/${one.route}`) })),
      ...lists.filter(({ name }) => me.may[name]?.create)
        .map((one): Choice => ({ id: `create/${one.name}`, group: 'create', text: words.create(label(one.name)), run: go(`/records/${one.route}/create`) })),
    ];
  }, [types, me, staff, navigate]);

  const ofTicket: readonly Choice[] = type && record ? stepsOf(type, record, me).map((step) => ({
    id: `ticket/${step}`, group: 'ticket', text: step === 'take' ? texts.agent.act.take : label(step), hint: place!.id, run: () => onCommand(type, place!.id, step),
  })) : [];
  const hits: readonly Choice[] = asked.length > 1 && text.trim() ? (found.data ?? []).flatMap((hit) => {
    const of = types.find(({ name }) => name === hit.type);
    return of ? [{
      id: `found/${hit.type}/${hit.number}`, group: 'found' as const, text: titleOf(hit), hint: `${label(of.name)} ${hit.number} · ${label(hit.state)}`,
      run: () => void navigate(hrefFor(me, of, hit)),
    }] : [];
  }) : [];
  return { items: [...fitting([...ofTicket, ...standing], text), ...hits], searching: found.isFetching };
}

const stepsOf = (type: RecordType, record: AnyRecord, me: ReturnType<typeof useMe>): readonly string[] => {
  if (type.name !== 'incident') return type.commands.map(({ name }) => name).filter((name) => record.allowedCommands?.includes(name));
  const { likely, rest } = nowFor(record, me, { nameOf: (_, id) => id, now: serviceNow() });
  return [...likely, ...rest];
};
