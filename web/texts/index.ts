import { agent } from './en/agent.ts';
import { changes } from './en/changes.ts';
import { docs } from './en/docs.ts';
import { map } from './en/map.ts';
import { names } from './en/names.ts';
import { overview } from './en/overview.ts';
import { portal } from './en/portal.ts';
import { practice } from './en/practice.ts';
import { releases } from './en/releases.ts';
import { shell } from './en/shell.ts';

/** Every text of the console, in English; another language is another folder of the same shape. */
export const texts = { agent, changes, docs, map, names, overview, portal, practice, releases, shell };
