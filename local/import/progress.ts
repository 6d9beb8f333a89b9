const EVERY_MS = { terminal: 200, file: 5_000 };

/** Says on a stream how far something has come, how fast it goes and how long it will take. */
export function progressOn(stream: NodeJS.WriteStream, { total, what }: { total: number; what: string }): { add(many: number): void; end(): void } {
  const began = performance.now();
  let [done, skipped] = [0, 0];
  let shownAt = began;
  const show = (): void => {
    const seconds = (performance.now() - began) / 1000;
    const rate = (done - skipped) / seconds;
    const line = `${done} of ${total} ${what}, ${Math.round(rate)} a second${rate > 0 && done < total ? `, about ${Math.ceil((total - done) / rate)} s left` : ''}`;
    stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    shownAt = performance.now();
  };
  return {
    /** What is done already when it starts says nothing about its speed. */
    add(many) {
      done += many;
      if (many > 1) skipped += many;
      if (performance.now() - shownAt > (stream.isTTY ? EVERY_MS.terminal : EVERY_MS.file)) show();
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}
