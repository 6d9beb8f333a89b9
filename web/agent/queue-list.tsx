import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { Link } from 'react-router';
import { texts } from '../texts/index.ts';
import type { Queue } from './queues.ts';

interface QueueListProps { readonly queues: readonly Queue[]; readonly counts: ReadonlyMap<string, number> | undefined; readonly complete: boolean; readonly current: Queue; readonly hrefOf: (queue: Queue) => string; readonly onChoose: (queue: Queue) => void }

const groups = ['me', 'teams', 'watch'] as const;
/** What should not wait, and so stands out while there is any. */
const pressing = new Set(['waiting', 'major']);

/** The queues with how much is in each: a list where there is room, and a choice where there is not. */
export function QueueList({ queues, counts, complete, current, hrefOf, onChoose }: QueueListProps) {
  const words = texts.agent.queues;
  const countOf = (queue: Queue): string | undefined => {
    const count = counts?.get(queue.id);
    return count === undefined ? undefined : complete ? String(count) : words.more(count);
  };
  const option = (queue: Queue): SelectProps.Option => ({ value: queue.id, label: queue.title, labelTag: countOf(queue) });
  const entry = (queue: Queue) => (
    <li key={queue.id}>
      <Link to={hrefOf(queue)} title={queue.help} aria-current={queue.id === current.id ? 'page' : undefined}>
        <span>{queue.title}</span><span className={`agent-count${pressing.has(queue.id) && counts?.get(queue.id) ? ' agent-many' : ''}`}>{countOf(queue)}</span>
      </Link>
    </li>
  );
  return (
    <>
      <nav className="agent-queues" aria-label={words.choose}>
        {groups.map((group) => {
          const all = queues.filter((queue) => queue.group === group);
          // Teams without work are out of the way, so that those with some are seen.
          const idle = group === 'teams' && counts && complete ? all.filter((queue) => !counts.get(queue.id) && queue.id !== current.id) : [];
          return all.length > 0 && (
            <section key={group} aria-labelledby={`agent-queues-${group}`}>
              <h2 id={`agent-queues-${group}`}>{words.groups[group]}</h2>
              <ul>{all.filter((queue) => !idle.includes(queue)).map(entry)}</ul>
              {idle.length > 0 && <details><summary>{words.idle(idle.length)}</summary><ul>{idle.map(entry)}</ul></details>}
            </section>
          );
        })}
      </nav>
      <div className="agent-queue-choice">
        <Select
          ariaLabel={words.choose} inlineLabelText={words.choose} selectedOption={option(current)} expandToViewport filteringType={queues.length > 15 ? 'auto' : 'none'}
          options={groups.map((group) => ({ label: words.groups[group], options: queues.filter((queue) => queue.group === group).map(option) }))}
          onChange={({ detail }) => onChoose(queues.find(({ id }) => id === detail.selectedOption.value)!)}
        />
      </div>
    </>
  );
}
