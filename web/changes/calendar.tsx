import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import '@fullcalendar/react/themes/classic/palette.css';
import FullCalendar, { type DatesSetInfo, type EventClickInfo, type EventDropInfo, type EventInput } from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import interaction from '@fullcalendar/react/interaction';
import list from '@fullcalendar/react/list';
import classic from '@fullcalendar/react/themes/classic';
import timeGrid from '@fullcalendar/react/timegrid';
import { texts } from '../texts/index.ts';
import type { Occasion, Planned } from './planning.ts';

const words = texts.changes;
const DAY = 86_400_000;
const isDone = ({ state }: Planned): boolean => state === 'closed' || state === 'review';

export interface CalendarProps {
  readonly changes: readonly Planned[];
  readonly occasions: readonly Occasion[];
  readonly movable: (change: Planned) => boolean;
  readonly view: string;
  readonly day: string | undefined;
  readonly onShown: (shown: { from: string; to: string; view: string; day: string }) => void;
  readonly onChoose: (number: string) => void;
  readonly onMove: (number: string, start: Date, revert: () => void) => void;
}

/** Changes by month, week or day, over windows and blackouts. */
export function Calendar({ changes, occasions, movable, view, day, onShown, onChoose, onMove }: CalendarProps) {
  const phone = innerWidth < 700;
  const events: EventInput[] = [
    ...changes.map((change): EventInput => ({
      id: change.number, title: change.title, start: change.plannedStart, end: change.plannedEnd, editable: movable(change), durationEditable: false, interactive: true, extendedProps: { change },
      className: `changes-event ${change.state === 'new' ? 'changes-draft' : ''}`, color: `var(--changes-${isDone(change) ? 'done' : change.type}, var(--changes-normal))`, contrastColor: '#fff',
    })),
    ...occasions.map((one, at): EventInput => ({ id: `${one.number}/${at}`, title: one.title, start: one.start, end: one.end, display: 'background', className: one.kind === 'blackout' ? 'changes-blackout' : 'changes-window' })),
    // A month has no hours to colour, so the days that a blackout touches are.
    ...(view === 'dayGridMonth' ? occasions.filter(({ kind }) => kind === 'blackout').map((one, at): EventInput => ({
      id: `${one.number}/${at}/days`, title: one.title, start: localDay(new Date(one.start)), end: localDay(new Date(Date.parse(one.end) - 1 + DAY)), allDay: true, display: 'background', className: 'changes-blackout',
    })) : []),
  ];
  return (
    <div className="changes-calendar">
      <FullCalendar
        plugins={[dayGrid, timeGrid, list, interaction, classic]} initialView={phone ? 'listMonth' : view} {...(day && { initialDate: day })} events={events}
        firstDay={1} nowIndicator eventDisplay="block" eventInteractive dayMaxEvents height="auto" slotDuration="01:00:00"
        headerToolbar={{ start: 'prev,next today', center: 'title', end: phone ? 'listMonth,timeGridDay' : 'dayGridMonth,timeGridWeek,timeGridDay,listMonth' }} noEventsContent={words.noChanges}
        buttons={buttons}
        eventTimeFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }} slotHeaderFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        datesSet={({ start, end, view: shown }: DatesSetInfo) => onShown({ from: start.toISOString(), to: end.toISOString(), view: shown.type, day: localDay(shown.currentStart) })}
        eventClick={({ event, jsEvent }: EventClickInfo) => { jsEvent.preventDefault(); if (event.extendedProps.change) onChoose(event.id); }}
        eventDrop={({ event, revert }: EventDropInfo) => onMove(event.id, event.start!, revert)}
      />
    </div>
  );
}

const button = (text: string) => ({ text, hint: text });
const buttons = {
  today: button(words.today), prev: { hint: words.previous }, next: { hint: words.next },
  dayGridMonth: button(words.views.month), timeGridWeek: button(words.views.week), timeGridDay: button(words.views.day), listMonth: button(words.views.list),
};

const localDay = (date: Date): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
