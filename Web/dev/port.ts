import type { Plugin } from 'vite';

/** Ends the dev server with a plain message when its port is taken, instead of a stack trace. */
export function portMessage(): Plugin {
  return {
    name: 'port-message',
    apply: 'serve',
    configureServer(server) {
      const listen = server.listen.bind(server);
      server.listen = async (...options) => {
        try {
          return await listen(...options);
        } catch (error) {
          if (!/already in use/.test(String(error))) throw error;
          const { port } = server.config.server;
          console.error(
            `The web front end cannot start: port ${port} is already taken.\n` +
              'Another program listens there, perhaps an earlier run of this one.\n' +
              `Stop it (lsof -i :${port} shows which) or choose another port: npm run dev -- --port ${port + 1}`,
          );
          process.exit(1);
        }
      };
    },
  };
}
