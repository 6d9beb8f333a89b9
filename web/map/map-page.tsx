import './map.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe, useType, type Field } from '../api/practices.ts';
import { idOf, titleOf, useNamedQuery, useRecords } from '../api/records.ts';
import { RefInput } from '../practice/ref-input.tsx';
import { Awaiting } from '../shell/awaiting.tsx';
import { texts } from '../texts/index.ts';
import { AsTable } from './as-table.tsx';
import { Detail } from './detail.tsx';
import { Graph } from './graph.tsx';
import { effectOf, type Impact, type MapAnswer } from './shape.ts';

const words = texts.map;
const DISTANCES = ['1', '2', '3', '4'];
const ciField: Field = { name: 'ci', kind: 'ref', required: false, target: 'ci' };

/** A service, or what is around a configuration item, as a map; the address says which, so that it can be shared. */
export function Page() {
  const type = useType('ci')!;
  const ofServices = useType('service')!;
  const me = useMe();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [table, setTable] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [failing, setFailing] = useState<string>();
  const services = useRecords(ofServices, { state: 'published' }, { poll: false });
  const options = (services.items ?? []).map((one) => ({ value: idOf(ofServices, one), label: titleOf(one) }));
  const ci = search.get('ci') ?? undefined;
  const service = ci ? undefined : search.get('service') ?? options.at(-1)?.value;
  const distance = search.get('distance') ?? '2';
  const ofCi = useNamedQuery<MapAnswer>(type, { name: 'map', id: ci ?? '', asks: { distance }, enabled: ci !== undefined });
  const ofService = useNamedQuery<MapAnswer>(type, { name: 'service-map', asks: { service, distance }, enabled: service !== undefined });
  const found = ci ? ofCi : ofService;
  const impact = useNamedQuery<Impact>(type, { name: 'impact', id: failing ?? '', enabled: failing !== undefined });
  const effect = failing && impact.data ? effectOf(impact.data) : undefined;
  const item = found.data?.nodes.find(({ name }) => name === chosen);

  function go(next: Readonly<Record<string, string>>): void {
    setSearch({ distance, ...next });
    setChosen(undefined);
    setFailing(undefined);
  }
  function fail(name: string): void {
    setChosen(name);
    setFailing(name);
  }
  return (
    <ContentLayout header={<Header variant="h1" description={words.help} actions={<Button onClick={() => setTable(!table)}>{table ? words.asMap : words.asTable}</Button>}>{words.title}</Header>}>
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="m">
          <FormField label={words.service}>
            <Select
              options={options} selectedOption={options.find(({ value }) => value === service) ?? null} placeholder={words.chooseService} empty={words.noServices}
              statusType={services.loading ? 'loading' : 'finished'} loadingText={texts.shell.loading} onChange={({ detail }) => go({ service: detail.selectedOption.value! })}
            />
          </FormField>
          <FormField label={words.ci}><RefInput field={ciField} value={ci} onChange={(value) => go(value ? { ci: String(value) } : {})} pointer="/ci" faultAt={() => undefined} /></FormField>
          <FormField label={words.distance}>
            <Select
              options={DISTANCES.map((value) => ({ value, label: words.distances(Number(value)) }))} selectedOption={{ value: distance, label: words.distances(Number(distance)) }}
              onChange={({ detail }) => go({ ...(ci ? { ci } : service ? { service } : {}), distance: detail.selectedOption.value! })}
            />
          </FormField>
        </SpaceBetween>
        {!found.data && (services.items?.length === 0 && !ci
          ? <Box textAlign="center">{words.noServices}</Box>
          : <Awaiting error={found.error ?? services.error} again={found.error ? found.refetch : services.refetch} />)}
        {found.data?.nodes.length === 0 && (
          <Box textAlign="center" padding="xl">
            <Box variant="h2">{words.empty}</Box><Box variant="p">{words.emptyHelp}</Box>
            {me.may.ci?.create && <Button onClick={() => void navigate('/records/cis/create')}>{words.createCi}</Button>}
          </Box>
        )}
        {found.data && found.data.nodes.length > 0 && (
          <SpaceBetween size="xs">
            {!found.data.complete && <Alert type="info">{words.incomplete}</Alert>}
            {!item && !table && <Box color="text-body-secondary">{words.choose}</Box>}
            <div className={`map-page ${item && !table ? 'with-detail' : ''}`}>
              {!table && <Graph key={`${ci}/${service}/${distance}`} map={found.data} effect={effect} chosen={chosen} onChoose={setChosen} />}
              {item && (
                <Detail
                  item={item} impact={impact} shown={failing === item.name} onShow={(show) => setFailing(show ? item.name : undefined)} onCentre={() => go({ ci: item.name })}
                  onClose={() => setChosen(undefined)}
                />
              )}
              {table && <AsTable map={found.data} effect={effect} onFail={fail} />}
            </div>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}
