import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import { idOf, useOrder, type AnyRecord } from '../api/records.ts';
import { isGrave } from '../practice/offered-commands.ts';
import { label } from '../practice/wording.ts';
import { useNotices, useTellFailure } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { useTake } from './use-take.tsx';

/** Whether a command, by its name, takes a record out of use. */
export const takesAway = (type: RecordType, name: string): boolean => type.commands.some((command) => command.name === name && isGrave(command, type));

/** Gives a command that takes nothing at once, and asks for what the others take. */
export function useGive(type: RecordType, record: AnyRecord | undefined, ask: (command: string) => void) {
  const order = useOrder(type);
  const take = useTake(type);
  const { tell } = useNotices();
  const failed = useTellFailure();
  const [sending, setSending] = useState<string>();

  async function carryOut(step: string, of: AnyRecord): Promise<void> {
    setSending(step);
    try {
      if (step === 'take') return await take(of);
      await order.mutateAsync({ id: idOf(type, of), command: step, version: of.version });
      tell({ content: step === 'accept' ? texts.agent.act.accepted(of.number) : texts.practice.done(label(step), of.number) });
    } catch (error) {
      failed(error);
    } finally {
      setSending(undefined);
    }
  }
  return {
    sending,
    run(step: string): void {
      const takes = type.commands.find(({ name }) => name === step)?.takes ?? [];
      if (step !== 'take' && (step === 'update' || takes.length > 0 || takesAway(type, step))) ask(step);
      else if (record) void carryOut(step, record);
    },
  };
}
