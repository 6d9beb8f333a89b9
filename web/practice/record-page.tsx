import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useType, type RecordType } from '../api/practices.ts';
import { titleOf, useRecord } from '../api/records.ts';
import { NotFound } from '../shell/not-found.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { Value } from './value.tsx';
import { label } from './wording.ts';

export function Page() {
  const { route, id } = useParams();
  const type = useType(route ?? 'incidents');
  return type && id ? <One key={`${type.name}/${id}`} type={type} id={id} /> : <NotFound />;
}

function One({ type, id }: { type: RecordType; id: string }) {
  const { data: record, error } = useRecord(type, id);
  const [command, setCommand] = useState<string>();
  if (error) return <NotFound />;
  if (!record) return <Waiting />;
  return (
    <ContentLayout header={<Header variant="h1" actions={<SpaceBetween direction="horizontal" size="xs">{type.commands.filter(({ name }) => record.allowedCommands?.includes(name)).map(({ name }) => <Button key={name} onClick={() => setCommand(name)}>{label(name)}</Button>)}</SpaceBetween>}>{titleOf(record)}</Header>}>
      <Container><KeyValuePairs columns={3} items={type.fields.map((field) => ({ label: label(field.name), value: <Value field={field} value={record[field.name]} /> }))} /></Container>
      {command && <CommandDialog type={type} record={record} command={command} onClose={() => setCommand(undefined)} />}
    </ContentLayout>
  );
}
