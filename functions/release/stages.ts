/** The four stages of OTAP: ontwikkeling, test, acceptatie, productie. */
export const stages = ['development', 'test', 'acceptance', 'production'] as const;
export type Stage = (typeof stages)[number];

/** The field that names the environment of a stage. */
export const placeOf = { development: 'developmentIn', test: 'testIn', acceptance: 'acceptanceIn', production: 'productionIn' } as const satisfies Record<Stage, string>;

/** The stage that a release stands in, if it stands in one. */
export const stageOf = (state: string): Stage | undefined => stages.find((stage) => stage === state);

/** Where the exit gate of a state leads. */
export const nextOf: Readonly<Record<string, Gate | undefined>> = {
  planning: 'development', development: 'test', test: 'acceptance', acceptance: 'production', production: 'early-life-support', 'early-life-support': 'review', review: 'closed',
};

/** Gates are named after what lies behind them; at the sign-off the business says yes to what stands in acceptance. */
export type Gate = Stage | 'sign-off' | 'early-life-support' | 'review' | 'closed';

/** The environments that a release names must be of the stages that it names them for. */
export function mismatchedPlaces(refs: Readonly<Record<string, unknown>>): { pointer: string; code: string; detail: string }[] {
  return stages.flatMap((stage) => {
    const found = refs[placeOf[stage]] as { name?: string; stage?: string } | undefined;
    return found?.stage && found.stage !== stage ? [{ pointer: `/${placeOf[stage]}`, code: 'wrong-stage', detail: `${found.name} is an environment for ${found.stage}.` }] : [];
  });
}
