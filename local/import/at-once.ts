/** How many things go on side by side: about as many as the embedded engine takes before they only wait for each other. */
const LANES = 8;

/**
 * Works through things, several side by side, begun in order; the first error ends it, once what is under way is done.
 * @param stop true as soon as nothing more should be begun
 */
export async function atOnce<T>(things: Iterable<T>, work: (thing: T) => Promise<void>, stop: () => boolean = () => false): Promise<void> {
  const waiting = things[Symbol.iterator]();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done && !failed && !stop(); next = waiting.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const broken = lanes.find((one) => one.status === 'rejected');
  if (broken) throw broken.reason;
}
