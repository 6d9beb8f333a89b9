/** Where stories are told: a deployment of the service, whatever it runs on, and what stands around it. All of it as of now: nothing waits, but `settle`. */
export interface Surroundings {
  readonly url: string;
  /** Whether the bus carries the events of different records, too, in the order in which they happened. */
  readonly inOrder: boolean;
  /** A token of a person of the demonstration organisations. */
  token(person: string): Promise<string>;
  /** All that the bus carried, in its order. */
  events(): Promise<any[]>;
  /** All notifications that were sent, oldest first. */
  mail(): Promise<any[]>;
  /** What runs or ran for a record on Step Functions, newest first. */
  executions(recordId: string): Promise<any[]>;
  /** Puts the clock forward, with all that falls due on the way; answers what time it is then. */
  advance(duration: string): Promise<string>;
  /** Waits until nothing follows any more from what was done. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}
