import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import { idOf, type AnyRecord } from '../api/records.ts';
import { isGrave } from '../practice/offered-commands.ts';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { useTake } from './use-take.tsx';

/** Whether a command, by its name, takes a record out of use. */
export const takesAway = (type: RecordType, name: string): boolean => type.commands.some((command) => command.name === name && isGrave(command, type));

/** Whether something has to be asked before a command is given; to take a ticket and what takes nothing is done at once. */
export function asksFirst(type: RecordType, step: string): boolean {
  if (step === 'take') return false;
  const takes = type.commands.find(({ name }) => name === step)?.takes ?? [];
  return step === 'update' || takes.length > 0 || takesAway(type, step);
}

/** Gives a command that takes nothing at once, and asks for what the others take; `run` is over once a command was carried out or refused. */
export function useGive(type: RecordType, record: AnyRecord | undefined, ask: (command: string) => void) {
  const { give } = useTellingOrder(type);
  const take = useTake(type);
  const [sending, setSending] = useState<string>();

  async function carryOut(step: string, of: AnyRecord): Promise<void> {
    const content = step === 'accept' ? texts.agent.act.accepted(of.number) : texts.practice.done(label(step), of.number);
    setSending(step);
    await (step === 'take' ? take(of) : give({ id: idOf(type, of), command: step, version: of.version }, { content }));
    setSending(undefined);
  }
  return {
    sending,
    async run(step: string): Promise<void> {
      if (asksFirst(type, step)) ask(step);
      else if (record) await carryOut(step, record);
    },
  };
}
