import { useParams, useSearchParams } from 'react-router';
import { useType } from '../api/practices.ts';
import { NotFound } from '../shell/not-found.tsx';
import { RecordList } from './record-list.tsx';
import { Report } from './report.tsx';

/** The records of a type, or one of its reports. */
export function Page() {
  const type = useType(useParams().route!);
  const report = useSearchParams()[0].get('report');
  const query = type?.queries.find(({ name, ofRecord }) => name === report && !ofRecord);
  if (!type || (report && !query)) return <NotFound />;
  return query ? <Report key={`${type.name}/${query.name}`} type={type} query={query} /> : <RecordList key={type.name} type={type} />;
}
