import type { QueryRule } from '../../shared/record/define.ts';
import { contentsNow } from './contents.ts';

interface Noted { readonly change: string; readonly title?: string; readonly type?: string; readonly reason?: string }

/** Release notes, written from the changes that a release contains. */
export const notes: QueryRule = {
  help: 'Release notes, from its changes', by: ['anyone'], ofRecord: true,
  run: async ({ record, read }) => {
    const [artefact, changes] = await Promise.all([record!.artefact ? read.get('artefact', record!.artefact) : undefined, contentsNow(read, record!)]);
    const told = changes.map(({ change, title, type, reason }): Noted => ({ change, title, type, reason }));
    const knownErrors = record!.handover?.knownErrors?.evidence;
    return { release: record!.number, title: record!.title, build: artefact?.build, changes: told, knownErrors, markdown: markdownOf({ title: record!.title, build: artefact?.build, changes: told, knownErrors }) };
  },
};

/** One heading, a line for each change with why it was made, and the known errors that support was told of. */
function markdownOf({ title, build, changes, knownErrors }: { title: string; build?: string; changes: readonly Noted[]; knownErrors?: string }): string {
  return [
    `# ${title}${build ? ` ${build}` : ''}`, '',
    ...(changes.length ? changes.map(({ change, title: what, reason }) => `- ${what ?? change} (${change})${reason ? `: ${reason.split('\n')[0]}` : ''}`) : ['Nothing changed.']),
    ...(knownErrors ? ['', '## Known errors', '', knownErrors] : []), '',
  ].join('\n');
}
