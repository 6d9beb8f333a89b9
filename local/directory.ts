import { join } from 'node:path';
import { readJson, writeJson } from './data-dir.ts';
import { qualifiedName, type Person } from './people.ts';

/** Who may sign in here, with their roles: what groups are in Cognito. Kept beside the data, so that an import can add a tenant's people. */
export interface Directory { people(): Promise<Person[]>; add(people: readonly Person[]): void }

export function directory(dataDir: string): Directory {
  const file = join(dataDir, 'directory.json');
  const read = (): Person[] => readJson<Person[]>(file) ?? [];
  return {
    people: async () => read(),
    add: (people) => {
      const kept = new Map([...read(), ...people].map((person) => [qualifiedName(person), person]));
      writeJson(file, [...kept.values()]);
    },
  };
}
