import { startEngine } from '../../local/engine.ts';

// Run by engine.test.ts as a process of its own, to be killed.
const engine = await startEngine({ dataDir: process.argv[2]!, log: (message) => console.error(message) });
engine.announce({ url: 'http://localhost:3999' });
process.on('SIGTERM', () => void engine.stop());
console.log(JSON.stringify({ endpoint: engine.endpoint }));
