import './releases.css';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe, useType } from '../api/practices.ts';
import { idOf, titleOf, useRecords } from '../api/records.ts';
import { useSplitPanel } from '../shell/frame.tsx';
import { Awaiting } from '../shell/awaiting.tsx';
import { texts } from '../texts/index.ts';
import { boardOf, columns } from './board.ts';
import { Card } from './card.tsx';
import { ReleasePanel } from './release-panel.tsx';
import { RunningVersions } from './running.tsx';

const words = texts.releases;
const MOST = 200;

/** Releases as cards on their way through O, T, A and P, and what runs where. */
export function Page() {
  const type = useType('release')!;
  const ofServices = useType('service')!;
  const me = useMe();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const service = search.get('service') ?? undefined;
  const finished = search.has('finished');
  const chosen = search.get('release') ?? undefined;
  const services = useRecords(ofServices, {}, { poll: false });
  const shown = columns.filter((column) => !column.finished || finished);
  const { items, complete, loadingMore, error, refetch } = useRecords(type, { service, state: shown.flatMap(({ states }) => states).join(',') }, { limit: MOST });
  const put = useCallback((name: string, value: string | undefined): void => setSearch((before) => {
    if (value === undefined) before.delete(name);
    else before.set(name, value);
    return before;
  }, { replace: true }), [setSearch]);

  const close = useCallback(() => put('release', undefined), [put]);
  useSplitPanel(useMemo(() => chosen && <ReleasePanel key={chosen} type={type} number={chosen} />, [chosen, type]), close);
  const options = [{ value: '', label: words.allServices }, ...(services.items ?? []).map((one) => ({ value: idOf(ofServices, one), label: titleOf(one) }))];
  const board = items && boardOf(items);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={words.help} actions={me.may.release?.create && <Button variant="primary" onClick={() => void navigate('/records/releases/create')}>{words.create}</Button>}>
          {words.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <SpaceBetween direction="horizontal" size="m" alignItems="end">
          <FormField label={words.service}>
            <Select
              options={options} selectedOption={options.find(({ value }) => value === (service ?? '')) ?? null} statusType={services.loading ? 'loading' : 'finished'} loadingText={texts.shell.loading}
              onChange={({ detail }) => put('service', detail.selectedOption.value || undefined)}
            />
          </FormField>
          <Toggle checked={finished} onChange={({ detail }) => put('finished', detail.checked ? 'yes' : undefined)}>{words.finished}</Toggle>
        </SpaceBetween>
        {!board ? <Awaiting error={error} again={refetch} /> : (
          <>
            {!complete && !loadingMore && <Box color="text-body-secondary">{words.notComplete}</Box>}
            {shown.every(({ name }) => board.get(name)!.length === 0) && <Box textAlign="center" padding="l"><Box variant="h2">{words.empty}</Box><Box variant="p">{words.emptyHelp}</Box></Box>}
            <div className="releases-board" tabIndex={0} role="group" aria-label={words.title}>
              {shown.map(({ name }) => (
                <section key={name} className={`releases-column ${board.get(name)!.length ? '' : 'empty'}`} aria-label={words.columns[name]}>
                  <Box variant="h2" fontSize="heading-xs">{words.columns[name]} ({board.get(name)!.length})</Box>
                  {board.get(name)!.length === 0 ? <Box color="text-body-secondary">{words.columnEmpty}</Box> : (
                    <ul>{board.get(name)!.map((release) => <li key={release.number}><Card type={type} release={release} onOpen={() => put('release', release.number)} /></li>)}</ul>
                  )}
                </section>
              ))}
            </div>
          </>
        )}
        <RunningVersions service={service} />
      </SpaceBetween>
    </ContentLayout>
  );
}
