import { choice, flag, object, optional } from '../../shared/record/field.ts';

export const levels = ['low', 'medium', 'high'] as const;
export const risks = ['low', 'medium', 'high', 'very-high'] as const;
export const types = ['standard', 'normal', 'emergency'] as const;
export type Risk = (typeof risks)[number];
export type Type = (typeof types)[number];
type Level = (typeof levels)[number];

/** Questions that tell how a change may go wrong; what is not answered adds nothing. */
export const questionnaire = object({
  experience: optional(choice('often', 'once', 'never'), { help: 'How often has this been done before?' }),
  tested: optional(choice('fully', 'partly', 'not'), { help: 'How far was it tested where it does no harm?' }),
  backout: optional(choice('easy', 'hard', 'impossible'), { help: 'Can it be taken back?' }),
  outage: optional(choice('none', 'some-users', 'all-users'), { help: 'Who is without service meanwhile?' }),
  thirdParties: optional(flag({ help: 'Does it depend on others, such as a supplier?' })),
});
export type Answers = Readonly<Partial<{ experience: 'often' | 'once' | 'never'; tested: 'fully' | 'partly' | 'not'; backout: 'easy' | 'hard' | 'impossible'; outage: 'none' | 'some-users' | 'all-users'; thirdParties: boolean }>>;

/** How a team's last changes went. */
export interface History { readonly closed?: number; readonly failed?: number }

export interface Weighed {
  readonly type?: Type;
  readonly impact?: Level;
  readonly probability?: Level;
  readonly questionnaire?: Answers;
  readonly criticality?: Level;
  readonly cis?: readonly string[];
  readonly services?: readonly string[];
  readonly plannedStart?: string;
  readonly plannedEnd?: string;
  readonly history?: History;
}

export interface Assessment { readonly risk: Risk; readonly reasons: readonly string[] }

/** Impact × probability of going wrong, each low, medium or high; what nobody estimated is medium. */
const matrix: Record<Level, Record<Level, Risk>> = {
  low: { low: 'low', medium: 'low', high: 'medium' },
  medium: { low: 'low', medium: 'medium', high: 'high' },
  high: { low: 'medium', medium: 'high', high: 'very-high' },
};

const HOUR = 3_600_000;
const hours = ({ plannedStart, plannedEnd }: Weighed): number => plannedStart && plannedEnd ? (Date.parse(plannedEnd) - Date.parse(plannedStart)) / HOUR : 0;

/** What makes a change risky whatever anybody estimates. */
const rules: readonly { readonly when: (change: Weighed) => boolean; readonly risk: Risk; readonly reason: string }[] = [
  { when: ({ type }) => type === 'emergency', risk: 'high', reason: 'Emergency: there is no time to look twice' },
  { when: ({ criticality }) => criticality === 'high', risk: 'medium', reason: 'It touches a service of high criticality' },
  { when: ({ cis = [] }) => cis.length >= 5, risk: 'medium', reason: 'It touches five configuration items or more' },
  { when: ({ cis = [] }) => cis.length >= 20, risk: 'high', reason: 'It touches twenty configuration items or more' },
  { when: ({ services = [] }) => services.length >= 3, risk: 'high', reason: 'It touches three services or more' },
  { when: (change) => hours(change) > 8, risk: 'medium', reason: 'It takes more than eight hours' },
  { when: ({ questionnaire: answers }) => answers?.backout === 'impossible', risk: 'high', reason: 'It cannot be taken back' },
];

const points: Readonly<Record<string, number>> = { once: 1, never: 2, partly: 1, not: 2, hard: 1, impossible: 2, 'some-users': 1, 'all-users': 2, true: 1 };

/** The sum of the answers, 0 to 9: up to 2 is low, up to 4 medium, up to 7 high, and above very high. */
const byAnswers = (answers: Answers): Risk => {
  const sum = Object.values(answers).reduce<number>((all, answer) => all + (points[String(answer)] ?? 0), 0);
  return sum <= 2 ? 'low' : sum <= 4 ? 'medium' : sum <= 7 ? 'high' : 'very-high';
};

/** A history of fewer changes says nothing; from this share of failures on it says that more can go wrong than is thought. */
const TELLING = 5;
const UNLUCKY = 0.2;

/**
 * The risk of a change: the highest of the rules that match, the questionnaire, and impact × probability; one level more where the team's
 * last changes often failed. With the reasons for it.
 */
export function assess(change: Weighed): Assessment {
  const { impact = 'medium', probability = 'medium', questionnaire: answers, history: { closed = 0, failed = 0 } = {} } = change;
  const found = [
    { risk: matrix[impact][probability], reason: `Impact ${impact} × probability ${probability}` },
    ...(answers && Object.keys(answers).length > 0 ? [{ risk: byAnswers(answers), reason: 'Answers to the questionnaire' }] : []),
    ...rules.filter(({ when }) => when(change)),
  ];
  const highest = Math.max(...found.map(({ risk }) => risks.indexOf(risk)));
  const reasons = found.filter(({ risk }) => risks.indexOf(risk) === highest).map(({ reason }) => reason);
  if (closed < TELLING || failed / closed < UNLUCKY) return { risk: risks[highest]!, reasons };
  return { risk: risks[Math.min(highest + 1, risks.length - 1)]!, reasons: [...reasons, `${failed} of the last ${closed} changes of the team failed`] };
}

/** The authority that decides: by risk, and for an emergency the ECAB. A standard change was authorised with its model. */
export const authorityFor = ({ type, risk }: { type?: Type; risk: Risk }): string | undefined =>
  type === 'standard' ? undefined : type === 'emergency' ? 'ecab' : ({ low: 'peer', medium: 'change-manager', high: 'cab', 'very-high': 'board' } as const)[risk];
