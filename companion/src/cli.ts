/** The command line of the companion. */
import { run } from "./commands";

// `npm run inspect -- ... | head` closes the pipe early.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
});
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => stop.abort());
process.exitCode = await run(
    process.argv.slice(2),
    (line) => console.log(line),
    (line) => console.error(line),
    stop.signal,
);
