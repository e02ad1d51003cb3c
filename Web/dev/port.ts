import { createServer } from 'node:net';
import type { Plugin } from 'vite';

/** Ends the dev server with a plain message when its port is taken, instead of a stack trace. */
export function announcePort(): Plugin {
  return {
    name: 'announce-port',
    apply: 'serve',
    async configResolved({ server, env }) {
      if (env['VITEST'] || !(await isTaken(server.port, String(server.host)))) return;
      console.error(
        `The web front end cannot start: port ${server.port} is already taken.\n` +
          'Another program listens there, perhaps an earlier run.\n' +
          `Stop it (find it with: lsof -i :${server.port}) or choose another port: npm run dev -- --port ${server.port + 1}`,
      );
      process.exit(1);
    },
  };
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => answer(error.code === 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => answer(false)));
  });
}
