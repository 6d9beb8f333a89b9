import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingNames } from '../../infra/settings.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const text = read('docs/deploy.md');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const all = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))];

/** As GitHub makes them of headings. */
const anchorsOf = (markdown: string): string[] => [...markdown.replace(/^```[\s\S]*?^ *```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'));

describe('docs/deploy.md', () => {
  it('names scripts that there are, and every command of an operator', () => {
    const named = all(/npm run (?:-s )?([\w:-]+)/g);
    expect(named.filter((name) => !scripts[name])).toEqual([]);
    const commands = Object.entries(scripts).filter(([, runs]) => runs.includes('operate/')).map(([name]) => name);
    expect(commands.length).toBeGreaterThan(0);
    expect(named).toEqual(expect.arrayContaining([...commands, 'deploy']));
  });

  it('says what every setting means, and names none that there is not', () => {
    const table = /\| Name \| Means \|\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(text)![1]!;
    const explained = table.trim().split('\n').flatMap((row) => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
    expect(explained.sort()).toEqual([...settingNames].sort());
    expect(all(/-c (\w+)=/g).filter((name) => !settingNames.includes(name))).toEqual([]);
  });

  it('gives options that the commands know', () => {
    const usage = ['operate/tenant-arguments.ts', 'operate/deployment.ts', 'operate/restore.ts', 'operate/token.ts'].map(read).join('\n');
    const ours = [...text.matchAll(/(?:tenant:create|person:invite|person:token|restore:drill)((?:\\\n|[^`\n])*)/g)].flatMap(([, rest]) => [...rest!.matchAll(/--([a-z-]+)/g)].map(([, option]) => option!));
    expect(ours).toContain('calendar');
    expect([...new Set(ours)].filter((option) => !usage.includes(`--${option}`))).toEqual([]);
  });

  it('leads only to what is there', () => {
    const links = all(/\]\(([^)]+)\)/g).filter((link) => !/^https?:/.test(link));
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) {
      const [file, anchor] = link.split('#') as [string, string | undefined];
      const path = file ? join(dirname('docs/deploy.md'), file) : 'docs/deploy.md';
      expect([link, existsSync(join(root, path))]).toEqual([link, true]);
      if (anchor) expect(anchorsOf(read(path))).toContain(anchor);
    }
  });
});
