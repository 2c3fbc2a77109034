// `npm run specs [-- PATH...] [-- OPTION...]`: compiles, then runs the specs.
//   npm run specs                                     all of them, beside each other
//   npm run specs -- codec log/week.spec.ts           a folder and a file of spec/
//   npm run specs -- codec --filter "round trip"      from the first option on, everything goes to busted
import { busted, runnablePath, specJobs } from "./busted.mjs";
import { runChecks } from "./checks.mjs";
import { compile } from "./compile.mjs";

const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith("-"));
const paths = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);

compile();
process.exitCode = await (args.length === 0 ? runChecks(specJobs()) : busted([...options, ...paths.map(runnablePath)]));
