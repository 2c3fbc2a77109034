// `npm run specs [-- PATH...] [-- OPTION...]`: compiles, then runs the specs.
//   npm run specs                                     all of them
//   npm run specs -- codec log/week.spec.ts           a folder and a file of spec/
//   npm run specs -- codec --filter "round trip"      from the first option on, everything goes to busted
import { busted } from "./busted.mjs";
import { compile } from "./compile.mjs";

/** Where the compiled form of a path of spec/ is; spec/addon is Lua already. */
function compiledPath(path) {
    const inSpec = path.replace(/^(\.\/)?(build\/)?spec\//, "");
    if (inSpec.startsWith("addon")) return `spec/${inSpec}`;
    return `build/spec/${inSpec.replace(/\.spec\.ts$/, "_spec.lua")}`;
}

const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith("-"));
const paths = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);

compile();
process.exitCode = await busted([...options, ...paths.map(compiledPath)]);
