import type { AnyRecord, QueryRule, Reader } from '../../shared/record/define.ts';
import { instant, list, object, optional, text } from '../../shared/record/field.ts';
import { isApproved } from './gates.ts';

export const MOST_CHANGES = 25;
export const readers = ['agent', 'lead', 'operations', 'release-manager', 'change-manager', 'cab', 'manager', 'owner', 'watcher'] as const;

/** Changes as they stood when the release last looked. */
export const contentList = list(object({ change: text(), title: optional(text()), type: optional(text()), state: text(), closureCode: optional(text()), checkedAt: instant() }), { max: MOST_CHANGES });

export interface Content { change: string; title?: string; type?: string; state: string; closureCode?: string; checkedAt: string }
/** A change, as the record is read together with a command that names it. */
export interface ChangeSeen { readonly id: string; readonly title?: string; readonly type?: string; readonly state: string; readonly closureCode?: string }

/** The contents with what is known of one change now; a change that is new comes last. */
export function contentAfter(contents: readonly Content[] = [], { id, title, type, state, closureCode }: ChangeSeen, now: string): Content[] {
  const seen: Content = { change: id, title, type, state, closureCode, checkedAt: now };
  return contents.some(({ change }) => change === id) ? contents.map((one) => one.change === id ? seen : one) : [...contents, seen];
}

/** Whether a change that counted as approved no longer does. */
export const lostApproval = (contents: readonly Content[] = [], { id, state, closureCode }: ChangeSeen): boolean =>
  contents.some((one) => one.change === id && isApproved(one)) && !isApproved({ state, closureCode });

/** The contents of a release with its changes as they stand now; what cannot be read stays as it was when the release last looked. */
export async function contentsNow(read: Reader, release: AnyRecord): Promise<(Content & { readonly service?: string; readonly cis?: string[]; readonly reason?: string })[]> {
  const kept: readonly Content[] = release.contents ?? [];
  const changes = await Promise.all(kept.map(({ change }) => read.get('change', change)));
  return kept.map((one, at) => {
    const { title, type, state, closureCode, service, cis, reason } = { ...one, ...changes[at] } as Content & { service?: string; cis?: string[]; reason?: string };
    return { ...one, title, type, state, closureCode, service, cis, reason };
  });
}

/** What a release contains, with its changes as they stand now. */
export const contents: QueryRule = {
  help: 'What it contains: the artefact, and its changes as they stand now', by: readers, ofRecord: true,
  run: async ({ record, read }) => {
    const [artefact, changes] = await Promise.all([record!.artefact ? read.get('artefact', record!.artefact) : undefined, contentsNow(read, record!)]);
    return {
      release: record!.number, title: record!.title,
      artefact: artefact && { number: artefact.number, service: artefact.service, build: artefact.build, sha256: artefact.sha256, location: artefact.location, state: artefact.state },
      changes: changes.map(({ change, title, type, state, closureCode, service, cis }) => ({ change, title, type, state, closureCode, service, cis, approved: isApproved({ state, closureCode }) })),
    };
  },
};
