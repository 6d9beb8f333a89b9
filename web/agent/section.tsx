import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { createContext, use, type ReactNode } from 'react';

/** Whether an incident stands beside the queue, where headings are one level lower. */
export const BesideContext = createContext(false);

/** A part of an incident under its heading. */
export function Section({ title, counter, description, actions, id, children }: { title: string; counter?: number; description?: string; actions?: ReactNode; id?: string; children: ReactNode }) {
  const variant = use(BesideContext) ? 'h3' : 'h2';
  return <div id={id}><Container header={<Header variant={variant} counter={counter === undefined ? undefined : `(${counter})`} description={description} actions={actions}>{title}</Header>}>{children}</Container></div>;
}
