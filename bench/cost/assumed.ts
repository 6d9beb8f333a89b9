/**
 * What people do between two commands, as the console in `web/` asks on their behalf: it looks at an open record again every 15 seconds and at
 * the list on the screen every 30, while the page is visible (`RECORD_POLL` and `LIST_POLL` in `web/api/records.ts`).
 */
export const habits = {
  recordPollSeconds: 15, listPollSeconds: 30,
  /** Rows of a page of a list. */
  listPage: 200,
  /** So long somebody looks at a list before picking a record to do something about, and at the record before and after. */
  listSeconds: 60, recordSeconds: 60,
} as const;

/** What cannot be measured here about Lambda; these figures, unlike the other assumptions here, are on the dear side. */
export const lambda = {
  /** 1,769 MB have a whole processor. */
  mbOfAProcessor: 1769,
  /** CPU beyond what is measured here: TLS, signing (the embedded runtime signs nothing), and the runtime around the handler. */
  cpuFactor: 1.5,
  /** A round trip to DynamoDB within a region; a call to any other service. */
  tripMs: 6, callMs: 25,
  /** Of so many invocations one has to start a sandbox, which is charged as well; that takes so long. */
  coldShare: 0.05, coldMs: 500,
  /** START, END and REPORT, with what CloudWatch adds to each of the three lines. */
  systemLineBytes: 450,
} as const;

/** Months that something is kept and paid for: records as good as for ever, of which the first year is counted. */
export const monthsKept = { records: 12, archive: 12, logs: 3 } as const;

/** Of the invocations of traced functions, how many X-Ray records: one a second of each function, and 5 % of more. A service desk seldom comes to one a second. */
export const tracedShare = 1;

/** Log lines of Step Functions at level ALL without data: so many events of a state, each of so many bytes. */
export const stateLogBytes = 5 * 450;

/** What API Gateway and HTTP put around a body. */
export const headerBytes = 500;
/** What EventBridge puts around an event's detail on the way to a queue and into the archive. */
export const envelopeBytes = 350;
