import { texts } from '../texts/index.ts';
import { useDisplayName } from './display-names.ts';

const services: Readonly<Record<string, string>> = texts.practice.timeline.actors;

/** Whether this is no person but the service itself, or what brought data in. */
export const isService = (name: string): boolean => Object.hasOwn(services, name);

/** Who did something, by the name that people know. */
export function Actor({ name }: { name: string }) {
  const shown = useDisplayName('person', isService(name) ? undefined : name);
  return <>{services[name] ?? shown}</>;
}
