import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useNavigate } from 'react-router';
import type { Query, RecordType } from '../api/practices.ts';
import { QueryAnswer } from './query-answer.tsx';
import { label, plural } from './wording.ts';
import './practice.css';

/** A query of a type as a whole, such as a schedule. */
export function Report({ type, query }: { type: RecordType; query: Query }) {
  const navigate = useNavigate();
  const title = label(query.name.replace('.', ' '));
  return (
    <ContentLayout
      breadcrumbs={<BreadcrumbGroup items={[{ text: plural(type), href: `/records/${type.route}` }, { text: title, href: '' }]} onFollow={(event) => { event.preventDefault(); void navigate(event.detail.href); }} />}
      header={<Header variant="h1" description={query.help}>{title}</Header>}
    >
      <Container><QueryAnswer type={type} query={query} /></Container>
    </ContentLayout>
  );
}
