import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useNavigate, useParams } from 'react-router';
import { fieldOf, useMe, useType, type RecordType } from '../api/practices.ts';
import { titleOf, useRecords, type AnyRecord } from '../api/records.ts';
import { NotFound } from '../shell/not-found.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { hrefOf } from './record-link.tsx';
import { StateBadge } from './state-badge.tsx';
import { Value } from './value.tsx';
import { label, plural } from './wording.ts';

export function Page() {
  const type = useType(useParams().route!);
  return type ? <List key={type.name} type={type} /> : <NotFound />;
}

function List({ type }: { type: RecordType }) {
  const me = useMe();
  const navigate = useNavigate();
  const { items, loading } = useRecords(type);
  return (
    <Table<AnyRecord>
      variant="full-page" items={items ?? []} loading={loading} loadingText={texts.shell.loading} trackBy="number"
      header={<Header variant="h1" description={type.help} actions={me.may[type.name]?.create && <Button variant="primary" onClick={() => void navigate(`/records/${type.route}/create`)}>{texts.practice.create(label(type.name))}</Button>}>{plural(type)}</Header>}
      columnDefinitions={[
        { id: 'number', header: label('number'), cell: (record) => <To href={hrefOf(type, record)}>{record.number}</To>, isRowHeader: true },
        { id: 'title', header: label('title'), cell: titleOf },
        { id: 'state', header: label('state'), cell: ({ state }) => <StateBadge type={type} state={state} /> },
        ...type.summary.filter((name) => name !== 'title' && name !== 'displayName').slice(0, 5).map((name) => ({ id: name, header: label(name), cell: (record: AnyRecord) => <Value field={fieldOf(type, name)!} value={record[name]} /> })),
      ]}
    />
  );
}
