import { texts } from '../texts/index.ts';
import type { Otap } from './board.ts';

const words = texts.releases;

/** O, T, A, P at a glance: what is passed has a tick in words for those who hear it. */
export const Rail = ({ otap }: { otap: Otap }) => (
  <ol className="releases-rail">
    {otap.stages.map(({ stage, passed, current }) => {
      const name = words.stages[stage] ?? stage;
      const said = passed ? words.passed(name) : current ? words.current(name) : words.ahead(name);
      return <li key={stage} className={passed ? 'passed' : current ? 'current' : ''} title={said}><span aria-hidden>{passed ? '✓' : words.letters[stage] ?? stage[0]}</span><span className="heard">{said}</span></li>;
    })}
  </ol>
);
