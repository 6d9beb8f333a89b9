type Level = 'high' | 'medium' | 'low';
export type Matrix = Readonly<Partial<Record<Level, Readonly<Partial<Record<Level, number>>>>>>;

/** Priority by impact (rows) and urgency (columns), where a tenant has no matrix of its own. */
const standard: Record<Level, Record<Level, number>> = {
  high: { high: 1, medium: 2, low: 3 },
  medium: { high: 2, medium: 3, low: 4 },
  low: { high: 3, medium: 4, low: 5 },
};

/** Impact × urgency, 1 (critical) to 5 (planning), from the tenant's matrix or the standard one. */
export const basePriorityOf = ({ impact, urgency, matrix }: { impact: Level; urgency: Level; matrix?: Matrix }): number =>
  matrix?.[impact]?.[urgency] ?? standard[impact][urgency];

/** A VIP's report is one level more urgent, but never a 1: that is for what stops the organisation. */
export const priorityOf = (base: number, vip: boolean): number => vip && base > 2 ? base - 1 : base;
